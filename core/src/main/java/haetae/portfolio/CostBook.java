package haetae.portfolio;

import haetae.market.Fixed;
import haetae.market.Side;
import java.math.RoundingMode;
import java.util.ArrayDeque;

/**
 * Cost of a spot holding and the profit realised from it, by average cost or first-in first-out.
 * Fees are capitalised on buys and deducted on sells; both ways give the same cash, at other times.
 *
 * <p>Units: E8. Threads: one owner.
 */
public final class CostBook {
  /** Which purchase a sale is matched with. */
  public enum Method {
    /** All of them together. */
    AVERAGE,
    /** The oldest. */
    FIFO
  }

  private record Lot(long quantityE8, long costE8) {}

  private final Method method;
  private final ArrayDeque<Lot> lots = new ArrayDeque<>();
  private long realizedE8;

  /** An empty book. */
  public CostBook(Method method) {
    this.method = method;
  }

  /**
   * Books a trade.
   *
   * @return profit realised by it, 0 for a buy
   * @throws IllegalArgumentException if more is sold than held
   */
  public long trade(Side side, long quantityE8, long priceE8, long feePpm) {
    long funds = Fixed.multiplyE8(quantityE8, priceE8, RoundingMode.HALF_EVEN);
    long fee = Fixed.partE8(funds, feePpm, RoundingMode.CEILING);
    if (side == Side.BUY) {
      buy(quantityE8, funds + fee);
      return 0;
    }
    long profit = funds - fee - take(quantityE8);
    realizedE8 = Math.addExact(realizedE8, profit);
    return profit;
  }

  private void buy(long quantityE8, long costE8) {
    if (method == Method.AVERAGE && !lots.isEmpty()) {
      Lot all = lots.removeFirst();
      lots.addFirst(new Lot(all.quantityE8() + quantityE8, all.costE8() + costE8));
    } else {
      lots.addLast(new Lot(quantityE8, costE8));
    }
  }

  private long take(long quantityE8) {
    if (quantityE8 > quantityE8()) {
      throw new IllegalArgumentException(
          "sold " + Fixed.format(quantityE8) + " of " + Fixed.format(quantityE8()));
    }
    long rest = quantityE8;
    long cost = 0;
    while (rest > 0) {
      Lot lot = lots.removeFirst();
      long used = Math.min(rest, lot.quantityE8());
      long part = Fixed.mulDiv(lot.costE8(), used, lot.quantityE8(), RoundingMode.HALF_EVEN);
      cost += part;
      rest -= used;
      if (used < lot.quantityE8()) {
        lots.addFirst(new Lot(lot.quantityE8() - used, lot.costE8() - part));
      }
    }
    return cost;
  }

  /** Quantity held. */
  public long quantityE8() {
    return lots.stream().mapToLong(Lot::quantityE8).sum();
  }

  /** Cost of what is held, with fees. */
  public long costE8() {
    return lots.stream().mapToLong(Lot::costE8).sum();
  }

  /** Profit realised so far. */
  public long realizedE8() {
    return realizedE8;
  }
}
