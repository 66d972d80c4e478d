package haetae.venue.binance;

import java.util.Arrays;

/**
 * One depth message: a snapshot, or the levels that changed. Mutable and reused; grows when needed.
 *
 * <p>A quantity of 0 deletes its level. Units: E8. Threads: one owner.
 */
final class Depth {
  private static final int FIRST_CAPACITY = 64;

  /** First update id in the message, 0 in a snapshot. */
  long firstId;

  /** Last update id in the message, or the snapshot's own id. */
  long lastId;

  /** Last id of the message before (futures), 0 if not given. */
  long previousId;

  /** Venue's time in ms, 0 if not given. */
  long venueMs;

  final Side bids = new Side();
  final Side asks = new Side();

  /** Levels of one side. */
  static final class Side {
    private long[] priceE8 = new long[FIRST_CAPACITY];
    private long[] quantityE8 = new long[FIRST_CAPACITY];
    private int count;

    void add(long price, long quantity) {
      if (count == priceE8.length) {
        priceE8 = Arrays.copyOf(priceE8, count * 2);
        quantityE8 = Arrays.copyOf(quantityE8, count * 2);
      }
      priceE8[count] = price;
      quantityE8[count++] = quantity;
    }

    int count() {
      return count;
    }

    long priceE8(int i) {
      return priceE8[i];
    }

    long quantityE8(int i) {
      return quantityE8[i];
    }
  }

  void clear() {
    firstId = 0;
    lastId = 0;
    previousId = 0;
    venueMs = 0;
    bids.count = 0;
    asks.count = 0;
  }

  /** A copy that is kept. */
  Depth copy() {
    Depth copy = new Depth();
    copy.firstId = firstId;
    copy.lastId = lastId;
    copy.previousId = previousId;
    copy.venueMs = venueMs;
    for (int i = 0; i < bids.count; i++) {
      copy.bids.add(bids.priceE8[i], bids.quantityE8[i]);
    }
    for (int i = 0; i < asks.count; i++) {
      copy.asks.add(asks.priceE8[i], asks.quantityE8[i]);
    }
    return copy;
  }
}
