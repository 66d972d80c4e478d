package haetae.premium;

import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.RoundingMode;

/**
 * Largest size whose marginal net edge is still large enough: the two books are walked together,
 * best levels first. The average edge over a threshold is not enough, the last unit must be over
 * it.
 */
public final class Capacity {
  private Capacity() {}

  /**
   * Capacity for selling on Upbit and buying at Binance.
   *
   * @param krwPerUsdtE8 price of the USDT that must be bought
   * @param minEdgePpm smallest net edge of the last unit, inclusive
   */
  public static long sellUpbitE8(
      OrderBook upbit, OrderBook binance, long krwPerUsdtE8, FeeSchedule fees, long minEdgePpm) {
    return walk(upbit, Side.SELL, binance, krwPerUsdtE8, fees, minEdgePpm);
  }

  /** Capacity for buying on Upbit and selling at Binance; the mirror of {@link #sellUpbitE8}. */
  public static long buyUpbitE8(
      OrderBook upbit, OrderBook binance, long krwPerUsdtE8, FeeSchedule fees, long minEdgePpm) {
    return walk(upbit, Side.BUY, binance, krwPerUsdtE8, fees, minEdgePpm);
  }

  private static long walk(
      OrderBook upbit,
      Side upbitSide,
      OrderBook binance,
      long krwPerUsdtE8,
      FeeSchedule fees,
      long minEdgePpm) {
    Side other = upbitSide.opposite();
    int i = 0;
    int j = 0;
    long usedUpbit = 0;
    long usedBinance = 0;
    long total = 0;
    while (i < upbit.depth(upbitSide) && j < binance.depth(other)) {
      long krw = upbit.priceE8(upbitSide, i);
      long usdt = binance.priceE8(other, j);
      if (marginalPpm(krw, usdt, krwPerUsdtE8, fees, upbitSide) < minEdgePpm) {
        break;
      }
      long restUpbit = upbit.quantityE8(upbitSide, i) - usedUpbit;
      long restBinance = binance.quantityE8(other, j) - usedBinance;
      long step = Math.min(restUpbit, restBinance);
      total = Math.addExact(total, step);
      usedUpbit = step == restUpbit ? 0 : usedUpbit + step;
      usedBinance = step == restBinance ? 0 : usedBinance + step;
      i += step == restUpbit ? 1 : 0;
      j += step == restBinance ? 1 : 0;
    }
    return total;
  }

  /** Net edge of one more unit at two levels, rounded down. */
  static long marginalPpm(
      long krwE8, long usdtE8, long krwPerUsdtE8, FeeSchedule fees, Side upbitSide) {
    boolean selling = upbitSide == Side.SELL;
    RoundingMode cost = RoundingMode.CEILING;
    RoundingMode gain = RoundingMode.FLOOR;
    long million = Fixed.MILLION;
    RoundingMode foreign = selling ? cost : gain;
    long sign = selling ? 1 : -1;
    long abroad = Fixed.partE8(usdtE8, million + sign * fees.binancePpm(), foreign);
    abroad = Fixed.multiplyE8(abroad, krwPerUsdtE8, foreign);
    abroad = Fixed.partE8(abroad, million + sign * fees.fxPpm(), foreign);
    long home = Fixed.partE8(krwE8, million - sign * fees.upbitPpm(), selling ? gain : cost);
    return selling
        ? Fixed.changePpm(home, abroad, RoundingMode.FLOOR)
        : Fixed.changePpm(abroad, home, RoundingMode.FLOOR);
  }
}
