package haetae.premium;

import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The executable premia at which fees eat a trade up, and the no-trade band between them.
 *
 * <p>{@code sell = (1+fb)(1+fx)/(1-fu) - 1} with {@code 1/(1-fb)} for a fee in the base asset;
 * {@code buy = (1-fb)(1-fx)/(1+fu) - 1}. Rounded against us.
 *
 * @param sellE12 lowest premium at which selling at Upbit does not lose, scaled by 1e12
 * @param buyE12 highest premium at which buying at Upbit does not lose, scaled by 1e12
 */
public record BreakEven(long sellE12, long buyE12) {
  /** Break-even premia of a fee schedule. */
  public static BreakEven of(FeeSchedule fees) {
    long sellE12 = FeeFactor.neededE12(fees, RoundingMode.CEILING);
    long buyE12 = FeeFactor.keptE12(Direction.BUY_UPBIT_SELL_BINANCE, fees, RoundingMode.FLOOR);
    return new BreakEven(sellE12 - PriceRatio.ONE_E12, buyE12 - PriceRatio.ONE_E12);
  }

  /** {@link #sellE12} in parts per million, rounded up. */
  public long sellPpm() {
    return PriceRatio.ceilPpm(sellE12);
  }

  /** {@link #buyE12} in parts per million, rounded down. */
  public long buyPpm() {
    return PriceRatio.floorPpm(buyE12);
  }

  /** Cost of opening on one side and closing on the other, rounded up. */
  public long roundTripPpm() {
    return PriceRatio.ceilPpm(sellE12 - buyE12);
  }

  /** The round trip with 12 decimals. */
  public BigDecimal roundTrip() {
    return PriceRatio.decimal(sellE12 - buyE12);
  }

  /** True if a trade entered at the threshold premium does not lose by itself. */
  public boolean covers(Direction direction, long thresholdPpm) {
    long thresholdE12 = Math.multiplyExact(thresholdPpm, Fixed.MILLION);
    return direction.upbitSide() == Side.SELL ? thresholdE12 >= sellE12 : thresholdE12 <= buyE12;
  }
}
