package haetae.app.live;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A market that is read on a thread of its own while the engine works on what was read before: the
 * same events in the same order. Books go through slots that are filled again and again, in batches
 * so that the threads rarely meet. Threads: one reads what is here, one more is its own.
 */
public final class ReadAhead implements EventSource {
  private static final int BATCHES = 4;
  private static final int EVENTS = 256;

  /** Events that are handed over together; the last one of all has fewer than there is room for. */
  private static final class Batch {
    private final Event[] events = new Event[EVENTS];
    private final BookChanged[] slots = new BookChanged[EVENTS];
    private int size;
    private @Nullable Throwable fault;

    Batch() {
      for (int i = 0; i < EVENTS; i++) {
        slots[i] = new BookChanged();
      }
    }

    void fill(EventSource source) {
      size = 0;
      while (size < EVENTS && source.nextTimeNs() != END) {
        Event event = source.next();
        if (event instanceof BookChanged book) {
          slots[size].copyFrom(book);
          event = slots[size];
        }
        events[size] = event;
        size++;
      }
    }
  }

  private final EventSource source;
  private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
  private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES);
  private final Thread reader;
  private Batch batch = new Batch();
  private int next;
  private boolean ended;

  /** Begins to read; the source belongs to this from now on. */
  public ReadAhead(EventSource source) {
    this.source = source;
    for (int i = 1; i < BATCHES; i++) {
      empty.add(new Batch());
    }
    this.reader = Thread.ofPlatform().name("read-ahead").daemon().start(this::read);
    turn();
  }

  private void read() {
    try {
      boolean more = true;
      while (more) {
        Batch free = empty.take();
        try {
          free.fill(source);
        } catch (RuntimeException | Error e) {
          free.fault = e;
        }
        more = free.size == EVENTS && free.fault == null;
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
    next = 0;
  }

  @Override
  public long nextTimeNs() {
    while (next == batch.size && !ended) {
      handBack();
    }
    return ended ? END : batch.events[next].timeNs();
  }

  /** All of the batch was taken, and the last event is of no use any more. */
  private void handBack() {
    Throwable fault = batch.fault;
    if (fault != null) {
      throw new IllegalStateException(fault.getMessage(), fault);
    }
    if (batch.size < EVENTS) {
      ended = true;
      return;
    }
    empty.add(batch);
    turn();
  }

  @Override
  public Event next() {
    return batch.events[next++];
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
