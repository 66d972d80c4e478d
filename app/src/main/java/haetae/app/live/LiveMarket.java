package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.venue.wire.FeedStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The live quotes of both venues as the engine's market. Threads: the engine's, except where feeds
 * leave events.
 */
final class LiveMarket implements EventSource {
  private static final long POLL_MS = 50;

  private final LiveClock clock = new LiveClock();
  private final LiveInbox inbox = new LiveInbox();
  private final LiveQuotes quotes;

  LiveMarket(HaetaeConfig config, EngineConfig engine) {
    quotes = new LiveQuotes(config, engine.instruments(), clock, inbox);
  }

  /**
   * Connects, and waits until every stream has brought something.
   *
   * @return what is to be said about it: streams that are still missing
   */
  List<String> connect(long timeoutMs) throws InterruptedException {
    quotes.start();
    long end = System.nanoTime() + timeoutMs * 1_000_000;
    while (!quotes.missing().isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(POLL_MS);
    }
    List<String> notes = new ArrayList<>();
    quotes.missing().forEach(s -> notes.add("no quotes yet: " + s + " (still trying)"));
    return notes;
  }

  /** Names who takes the events, and engine time. */
  void readBy(Thread thread, LongSupplier engineNs) {
    inbox.readBy(thread, engineNs);
  }

  LiveClock clock() {
    return clock;
  }

  /** State of each stream. */
  List<FeedStatus> status() {
    return quotes.status();
  }

  /** Events that wait for the engine. */
  int waiting() {
    return inbox.depth();
  }

  /** Books that the engine was too slow for. */
  long droppedBooks() {
    return inbox.droppedBooks();
  }

  @Override
  public long nextTimeNs() {
    return inbox.nextTimeNs();
  }

  @Override
  public Event next() {
    return inbox.next();
  }

  @Override
  public void close() {
    quotes.close();
  }
}
