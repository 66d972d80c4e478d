package haetae.venue.binance;

import java.util.Arrays;

/**
 * One side of a book by price, the best level last, so that a change near the best moves little.
 *
 * <p>Levels worse than the bound are unknown to us and left out. Units: E8. Threads: one owner.
 */
final class Ladder {
  private static final int FIRST_CAPACITY = 1_024;

  private final boolean bids;
  private long[] priceE8 = new long[FIRST_CAPACITY];
  private long[] quantityE8 = new long[FIRST_CAPACITY];
  private int count;
  private long boundE8;
  private boolean bounded;

  Ladder(boolean bids) {
    this.bids = bids;
  }

  /** Removes all levels; all prices are known. */
  void clear() {
    count = 0;
    bounded = false;
  }

  /** Takes the worst level held as the end of what is known. */
  void boundAtWorst() {
    bounded = count > 0;
    boundE8 = count > 0 ? priceE8[0] : 0;
  }

  /** True if levels beyond the bound exist that we do not know. */
  boolean bounded() {
    return bounded;
  }

  /** Sets the quantity at a price; 0 deletes the level. */
  void set(long price, long quantity) {
    if (bounded && worse(price, boundE8)) {
      return;
    }
    int i = find(price);
    boolean held = i < count && priceE8[i] == price;
    if (quantity == 0) {
      if (held) {
        remove(i);
      }
    } else if (held) {
      quantityE8[i] = quantity;
    } else {
      insert(i, price, quantity);
    }
  }

  private boolean worse(long price, long than) {
    return bids ? price < than : price > than;
  }

  /** First place whose price is not worse than the given one. */
  private int find(long price) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (worse(priceE8[middle], price)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void remove(int i) {
    count--;
    System.arraycopy(priceE8, i + 1, priceE8, i, count - i);
    System.arraycopy(quantityE8, i + 1, quantityE8, i, count - i);
  }

  private void insert(int i, long price, long quantity) {
    if (count == priceE8.length) {
      priceE8 = Arrays.copyOf(priceE8, count * 2);
      quantityE8 = Arrays.copyOf(quantityE8, count * 2);
    }
    System.arraycopy(priceE8, i, priceE8, i + 1, count - i);
    System.arraycopy(quantityE8, i, quantityE8, i + 1, count - i);
    priceE8[i] = price;
    quantityE8[i] = quantity;
    count++;
  }

  int count() {
    return count;
  }

  /** Price of the i-th best level. */
  long priceE8(int i) {
    return priceE8[count - 1 - i];
  }

  /** Quantity of the i-th best level. */
  long quantityE8(int i) {
    return quantityE8[count - 1 - i];
  }
}
