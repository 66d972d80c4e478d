package haetae.app.live;

import haetae.engine.Event;
import haetae.engine.EventSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A market that is read on a thread of its own while the engine works on what was read before: the
 * same events in the same order. Of a book that differs from the instrument's last by a few
 * quantities, only those are handed over, in batches, so that the threads rarely meet and little
 * goes from processor to processor. Threads: one reads what is here, one more is its own.
 */
public final class ReadAhead implements EventSource {
  private static final int BATCHES = 4;

  private final EventSource source;
  private final BlockingQueue<AheadBatch> full = new ArrayBlockingQueue<>(BATCHES);
  private final BlockingQueue<AheadBatch> empty = new ArrayBlockingQueue<>(BATCHES);
  private final AheadBatch.Sent sent = new AheadBatch.Sent();
  private final AheadBatch.Slots slots = new AheadBatch.Slots();
  private final Thread reader;
  private AheadBatch batch = new AheadBatch();
  private boolean ended;

  /** Begins to read; the source belongs to this from now on. */
  public ReadAhead(EventSource source) {
    this.source = source;
    for (int i = 1; i < BATCHES; i++) {
      empty.add(new AheadBatch());
    }
    this.reader = Thread.ofPlatform().name("read-ahead").daemon().start(this::read);
    turn();
  }

  private void read() {
    try {
      boolean more = true;
      while (more) {
        AheadBatch free = empty.take();
        free.fill(source, sent);
        more = !free.last();
        full.put(free);
      }
    } catch (InterruptedException e) {
      // Closed before its end: nobody waits for more.
      Thread.currentThread().interrupt();
    }
  }

  /** Goes to the next batch. */
  private void turn() {
    try {
      batch = full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for recorded events", e);
    }
  }

  @Override
  public long nextTimeNs() {
    while (batch.empty() && !ended) {
      handBack();
    }
    return ended ? END : batch.nextTimeNs();
  }

  private void handBack() {
    batch.check();
    if (batch.last()) {
      ended = true;
      return;
    }
    empty.add(batch);
    turn();
  }

  /** The next event; a book is the instrument's slot, which its next book changes. */
  @Override
  public Event next() {
    return batch.next(slots);
  }

  @Override
  public void close() {
    reader.interrupt();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    source.close();
  }
}
