package haetae.premium;

import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.RoundingMode;

/**
 * What a taker order of a given size would pay or get in a book, level by level.
 *
 * <p>Mutable and reusable: {@link #walk} allocates nothing. Rounding is against us: up for a buy,
 * down for a sell; sums are exact until they are read. Units: E8. Errors: {@link
 * ArithmeticException} when a sum does not fit. Threads: one owner.
 */
public final class DepthWalk {
  private final LevelCursor cursor;
  private final NotionalSum sum = new NotionalSum();
  private boolean buy;
  private long touchE8;
  private long worstPriceE8;

  /** Counts on all that the book shows. */
  public DepthWalk() {
    this(DepthHaircut.NONE);
  }

  /** Counts on a share of each displayed size. */
  public DepthWalk(DepthHaircut haircut) {
    cursor = new LevelCursor(haircut);
  }

  /**
   * Fills the quantity from the best level on.
   *
   * @param taker side of the order
   * @param quantityE8 size; nothing is found for a size that is not positive
   * @return true if the depth suffices; if not, the accessors tell of the part that it gives
   */
  public boolean walk(OrderBook book, Side taker, long quantityE8) {
    cursor.start(book, taker);
    sum.clear();
    buy = taker == Side.BUY;
    touchE8 = cursor.exhausted() ? 0 : cursor.priceE8();
    worstPriceE8 = 0;
    long leftE8 = quantityE8;
    while (leftE8 > 0 && !cursor.exhausted()) {
      long takenE8 = Math.min(leftE8, cursor.leftE8());
      worstPriceE8 = cursor.priceE8();
      sum.add(worstPriceE8, takenE8);
      cursor.take(takenE8);
      leftE8 -= takenE8;
    }
    return quantityE8 > 0 && leftE8 == 0;
  }

  /** Quantity that the depth gives, at most the quantity asked for. */
  public long filledE8() {
    return sum.quantityE8();
  }

  /** Sum of price times quantity. */
  public long notionalE8() {
    return sum.notionalE8(buy);
  }

  /** Price of the last level touched; 0 if there is none. */
  public long worstPriceE8() {
    return worstPriceE8;
  }

  /** Mean price; 0 if nothing is filled. */
  public long vwapE8() {
    return sum.vwapE8(buy);
  }

  /** Mean price against the best level in parts per million; 0 or positive, positive is a cost. */
  public long slippagePpm() {
    RoundingMode rounding = buy ? RoundingMode.UP : RoundingMode.DOWN;
    long touchNotionalE8 = Fixed.multiplyE8(touchE8, sum.quantityE8(), rounding);
    long costE8 = Math.abs(notionalE8() - touchNotionalE8);
    return costE8 == 0
        ? 0
        : Fixed.mulDiv(costE8, Fixed.MILLION, touchNotionalE8, RoundingMode.CEILING);
  }
}
