package haetae.app.live;

import haetae.ops.log.Loggers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The cycles' facts: the last ones, and those who want all. Threads: any may read and listen. */
final class Cycles {
  private static final Logger LOG = Loggers.of("live_loop");

  private final List<Consumer<CycleFacts>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable CycleFacts last;

  /** Adds one who is told of each cycle on the loop's thread; must not wait. */
  void listen(Consumer<CycleFacts> listener) {
    listeners.add(listener);
  }

  /** Tells of a cycle; a listener that fails is told of in the log and asked again next time. */
  void tell(CycleFacts facts) {
    last = facts;
    for (Consumer<CycleFacts> listener : listeners) {
      try {
        listener.accept(facts);
      } catch (RuntimeException e) {
        LOG.error("[LIVE] a listener of the cycles failed", e);
      }
    }
  }

  /** The facts of the last cycle; null before the first one has ended. */
  @Nullable CycleFacts last() {
    return last;
  }
}
