package haetae.sim.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of the story; the words are made only when somebody reads them. Threads: the
 * run's.
 */
final class StoryTail {
  private static final int KEPT = 80;

  private record Line(long timeNs, long step, String who, Object what) {}

  private final Line[] lines = new Line[KEPT];
  private final long startNs;
  private final @Nullable Consumer<String> reader;
  private long count;

  /** A tail whose lines are also read at once, if there is a reader. */
  StoryTail(long startNs, @Nullable Consumer<String> reader) {
    this.startNs = startNs;
    this.reader = reader;
  }

  void tell(long timeNs, long step, String who, Object what) {
    Line line = new Line(timeNs, step, who, what);
    lines[(int) (count++ % KEPT)] = line;
    if (reader != null) {
      reader.accept(words(line));
    }
  }

  List<String> lines() {
    List<String> texts = new ArrayList<>();
    for (long i = Math.max(0, count - KEPT); i < count; i++) {
      texts.add(words(lines[(int) (i % KEPT)]));
    }
    return texts;
  }

  private String words(Line line) {
    long ms = (line.timeNs() - startNs) / 1_000_000;
    return String.format(
        "%02d:%02d.%03d #%d %-7s %s",
        ms / 60_000, ms / 1_000 % 60, ms % 1_000, line.step(), line.who(), line.what());
  }
}
