package haetae.risk;

/**
 * Limits of the perpetual leg: its margin, and the funding it may have to pay. All are inclusive: a
 * value equal to its limit is at the limit.
 *
 * @param alarmPpm maintenance margin over margin balance at which a human is told
 * @param severePpm at which a human is told again, and no pair of it is entered
 * @param reducePpm at which half of what is held of it is closed
 * @param closePpm at which all pairs that hold it are closed on both legs, whatever the state is
 * @param fundingBlockMs time before a settlement in which the side that pays must earn it
 * @param spikePpm one funding rate against a pair beyond which leaving is considered
 * @param spikeSumPpm the same for the sum of the last three settled rates
 */
public record PerpetualRules(
    long alarmPpm,
    long severePpm,
    long reducePpm,
    long closePpm,
    long fundingBlockMs,
    long spikePpm,
    long spikeSumPpm) {
  /** Margin 0.30, 0.50, 0.65 and 0.80; ten minutes; 10 bp and 15 bp. */
  public static final PerpetualRules STANDARD =
      new PerpetualRules(300_000, 500_000, 650_000, 800_000, 600_000, 1_000, 1_500);

  /** What a margin ratio asks for, worst last. */
  public enum Level {
    FINE,
    ALARM,
    SEVERE,
    REDUCE,
    CLOSE
  }

  /** Checks the ranges. */
  public PerpetualRules {
    boolean rising =
        0 < alarmPpm && alarmPpm <= severePpm && severePpm <= reducePpm && reducePpm <= closePpm;
    if (!rising || fundingBlockMs < 0 || spikePpm <= 0 || spikeSumPpm <= 0) {
      throw new IllegalArgumentException("rules of the perpetual leg out of range");
    }
  }

  /** What a margin ratio asks for. */
  public Level level(long ratioPpm) {
    if (ratioPpm >= closePpm) {
      return Level.CLOSE;
    }
    if (ratioPpm >= reducePpm) {
      return Level.REDUCE;
    }
    if (ratioPpm >= severePpm) {
      return Level.SEVERE;
    }
    return ratioPpm >= alarmPpm ? Level.ALARM : Level.FINE;
  }
}
