package haetae.premium;

import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Side;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The largest size whose last unit still earns a given net edge, all three books walked together.
 *
 * <p>An average above the threshold is not enough: past the point where the next unit earns less,
 * each unit only makes the trade worse. The result is not floored to a lot.
 *
 * <p>Mutable and reusable: {@link #walk} allocates nothing. Units: E8 and parts per million.
 * Errors: {@link ArithmeticException} when a number does not fit. Threads: one owner.
 */
public final class Capacity {
  /** Marginal edge where there is none to tell. */
  public static final long NONE_PPM = Long.MIN_VALUE;

  private final LevelCursor upbit;
  private final LevelCursor binance;
  private final LevelCursor fx;
  private final Rates rates = new Rates();
  private long quantityE8;
  private long lastMarginalPpm;
  private long nextMarginalPpm;

  /** Counts on all that the books show. */
  public Capacity() {
    this(DepthHaircut.NONE);
  }

  /** Counts on a share of each displayed size. */
  public Capacity(DepthHaircut haircut) {
    upbit = new LevelCursor(haircut);
    binance = new LevelCursor(haircut);
    fx = new LevelCursor(haircut);
  }

  /**
   * Walks the books.
   *
   * @param minEdgePpm net edge that the last unit must earn
   * @param maxQuantityE8 where to stop in any case
   * @return the capacity, 0 if the first unit does not earn enough
   */
  public long walk(PairMarket market, Direction direction, long minEdgePpm, long maxQuantityE8) {
    rates.set(direction, market.fees());
    upbit.start(market.upbit(), direction.upbitSide());
    binance.start(market.binance(), direction.binanceSide());
    fx.start(market.fx(), FeeFactor.fxSide(direction));
    quantityE8 = 0;
    lastMarginalPpm = NONE_PPM;
    nextMarginalPpm = NONE_PPM;
    while (quantityE8 < maxQuantityE8 && !exhausted()) {
      long marginalPpm = rates.marginalPpm(upbit.priceE8(), binance.priceE8(), fx.priceE8());
      if (marginalPpm < minEdgePpm) {
        nextMarginalPpm = marginalPpm;
        break;
      }
      if (take(maxQuantityE8 - quantityE8)) {
        lastMarginalPpm = marginalPpm;
      }
    }
    return quantityE8;
  }

  private boolean exhausted() {
    return upbit.exhausted() || binance.exhausted() || fx.exhausted();
  }

  /** Takes one segment of constant prices; false if it is too small to be a unit. */
  private boolean take(long wantedE8) {
    long priceE8 = binance.priceE8();
    long segmentE8 = Math.min(Math.min(wantedE8, upbit.leftE8()), rates.coinsFor(binance.leftE8()));
    if (segmentE8 == 0) {
      binance.next();
      return false;
    }
    if (rates.usdtFor(segmentE8, priceE8) > fx.leftE8()) {
      segmentE8 = rates.coinsPaidBy(fx.leftE8(), priceE8);
    }
    if (segmentE8 == 0) {
      fx.next();
      return false;
    }
    quantityE8 += segmentE8;
    upbit.take(segmentE8);
    binance.take(Math.min(binance.leftE8(), rates.binanceFor(segmentE8)));
    fx.take(Math.min(fx.leftE8(), rates.usdtFor(segmentE8, priceE8)));
    return true;
  }

  /** The capacity of the last {@link #walk}. */
  public long quantityE8() {
    return quantityE8;
  }

  /** Marginal edge of the last unit within; {@link #NONE_PPM} if the capacity is 0. */
  public long lastMarginalPpm() {
    return lastMarginalPpm;
  }

  /** Marginal edge that ended the walk; {@link #NONE_PPM} if depth or the maximum ended it. */
  public long nextMarginalPpm() {
    return nextMarginalPpm;
  }

  /** The route's fees as factors, kept for the next walk of the same route and direction. */
  private static final class Rates {
    private @Nullable FeeSchedule fees;
    private @Nullable Direction direction;
    private boolean sellsUpbit;
    private boolean grossedUp;
    private long keptE12;
    private long usdtOver;
    private long usdtUnder;
    private long knownKrwE8;
    private long knownUsdtE8;
    private long knownRateE8;
    private long knownPpm;

    void set(Direction toward, FeeSchedule schedule) {
      if (toward != direction || !schedule.equals(fees)) {
        change(toward, schedule);
      }
    }

    private void change(Direction toward, FeeSchedule schedule) {
      direction = toward;
      fees = schedule;
      knownKrwE8 = 0;
      sellsUpbit = toward.upbitSide() == Side.SELL;
      grossedUp = FeeFactor.grossedUp(toward, schedule);
      keptE12 = FeeFactor.keptE12(toward, schedule, RoundingMode.FLOOR);
      usdtOver = FeeFactor.usdtNumerator(toward, schedule);
      usdtUnder = FeeFactor.usdtDenominator(toward, schedule);
    }

    /** Most books change a size and no price, so the last answer often still holds. */
    long marginalPpm(long krwE8, long usdtE8, long rateE8) {
      if (krwE8 != knownKrwE8 || usdtE8 != knownUsdtE8 || rateE8 != knownRateE8) {
        knownPpm = reckonPpm(krwE8, usdtE8, rateE8);
        knownKrwE8 = krwE8;
        knownUsdtE8 = usdtE8;
        knownRateE8 = rateE8;
      }
      return knownPpm;
    }

    private long reckonPpm(long krwE8, long usdtE8, long rateE8) {
      RoundingMode rounding = sellsUpbit ? RoundingMode.FLOOR : RoundingMode.CEILING;
      long ratioE12 = PriceRatio.e12(krwE8, usdtE8, rateE8, rounding);
      long valueE12 =
          sellsUpbit
              ? Fixed.mulDiv(ratioE12, keptE12, PriceRatio.ONE_E12, RoundingMode.FLOOR)
              : Fixed.mulDiv(keptE12, PriceRatio.ONE_E12, ratioE12, RoundingMode.FLOOR);
      return PriceRatio.floorPpm(valueE12 - PriceRatio.ONE_E12);
    }

    long coinsFor(long binanceE8) {
      return grossedUp
          ? Fixed.mulDiv(binanceE8, usdtUnder, usdtOver, RoundingMode.FLOOR)
          : binanceE8;
    }

    long binanceFor(long coinsE8) {
      return grossedUp ? Fixed.mulDiv(coinsE8, usdtOver, usdtUnder, RoundingMode.CEILING) : coinsE8;
    }

    long usdtFor(long coinsE8, long priceE8) {
      long notionalE8 = Fixed.multiplyE8(coinsE8, priceE8, RoundingMode.CEILING);
      return Fixed.mulDiv(notionalE8, usdtOver, usdtUnder, RoundingMode.CEILING);
    }

    long coinsPaidBy(long usdtE8, long priceE8) {
      long notionalE8 = Fixed.mulDiv(usdtE8, usdtUnder, usdtOver, RoundingMode.FLOOR);
      return Fixed.divideE8(notionalE8, priceE8, RoundingMode.FLOOR);
    }
  }
}
