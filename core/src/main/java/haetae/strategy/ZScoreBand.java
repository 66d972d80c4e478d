package haetae.strategy;

/**
 * Enter far from the mean, leave near it, stop when it goes on against us. Pure policy; z-scores
 * are times 1e6. Bounds are inclusive.
 *
 * @param entryPpm distance that opens, above exit
 * @param exitPpm distance that closes on the way back, 0 or more
 * @param stopPpm distance that stops and above which nothing opens, above entry
 * @param sdFloorPpm smallest standard deviation of the premium assumed, positive
 */
public record ZScoreBand(long entryPpm, long exitPpm, long stopPpm, long sdFloorPpm) {
  /** Checks that {@code 0 <= exit < entry < stop} and the floor is positive. */
  public ZScoreBand {
    if (exitPpm < 0 || exitPpm >= entryPpm || entryPpm >= stopPpm || sdFloorPpm <= 0) {
      throw new IllegalArgumentException(
          "z-score band needs 0 <= exit < entry < stop and a positive floor: "
              + (exitPpm + " " + entryPpm + " " + stopPpm + " " + sdFloorPpm));
    }
  }

  /** The signal of a premium against the values before it; the premium is not added. */
  public BandSignal signal(RollingStatistics before, long premiumPpm, BandPosition position) {
    return before.full()
        ? decide(before.zPpm(premiumPpm, sdFloorPpm), position)
        : BandSignal.WARMUP;
  }

  /** The signal of a z-score. A jump across the mean counts as the way back. */
  public BandSignal decide(long zPpm, BandPosition position) {
    return switch (position) {
      case FLAT -> open(zPpm);
      case SOLD_UPBIT -> close(zPpm);
      case BOUGHT_UPBIT -> close(-zPpm);
    };
  }

  private BandSignal open(long zPpm) {
    long distancePpm = Math.abs(zPpm);
    if (distancePpm < entryPpm || distancePpm >= stopPpm) {
      return BandSignal.HOLD;
    }
    return zPpm > 0 ? BandSignal.ENTER_SELL_UPBIT : BandSignal.ENTER_BUY_UPBIT;
  }

  private BandSignal close(long adversePpm) {
    if (adversePpm >= stopPpm) {
      return BandSignal.STOP;
    }
    return adversePpm <= exitPpm ? BandSignal.EXIT : BandSignal.HOLD;
  }
}
