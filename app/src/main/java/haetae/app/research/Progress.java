package haetae.app.research;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with the time left, on a terminal only. Threads: one. */
public final class Progress implements AutoCloseable {
  private final @Nullable ProgressBar bar;

  /**
   * A bar at its beginning.
   *
   * @param most steps in all, or -1 if that is not known
   */
  public Progress(String name, String unit, long most) {
    bar =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
            ? new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(most)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .build()
            : null;
  }

  /** Moves it to a step. */
  public void at(long step) {
    if (bar != null) {
      bar.stepTo(step);
    }
  }

  /** Says something beside it. */
  public void say(String words) {
    if (bar != null) {
      bar.setExtraMessage(" " + words);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
