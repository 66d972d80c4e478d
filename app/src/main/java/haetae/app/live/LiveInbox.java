package haetae.app.live;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.engine.EventTimes;
import haetae.venue.wire.EventSink;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where feeds and gateways leave what they have heard, and the engine's thread takes it up in one
 * order. Its times never go back: what was received a moment before the last event was applied gets
 * that event's time.
 *
 * <p>A book is copied into a slot, so the feed may fill its own again at once; when the engine is
 * far behind, books are dropped and counted, since the next one of the same stream says the same
 * and more. Nothing else is ever dropped: its sender waits, unless it is the one that takes.
 * Threads: any may leave, one takes.
 */
final class LiveInbox implements EventSource, EventSink {
  private static final int CAPACITY = 1 << 14;

  private final ManyToOneConcurrentArrayQueue<Event> queue =
      new ManyToOneConcurrentArrayQueue<>(CAPACITY);
  private final ManyToManyConcurrentArrayQueue<BookChanged> free =
      new ManyToManyConcurrentArrayQueue<>(CAPACITY);
  private final ArrayDeque<Event> own = new ArrayDeque<>();
  private final AtomicLong droppedBooks = new AtomicLong();
  private volatile @Nullable Thread reader;
  private @Nullable BookChanged handedOut;
  private @Nullable Event last;
  private long lastReceivedNs;
  private long lastNs = Long.MIN_VALUE;
  private volatile LongSupplier clock = () -> Long.MIN_VALUE;

  /**
   * Names who takes the events.
   *
   * @param thread woken when something comes
   * @param engineNs engine time, which moves with timers, too; no event is before it
   */
  void readBy(Thread thread, LongSupplier engineNs) {
    clock = engineNs;
    reader = thread;
  }

  @Override
  public void accept(Event event) {
    if (Thread.currentThread() == reader) {
      // Whoever takes the events cannot wait for room.
      own.add(event);
      return;
    }
    if (event instanceof BookChanged book) {
      book(book);
    } else {
      while (!queue.offer(event)) {
        LockSupport.parkNanos(100_000);
      }
    }
    LockSupport.unpark(reader);
  }

  /**
   * Leaves an event if there is room, and never waits; false if it was dropped. Wakes nobody: who
   * takes it looks again soon, and whoever must be quick at this moment has the processor.
   */
  boolean offer(Event event) {
    return event instanceof BookChanged book ? book(book) : queue.offer(event);
  }

  private boolean book(BookChanged book) {
    BookChanged slot = free.poll();
    if (slot == null) {
      slot = new BookChanged();
    }
    slot.copyFrom(book);
    if (queue.offer(slot)) {
      return true;
    }
    droppedBooks.incrementAndGet();
    free.offer(slot);
    return false;
  }

  @Override
  public long nextTimeNs() {
    Event head = own.isEmpty() ? queue.peek() : own.peek();
    return head == null ? END : Math.max(head.timeNs(), Math.max(lastNs, clock.getAsLong()));
  }

  @Override
  public Event next() {
    lastNs = Math.max(lastNs, clock.getAsLong());
    if (handedOut != null) {
      free.offer(handedOut);
      handedOut = null;
    }
    Event event = own.isEmpty() ? queue.remove() : own.remove();
    if (event instanceof BookChanged book) {
      handedOut = book;
    }
    lastReceivedNs = event.timeNs();
    if (event.timeNs() < lastNs) {
      event = EventTimes.at(event, lastNs);
    }
    lastNs = event.timeNs();
    last = event;
    return event;
  }

  /**
   * When an event was received, however its time was moved since; 0 if it is not the last that was
   * taken. Threads: the taker's.
   */
  @SuppressWarnings("ReferenceEquality") // this very event, not one like it
  long receivedNs(Event event) {
    return event == last ? lastReceivedNs : 0;
  }

  /** Events that wait. Threads: any. */
  int depth() {
    return queue.size();
  }

  /** Books that found no room since the start. Threads: any. */
  long droppedBooks() {
    return droppedBooks.get();
  }
}
