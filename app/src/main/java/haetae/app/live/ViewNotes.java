package haetae.app.live;

import haetae.state.StateOut;
import haetae.store.sql.LoopSample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the shell has to tell the views. It goes into the journal like everything else, so that the
 * views have one source and lose nothing. Threads: any leaves notes, the engine's takes them.
 */
final class ViewNotes {
  private static final int MOST_WAITING = 10_000;

  private final ConcurrentLinkedQueue<byte[]> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Touches touches = new Touches();

  /** The last touch of each book. */
  Touches touches() {
    return touches;
  }

  /** Leaves the figures of a cycle; one too many for an engine that does not move is dropped. */
  void looped(LoopSample sample) {
    if (count.get() < MOST_WAITING) {
      StateOut out = new StateOut();
      sample.save(out);
      count.incrementAndGet();
      waiting.add(out.toBytes());
    }
  }

  /** Takes all notes. */
  List<byte[]> take() {
    if (count.get() == 0) {
      return List.of();
    }
    List<byte[]> taken = new ArrayList<>();
    for (byte[] note = waiting.poll(); note != null; note = waiting.poll()) {
      count.decrementAndGet();
      taken.add(note);
    }
    return taken;
  }
}
