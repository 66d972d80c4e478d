package haetae.app.live;

import haetae.engine.BookChanged;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import java.time.Instant;

/** Events in one line, for people who read a journal. */
final class EventWords {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private EventWords() {}

  static String of(Event event, EngineConfig config) {
    String time = time(event.timeNs());
    if (event instanceof BookChanged book) {
      return time + " Book " + config.instruments().get(book.instrumentId()) + " " + touch(book);
    }
    // A record says its own fields; its time is in front already.
    String text = event.toString().replace("timeNs=" + event.timeNs() + ", ", "");
    return time + " " + text.replace("timeNs=" + event.timeNs(), "");
  }

  private static String touch(BookChanged changed) {
    OrderBook book = changed.book();
    return "bid="
        + Fixed.format(book.bestBidE8())
        + " ask="
        + Fixed.format(book.bestAskE8())
        + " levels="
        + book.bids()
        + "/"
        + book.asks();
  }

  private static String time(long timeNs) {
    long seconds = Math.floorDiv(timeNs, NS_PER_SECOND);
    return Instant.ofEpochSecond(seconds, Math.floorMod(timeNs, NS_PER_SECOND)).toString();
  }
}
