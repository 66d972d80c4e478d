package haetae.portfolio;

import haetae.market.Direction;
import haetae.market.Fixed;
import java.math.RoundingMode;

/**
 * How one-sided the coin inventory of a route is. Beyond the soft band the direction that worsens
 * it is blocked; beyond the hard band a human is asked to transfer. Nothing is ever withdrawn by
 * machine.
 *
 * @param softPpm distance of the soft band from an end, 200,000 for 20 to 80 %
 * @param hardPpm distance of the hard band from an end, 100,000 for 10 to 90 %
 */
public record DriftBands(long softPpm, long hardPpm) {
  /** What the bands say. */
  public enum Advice {
    OK,
    ONLY_UPBIT_BUY,
    ONLY_UPBIT_SELL
  }

  /** Share of the coin that lies at Upbit; half when there is none at all. */
  public static long upbitSharePpm(long upbitE8, long binanceE8) {
    long total = Math.addExact(upbitE8, binanceE8);
    return total == 0
        ? Fixed.MILLION / 2
        : Fixed.mulDiv(upbitE8, Fixed.MILLION, total, RoundingMode.HALF_EVEN);
  }

  /** Which direction is still allowed. */
  public Advice advice(long upbitSharePpm) {
    if (upbitSharePpm < softPpm) {
      return Advice.ONLY_UPBIT_BUY;
    }
    return upbitSharePpm > Fixed.MILLION - softPpm ? Advice.ONLY_UPBIT_SELL : Advice.OK;
  }

  /** True if a human should move coins. */
  public boolean needsTransfer(long upbitSharePpm) {
    return upbitSharePpm < hardPpm || upbitSharePpm > Fixed.MILLION - hardPpm;
  }

  /** True if a direction may be entered. */
  public boolean allows(Direction direction, long upbitSharePpm) {
    return switch (advice(upbitSharePpm)) {
      case OK -> true;
      case ONLY_UPBIT_BUY -> direction == Direction.BUY_UPBIT_SELL_BINANCE;
      case ONLY_UPBIT_SELL -> direction == Direction.BUY_BINANCE_SELL_UPBIT;
    };
  }
}
