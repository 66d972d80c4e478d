package haetae.premium;

import haetae.market.CommonLot;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.RoundingMode;

/**
 * Net edge of one trade, from the cash flows of its three books at the traded size.
 *
 * <p>Buy Binance, sell Upbit: {@code edge = qU_b(1-f_u) / (USDT_out·X_a(1+f_x)) - 1}, {@code
 * USDT_out = qB_a(1+f_b)}. Buy Upbit, sell Binance: {@code edge = qB_b(1-f_b)·X_b(1-f_x) /
 * (qU_a(1+f_u)) - 1}. U, B and X are average prices over the depth for that very size. Every
 * rounding is against us. Reusable and allocation-free; results are those of the last call.
 * Threads: one owner.
 */
public final class EdgeCalculator {
  private final DepthWalk upbitWalk = new DepthWalk();
  private final DepthWalk binanceWalk = new DepthWalk();
  private final DepthWalk fxWalk = new DepthWalk();
  private long krwInE8;
  private long krwOutE8;
  private long grossInE8;
  private long grossOutE8;
  private long binanceQuantityE8;
  private long usdtE8;

  /**
   * Computes one direction.
   *
   * @param binanceLotE8 lot used when a fee in the base asset must be grossed up
   * @return false if a book's visible depth does not cover the size; results are void then
   */
  public boolean compute(
      OrderBook upbit,
      OrderBook binance,
      OrderBook fx,
      Direction direction,
      long quantityE8,
      FeeSchedule fees,
      long binanceLotE8) {
    return direction == Direction.BUY_BINANCE_SELL_UPBIT
        ? sellUpbit(upbit, binance, fx, quantityE8, fees, binanceLotE8)
        : buyUpbit(upbit, binance, fx, quantityE8, fees);
  }

  private boolean sellUpbit(
      OrderBook upbit,
      OrderBook binance,
      OrderBook fx,
      long quantityE8,
      FeeSchedule fees,
      long binanceLotE8) {
    binanceQuantityE8 =
        fees.binanceInBase()
            ? CommonLot.grossUpE8(quantityE8, fees.binancePpm(), binanceLotE8)
            : quantityE8;
    if (!upbitWalk.walk(upbit, Side.SELL, quantityE8)
        || !binanceWalk.walk(binance, Side.BUY, binanceQuantityE8)) {
      return false;
    }
    long cost = binanceWalk.notionalE8();
    usdtE8 = fees.binanceInBase() ? cost : plus(cost, fees.binancePpm());
    if (!fxWalk.walk(fx, Side.BUY, usdtE8)) {
      return false;
    }
    krwInE8 = minus(upbitWalk.notionalE8(), fees.upbitPpm());
    krwOutE8 = plus(fxWalk.notionalE8(), fees.fxPpm());
    grossInE8 = upbitWalk.notionalE8();
    grossOutE8 = Fixed.mulDiv(fxWalk.notionalE8(), cost, usdtE8, RoundingMode.CEILING);
    return true;
  }

  private boolean buyUpbit(
      OrderBook upbit, OrderBook binance, OrderBook fx, long quantityE8, FeeSchedule fees) {
    binanceQuantityE8 = quantityE8;
    if (!upbitWalk.walk(upbit, Side.BUY, quantityE8)
        || !binanceWalk.walk(binance, Side.SELL, quantityE8)) {
      return false;
    }
    long proceeds = binanceWalk.notionalE8();
    usdtE8 = minus(proceeds, fees.binancePpm());
    if (!fxWalk.walk(fx, Side.SELL, usdtE8)) {
      return false;
    }
    krwOutE8 = plus(upbitWalk.notionalE8(), fees.upbitPpm());
    krwInE8 = minus(fxWalk.notionalE8(), fees.fxPpm());
    grossOutE8 = upbitWalk.notionalE8();
    grossInE8 = Fixed.mulDiv(fxWalk.notionalE8(), proceeds, usdtE8, RoundingMode.FLOOR);
    return true;
  }

  private static long plus(long amountE8, long feePpm) {
    return Fixed.partE8(amountE8, Fixed.MILLION + feePpm, RoundingMode.CEILING);
  }

  private static long minus(long amountE8, long feePpm) {
    return Fixed.partE8(amountE8, Fixed.MILLION - feePpm, RoundingMode.FLOOR);
  }

  /** KRW received, after fees. */
  public long krwInE8() {
    return krwInE8;
  }

  /** KRW given, with fees. */
  public long krwOutE8() {
    return krwOutE8;
  }

  /** KRW that the trade nets after fees. */
  public long netKrwE8() {
    return krwInE8 - krwOutE8;
  }

  /** Net edge after fees, rounded down. */
  public long edgePpm() {
    return Fixed.changePpm(krwInE8, krwOutE8, RoundingMode.FLOOR);
  }

  /** Edge before any fee, rounded down. */
  public long grossPpm() {
    return Fixed.changePpm(grossInE8, grossOutE8, RoundingMode.FLOOR);
  }

  /**
   * Executable premium of this direction, positive when Korea is dearer: {@code U_b/(B_a·X_a) - 1}
   * when selling on Upbit, {@code U_a/(B_b·X_b) - 1} when buying there.
   */
  public long premiumPpm(Direction direction) {
    return direction == Direction.BUY_BINANCE_SELL_UPBIT
        ? Fixed.changePpm(grossInE8, grossOutE8, RoundingMode.FLOOR)
        : Fixed.changePpm(grossOutE8, grossInE8, RoundingMode.CEILING);
  }

  /** Quantity to trade at Binance: more than asked for if a base fee was grossed up. */
  public long binanceQuantityE8() {
    return binanceQuantityE8;
  }

  /** USDT given or received, with its fee. */
  public long usdtE8() {
    return usdtE8;
  }

  /** The Upbit leg's walk. */
  public DepthWalk upbit() {
    return upbitWalk;
  }

  /** The Binance leg's walk. */
  public DepthWalk binance() {
    return binanceWalk;
  }

  /** The KRW-USDT leg's walk. */
  public DepthWalk fx() {
    return fxWalk;
  }
}
