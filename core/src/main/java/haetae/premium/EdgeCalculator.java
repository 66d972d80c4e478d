package haetae.premium;

import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The net result in KRW of trading a pair now, as a taker, at a size.
 *
 * <p>All three books are walked for the size that each leg really has, so every price is one we
 * would get, and all fees are in:
 *
 * <ul>
 *   <li>buy Binance, sell Upbit: {@code in = q*U*(1-fu)}, {@code out = USDT*X*(1+fx)} where {@code
 *       USDT = q*B*(1+fb)}, or {@code qb*B} with {@code qb = ceil_lot(q/(1-fb))} if the fee is in
 *       the base asset;
 *   <li>buy Upbit, sell Binance: {@code out = q*U*(1+fu)}, {@code in = q*B*(1-fb)*X*(1-fx)}.
 * </ul>
 *
 * <p>{@code edge = in / out - 1}. USDT that stays unconverted is valued at the same side of the
 * KRW-USDT book with an fx fee of 0: that is the mid less half the spread kept for the later
 * conversion.
 *
 * <p>Mutable and reusable: {@code compute} allocates nothing. Rounding is against us. Units: E8.
 * Errors: {@link ArithmeticException} when a number does not fit; {@link IllegalStateException}
 * when a result is read that does not exist. Threads: one owner.
 */
public final class EdgeCalculator {
  private final DepthWalk upbit;
  private final DepthWalk binance;
  private final DepthWalk fx;
  private boolean complete;
  private Direction direction = Direction.BUY_UPBIT_SELL_BINANCE;
  private long usdtE8;
  private long krwInE8;
  private long krwOutE8;
  private long ratioE12;

  /** Counts on all that the books show. */
  public EdgeCalculator() {
    this(DepthHaircut.NONE);
  }

  /** Counts on a share of each displayed size. */
  public EdgeCalculator(DepthHaircut haircut) {
    upbit = new DepthWalk(haircut);
    binance = new DepthWalk(haircut);
    fx = new DepthWalk(haircut);
  }

  /**
   * Computes the trade.
   *
   * @param quantityE8 coin quantity of the Upbit leg; there is no result unless it is positive
   * @return false if the depth of any of the three books is short: no result exists then
   */
  public boolean compute(PairMarket market, Direction opening, long quantityE8) {
    return compute(
        market.upbit(),
        market.binance(),
        market.fx(),
        opening,
        quantityE8,
        market.fees(),
        market.binanceLotE8());
  }

  /**
   * Like {@link #compute(PairMarket, Direction, long)}, for books that belong to no pair.
   *
   * @param binanceLotE8 lot used when a fee in the base asset must be grossed up
   */
  public boolean compute(
      OrderBook upbitBook,
      OrderBook binanceBook,
      OrderBook fxBook,
      Direction opening,
      long quantityE8,
      FeeSchedule fees,
      long binanceLotE8) {
    direction = opening;
    boolean buysBinance = opening.binanceSide() == Side.BUY;
    long binanceE8 = buysBinance ? fees.grossUpE8(quantityE8, binanceLotE8) : quantityE8;
    complete =
        upbit.walk(upbitBook, opening.upbitSide(), quantityE8)
            && binance.walk(binanceBook, opening.binanceSide(), binanceE8)
            && convert(fxBook, fees, buysBinance);
    if (complete) {
      settle(fees, quantityE8);
    }
    return complete;
  }

  private boolean convert(OrderBook fxBook, FeeSchedule fees, boolean buysBinance) {
    long notionalE8 = binance.notionalE8();
    if (!buysBinance) {
      usdtE8 = lessFee(notionalE8, fees.binancePpm());
    } else {
      usdtE8 = fees.binanceInBase() ? notionalE8 : plusFee(notionalE8, fees.binancePpm());
    }
    return upbit.notionalE8() > 0
        && fx.walk(fxBook, FeeFactor.fxSide(direction), usdtE8)
        && fx.notionalE8() > 0;
  }

  private void settle(FeeSchedule fees, long quantityE8) {
    boolean sellsUpbit = direction.upbitSide() == Side.SELL;
    long krwE8 = upbit.notionalE8();
    if (sellsUpbit) {
      krwInE8 = lessFee(krwE8, fees.upbitPpm());
      krwOutE8 = plusFee(fx.notionalE8(), fees.fxPpm());
    } else {
      krwInE8 = lessFee(fx.notionalE8(), fees.fxPpm());
      krwOutE8 = plusFee(krwE8, fees.upbitPpm());
    }
    RoundingMode cost = sellsUpbit ? RoundingMode.CEILING : RoundingMode.FLOOR;
    long usdtOfQuantityE8 =
        Fixed.mulDiv(binance.notionalE8(), quantityE8, binance.filledE8(), cost);
    ratioE12 =
        PriceRatio.e12(
            krwE8,
            usdtOfQuantityE8,
            fx.vwapE8(),
            sellsUpbit ? RoundingMode.FLOOR : RoundingMode.CEILING);
  }

  private static long lessFee(long amountE8, long feePpm) {
    return Fixed.partE8(amountE8, Fixed.MILLION - feePpm, RoundingMode.FLOOR);
  }

  private static long plusFee(long amountE8, long feePpm) {
    return Fixed.partE8(amountE8, Fixed.MILLION + feePpm, RoundingMode.CEILING);
  }

  /** True if the last {@code compute} found depth enough, so results exist. */
  public boolean complete() {
    return complete;
  }

  /** Direction of the last {@code compute}. */
  public Direction direction() {
    return direction;
  }

  /** KRW received, after fees. */
  public long krwInE8() {
    return known(krwInE8);
  }

  /** KRW paid, fees included. */
  public long krwOutE8() {
    return known(krwOutE8);
  }

  /** KRW received less KRW paid. */
  public long netKrwE8() {
    return known(krwInE8 - krwOutE8);
  }

  /** Net edge in parts per million of the KRW paid, rounded down. */
  public long edgePpm() {
    return Fixed.changePpm(krwInE8(), krwOutE8(), RoundingMode.FLOOR);
  }

  /** Net edge with 12 decimals, half even; for reports. */
  public BigDecimal edge() {
    return PriceRatio.decimal(
        Fixed.mulDiv(netKrwE8(), PriceRatio.ONE_E12, krwOutE8, RoundingMode.HALF_EVEN));
  }

  /** Edge before all fees, rounded down. */
  public long grossPpm() {
    long e12 =
        direction.upbitSide() == Side.SELL
            ? known(ratioE12)
            : Fixed.mulDiv(
                PriceRatio.ONE_E12, PriceRatio.ONE_E12, known(ratioE12), RoundingMode.FLOOR);
    return PriceRatio.floorPpm(e12 - PriceRatio.ONE_E12);
  }

  /**
   * Executable premium at the size: KRW price over converted USDT price, less 1. Rounded against
   * us: down when Upbit sells, up when Upbit buys.
   */
  public long premiumPpm() {
    return direction.upbitSide() == Side.SELL
        ? PriceRatio.floorPpm(premiumE12())
        : PriceRatio.ceilPpm(premiumE12());
  }

  /**
   * {@link #premiumPpm()}, for callers that name the direction they asked for.
   *
   * @throws IllegalArgumentException if the last {@code compute} was for the other one
   */
  public long premiumPpm(Direction asked) {
    if (asked != direction) {
      throw new IllegalArgumentException("computed " + direction + ", asked for " + asked);
    }
    return premiumPpm();
  }

  /** {@link #premiumPpm()} with 12 decimals; for reports. */
  public BigDecimal premium() {
    return PriceRatio.decimal(premiumE12());
  }

  long premiumE12() {
    return known(ratioE12) - PriceRatio.ONE_E12;
  }

  /** USDT that the Binance leg pays or brings, its fee included. */
  public long usdtE8() {
    return known(usdtE8);
  }

  /** Binance's fee in USDT, also what a fee paid in BNB is worth; 0 if charged in base. */
  public long binanceFeeE8() {
    return known(Math.abs(usdtE8 - binance.notionalE8()));
  }

  /** Quantity of the Binance leg, grossed up if the fee is charged in the base asset. */
  public long binanceQuantityE8() {
    return known(binance.filledE8());
  }

  /** The Upbit leg's fills; valid while {@link #complete}. */
  public DepthWalk upbit() {
    return upbit;
  }

  /** The Binance leg's fills; valid while {@link #complete}. */
  public DepthWalk binance() {
    return binance;
  }

  /** The KRW-USDT leg's fills; valid while {@link #complete}. */
  public DepthWalk fx() {
    return fx;
  }

  /** Mean price of the Upbit leg. */
  public long upbitVwapE8() {
    return known(upbit.vwapE8());
  }

  /** Mean price of the Binance leg. */
  public long binanceVwapE8() {
    return known(binance.vwapE8());
  }

  /** Mean price of the KRW-USDT leg. */
  public long fxVwapE8() {
    return known(fx.vwapE8());
  }

  /** Worst level that the Upbit leg touches. */
  public long upbitWorstE8() {
    return known(upbit.worstPriceE8());
  }

  /** Worst level that the Binance leg touches. */
  public long binanceWorstE8() {
    return known(binance.worstPriceE8());
  }

  /** Slippage of all legs against the best levels, rounded up; 0 or positive. */
  public long slippagePpm() {
    return known(upbit.slippagePpm() + binance.slippagePpm() + fx.slippagePpm());
  }

  private long known(long value) {
    if (!complete) {
      throw new IllegalStateException("no edge: the depth of a book was short");
    }
    return value;
  }
}
