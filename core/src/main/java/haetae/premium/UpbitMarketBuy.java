package haetae.premium;

import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.RoundingMode;

/**
 * What an Upbit market buy would do: the order carries KRW to spend, not a quantity.
 *
 * <p>The fee comes on top and is locked with the amount. The last fill is cut to the volume step
 * 1e-8, so some KRW stay unspent and the order usually ends cancelled although it was executed; the
 * quantity is known only afterwards.
 *
 * <p>Mutable and reusable: {@link #plan} allocates nothing. Units: E8. Threads: one owner.
 */
public final class UpbitMarketBuy {
  private final LevelCursor asks;
  private final NotionalSum sum = new NotionalSum();
  private long amountE8;
  private long feePpm;

  /** Counts on all that the book shows. */
  public UpbitMarketBuy() {
    this(DepthHaircut.NONE);
  }

  /** Counts on a share of each displayed size. */
  public UpbitMarketBuy(DepthHaircut haircut) {
    asks = new LevelCursor(haircut);
  }

  /**
   * Plans the order.
   *
   * @param krwE8 KRW to spend, without the fee, positive
   * @param upbitFeePpm taker fee
   * @return false if the asks are worth less than the amount
   */
  public boolean plan(OrderBook book, long krwE8, long upbitFeePpm) {
    if (krwE8 <= 0 || upbitFeePpm < 0) {
      throw new IllegalArgumentException(
          "amount must be positive and fee not negative: " + krwE8 + ", " + upbitFeePpm + " ppm");
    }
    amountE8 = krwE8;
    feePpm = upbitFeePpm;
    sum.clear();
    asks.start(book, Side.BUY);
    while (!asks.exhausted()) {
      long affordableE8 = affordableE8();
      long takenE8 = Math.min(asks.leftE8(), affordableE8);
      if (takenE8 > 0) {
        sum.add(asks.priceE8(), takenE8);
      }
      if (takenE8 == affordableE8) {
        return true;
      }
      asks.take(takenE8);
    }
    return false;
  }

  /** Quantity that the unspent KRW buy at the current level, cut to the volume step. */
  private long affordableE8() {
    long priceE8 = asks.priceE8();
    long unspentE8 = unspentE8();
    long levelE8 = Fixed.multiplyE8(priceE8, asks.leftE8(), RoundingMode.CEILING);
    return levelE8 < unspentE8
        ? Long.MAX_VALUE
        : Fixed.divideE8(unspentE8, priceE8, RoundingMode.FLOOR);
  }

  /** KRW that the venue locks: the amount and its fee. */
  public long lockedE8() {
    return Math.addExact(amountE8, feeE8(amountE8));
  }

  /** Expected quantity. */
  public long quantityE8() {
    return sum.quantityE8();
  }

  /** Expected funds, without the fee. */
  public long fundsE8() {
    return sum.notionalE8(true);
  }

  /** Expected fee on the funds. */
  public long paidFeeE8() {
    return feeE8(fundsE8());
  }

  /** Expected debit: funds and fee. */
  public long debitE8() {
    return Math.addExact(fundsE8(), paidFeeE8());
  }

  /** Part of the amount that is not spent. */
  public long unspentE8() {
    return amountE8 - fundsE8();
  }

  /** Expected mean price, rounded up. */
  public long vwapE8() {
    return sum.vwapE8(true);
  }

  private long feeE8(long krwE8) {
    return Fixed.partE8(krwE8, feePpm, RoundingMode.CEILING);
  }
}
