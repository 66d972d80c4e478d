package haetae.app.live;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How one run was asked for.
 *
 * @param mode mock, paper or live; the configuration's unless given
 * @param loops cycles to run, 0 for no end
 * @param intervalSec seconds between two cycles, positive
 * @param seed overrides the configuration's, if given
 * @param replay recordings to trade on, empty for none
 * @param speed how much faster than recorded; empty for as fast as possible
 * @param feedTest only watch the feeds: no entries, and failed if one of them is silent
 * @param fresh begin anew though an earlier run could be gone on with
 */
public record RunOptions(
    Path config,
    String mode,
    long loops,
    BigDecimal intervalSec,
    OptionalLong seed,
    List<Path> replay,
    OptionalDouble speed,
    boolean feedTest,
    boolean fresh) {
  /** A run that goes on with the last one of its kind if there is one. */
  public RunOptions(
      Path config,
      String mode,
      long loops,
      BigDecimal intervalSec,
      OptionalLong seed,
      List<Path> replay,
      OptionalDouble speed,
      boolean feedTest) {
    this(config, mode, loops, intervalSec, seed, replay, speed, feedTest, false);
  }

  /** Takes a copy of the list. */
  public RunOptions {
    replay = List.copyOf(replay);
  }

  /** True if it goes on with the last run of its mode: that is for real quotes alone. */
  boolean resumes() {
    return !fresh && real();
  }

  /** True on real quotes as they come: neither simulated nor recorded. */
  boolean real() {
    return !mode.equals("mock") && replay.isEmpty();
  }

  /** Nanoseconds between two cycles. */
  public long intervalNs() {
    return intervalSec.movePointRight(9).longValue();
  }
}
