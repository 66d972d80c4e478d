package haetae.venue.binance;

import haetae.market.OrderBook;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The book of one symbol, kept from a REST snapshot and the depth stream by Binance's rules.
 *
 * <p>Spot: after the snapshot, an update whose last id is not above ours is passed over, one whose
 * first id is beyond ours plus 1 is a gap. Futures: the first update applied must span the
 * snapshot's id, each later one must name its predecessor. A gap or a crossed book throws the book
 * away; updates are kept until the next snapshot.
 *
 * <p>Source: Binance, "How to manage a local order book correctly", spot and USD-M. Threads: one
 * owner.
 */
final class LocalBook {
  /** What an update did. */
  enum Result {
    APPLIED,
    /** Older than the book. */
    OLD,
    /** Kept until there is a snapshot. */
    KEPT,
    /** An update is missing: a snapshot is needed. */
    GAP,
    /** The book had crossed: a snapshot is needed. */
    CROSSED
  }

  private static final int MOST_KEPT = 5_000;

  private final Product product;
  private final Ladder bids = new Ladder(true);
  private final Ladder asks = new Ladder(false);
  private final Deque<Depth> kept = new ArrayDeque<>();
  private boolean live;
  private boolean keeping = true;
  private boolean spansSnapshot;
  private long lastId;
  private long venueMs;

  LocalBook(Product product) {
    this.product = product;
  }

  /** True if the book is in step with the stream. */
  boolean live() {
    return live;
  }

  /** True if a snapshot is wanted: there is no book, or it is to be renewed. */
  boolean wantsSnapshot() {
    return keeping;
  }

  /** Id of the last update applied. */
  long lastId() {
    return lastId;
  }

  /** Venue's time of the last update, ms since the epoch, 0 if not given. */
  long venueMs() {
    return venueMs;
  }

  /** Throws the book away: the stream is new. */
  void reset() {
    live = false;
    keeping = true;
    kept.clear();
  }

  /** Wants a new snapshot while the book stays in use. */
  void renew() {
    keeping = true;
  }

  /** Takes one update of the stream. */
  Result update(Depth depth) {
    if (keeping) {
      keep(depth);
    }
    return live ? step(depth) : Result.KEPT;
  }

  private void keep(Depth depth) {
    if (kept.size() == MOST_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(depth.copy());
  }

  private Result step(Depth depth) {
    if (old(depth)) {
      return Result.OLD;
    }
    if (gap(depth)) {
      lose(depth);
      return Result.GAP;
    }
    apply(depth);
    if (crossed()) {
      lose(depth);
      return Result.CROSSED;
    }
    return Result.APPLIED;
  }

  private boolean old(Depth depth) {
    // The update that spans the snapshot's id may end exactly there.
    boolean endsThere = product == Product.USDM && !spansSnapshot;
    return endsThere ? depth.lastId < lastId : depth.lastId <= lastId;
  }

  private boolean gap(Depth depth) {
    if (product == Product.SPOT) {
      return depth.firstId > lastId + 1;
    }
    return spansSnapshot ? depth.previousId != lastId : depth.firstId > lastId;
  }

  private void lose(Depth depth) {
    boolean wasKept = keeping;
    live = false;
    keeping = true;
    if (!wasKept) {
      keep(depth);
    }
  }

  private void apply(Depth depth) {
    for (int i = 0; i < depth.bids.count(); i++) {
      bids.set(depth.bids.priceE8(i), depth.bids.quantityE8(i));
    }
    for (int i = 0; i < depth.asks.count(); i++) {
      asks.set(depth.asks.priceE8(i), depth.asks.quantityE8(i));
    }
    lastId = depth.lastId;
    venueMs = depth.venueMs;
    spansSnapshot = true;
  }

  private boolean crossed() {
    return bids.count() > 0 && asks.count() > 0 && bids.priceE8(0) >= asks.priceE8(0);
  }

  /**
   * Takes a snapshot and the updates kept since.
   *
   * @param limit number of levels asked for: a side with as many may go on beyond them
   * @return false if it does not fit the updates kept: another snapshot is needed
   */
  boolean snapshot(Depth snapshot, int limit) {
    long firstKept = kept.isEmpty() ? 0 : kept.getFirst().firstId;
    long mostFirst = product == Product.SPOT ? snapshot.lastId + 1 : snapshot.lastId;
    if (firstKept > mostFirst) {
      return false;
    }
    load(snapshot, limit);
    while (!kept.isEmpty()) {
      Result result = step(kept.removeFirst());
      if (result == Result.GAP || result == Result.CROSSED) {
        reset();
        return false;
      }
    }
    keeping = false;
    return true;
  }

  private void load(Depth snapshot, int limit) {
    bids.clear();
    asks.clear();
    apply(snapshot);
    spansSnapshot = false;
    if (snapshot.bids.count() >= limit) {
      bids.boundAtWorst();
    }
    if (snapshot.asks.count() >= limit) {
      asks.boundAtWorst();
    }
    live = true;
  }

  /** True if so few known levels are left that a new snapshot should be fetched. */
  boolean thin() {
    return (bids.bounded() && bids.count() < OrderBook.MAX_LEVELS)
        || (asks.bounded() && asks.count() < OrderBook.MAX_LEVELS);
  }

  /**
   * Writes the best levels; a newer best bid and ask, if there is one, is laid over them.
   *
   * @param ticker best bid and ask of the same symbol
   */
  void write(OrderBook out, Ticker ticker) {
    boolean newer = ticker.updateId > lastId && ticker.bidE8 < ticker.askE8;
    if (newer && ticker.bidSizeE8 > 0) {
      out.addBid(ticker.bidE8, ticker.bidSizeE8);
    }
    for (int i = 0; i < bids.count() && out.bids() < OrderBook.MAX_LEVELS; i++) {
      if (!newer || bids.priceE8(i) < ticker.bidE8) {
        out.addBid(bids.priceE8(i), bids.quantityE8(i));
      }
    }
    if (newer && ticker.askSizeE8 > 0) {
      out.addAsk(ticker.askE8, ticker.askSizeE8);
    }
    for (int i = 0; i < asks.count() && out.asks() < OrderBook.MAX_LEVELS; i++) {
      if (!newer || asks.priceE8(i) > ticker.askE8) {
        out.addAsk(asks.priceE8(i), asks.quantityE8(i));
      }
    }
  }
}
