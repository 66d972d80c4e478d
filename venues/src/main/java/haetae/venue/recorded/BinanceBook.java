package haetae.venue.recorded;

import haetae.market.OrderBook;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Rebuilds one instrument's book from Binance's frames by the rules of "How to manage a local order
 * book correctly".
 *
 * <p>Updates before the snapshot are kept and applied after it. With L the snapshot's id:
 *
 * <ul>
 *   <li>spot: drop {@code u <= L}; the first applied has {@code U <= L + 1 <= u}; each later one
 *       continues with {@code U <= last + 1}, and {@code u < last} is dropped;
 *   <li>USD-M: drop {@code u < L}; the first applied has {@code U <= L <= u}; each later one has
 *       {@code pu == last}.
 * </ul>
 *
 * <p>If a rule is broken the book is thrown away. Without a book the best bid and ask of the book
 * ticker are used. Threads: one.
 */
final class BinanceBook {
  /** What a frame did. */
  enum Effect {
    /** Nothing that can be seen. */
    NONE,
    /** The book may have changed. */
    CHANGED,
    /** An update is missing; the book is gone until the next snapshot. */
    BROKEN
  }

  private static final int LEVELS = 20;
  private static final int EARLY = 10_000;
  private static final long NONE = -1;

  private final BinanceFrame parsed = new BinanceFrame();
  private final NavigableMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
  private final NavigableMap<Long, Long> asks = new TreeMap<>();
  private final OrderBook book = new OrderBook();
  private final ArrayDeque<String> early = new ArrayDeque<>();
  private long snapshotId = NONE;
  private long lastId = NONE;

  /** The best levels. */
  OrderBook top() {
    return book;
  }

  /** True if there is a level on each side. */
  boolean filled() {
    return book.bids() > 0 && book.asks() > 0;
  }

  /** Id of the last update in the book; negative without one. */
  long lastId() {
    return lastId;
  }

  /** Applies a frame of this instrument. */
  Effect apply(String frame) {
    parsed.parse(frame);
    return apply(parsed, frame);
  }

  /** Applies a frame that is already parsed; its text is kept if it came too early. */
  Effect apply(BinanceFrame frame, String text) {
    return switch (frame.kind()) {
      case SNAPSHOT -> snapshot(frame);
      case DEPTH -> depth(frame, text);
      case TICKER -> snapshotId == NONE ? ticker(frame) : Effect.NONE;
      case OTHER -> Effect.NONE;
    };
  }

  private Effect snapshot(BinanceFrame frame) {
    if (lastId >= frame.lastId()) {
      return Effect.NONE;
    }
    bids.clear();
    asks.clear();
    snapshotId = frame.lastId();
    lastId = NONE;
    levels(frame.bids(), bids);
    levels(frame.asks(), asks);
    Effect effect = Effect.CHANGED;
    while (!early.isEmpty() && effect != Effect.BROKEN) {
      String text = early.removeFirst();
      BinanceFrame kept = new BinanceFrame();
      kept.parse(text);
      effect = depth(kept, text) == Effect.BROKEN ? Effect.BROKEN : effect;
    }
    early.clear();
    publish();
    return effect;
  }

  private Effect depth(BinanceFrame frame, String text) {
    if (snapshotId == NONE) {
      // The snapshot is asked for after the stream has begun, and may be older than its end.
      if (early.size() == EARLY) {
        early.removeFirst();
      }
      early.addLast(text);
      return Effect.NONE;
    }
    if (old(frame)) {
      return Effect.NONE;
    }
    if (!continues(frame)) {
      forget();
      early.addLast(text);
      return Effect.BROKEN;
    }
    levels(frame.bids(), bids);
    levels(frame.asks(), asks);
    lastId = frame.lastId();
    publish();
    return Effect.CHANGED;
  }

  private boolean old(BinanceFrame frame) {
    boolean futures = frame.futures();
    if (lastId == NONE) {
      return futures ? frame.lastId() < snapshotId : frame.lastId() <= snapshotId;
    }
    return !futures && frame.lastId() < lastId;
  }

  private boolean continues(BinanceFrame frame) {
    boolean futures = frame.futures();
    if (lastId == NONE) {
      return frame.firstId() <= (futures ? snapshotId : snapshotId + 1);
    }
    return futures ? frame.previousId() == lastId : frame.firstId() <= lastId + 1;
  }

  private void forget() {
    snapshotId = NONE;
    lastId = NONE;
    bids.clear();
    asks.clear();
    early.clear();
    book.clear();
  }

  private Effect ticker(BinanceFrame frame) {
    if (frame.bids().size() != 1 || frame.asks().size() != 1) {
      return Effect.NONE;
    }
    book.clear();
    book.addBid(frame.bids().priceE8(0), frame.bids().quantityE8(0));
    book.addAsk(frame.asks().priceE8(0), frame.asks().quantityE8(0));
    return Effect.CHANGED;
  }

  private static void levels(BinanceFrame.Levels levels, NavigableMap<Long, Long> side) {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.quantityE8(i) == 0) {
        side.remove(levels.priceE8(i));
      } else {
        side.put(levels.priceE8(i), levels.quantityE8(i));
      }
    }
  }

  private void publish() {
    book.clear();
    for (Map.Entry<Long, Long> level : bids.entrySet()) {
      book.addBid(level.getKey(), level.getValue());
      if (book.bids() == LEVELS) {
        break;
      }
    }
    for (Map.Entry<Long, Long> level : asks.entrySet()) {
      book.addAsk(level.getKey(), level.getValue());
      if (book.asks() == LEVELS) {
        break;
      }
    }
  }
}
