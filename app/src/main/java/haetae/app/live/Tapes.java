package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;

/** Chooses what a run trades on. */
final class Tapes {
  private static final long NS_PER_MS = 1_000_000;

  private Tapes() {}

  /**
   * What a run trades on.
   *
   * @param speed virtual seconds a second, infinite for as fast as possible
   */
  record Choice(EngineConfig engine, Tape tape, long seed, double speed) {}

  static Choice choose(RunOptions options, HaetaeConfig config, long nowMs) throws StartFailure {
    long seed = options.seed().orElse(config.mock().seed());
    if (!options.replay().isEmpty()) {
      return RecordedTape.choose(options, config, seed);
    }
    if (!options.mode().equals("mock")) {
      throw new StartFailure(
          "mode "
              + options.mode()
              + " has no source of quotes: this version has no venue connector yet;"
              + " trade on a recording with --replay FILE... or use --mode mock");
    }
    // The simulated day begins at a fixed time, so that the same seed is the same run.
    long startNs = MOCK_START_MS * NS_PER_MS;
    EngineConfig engine =
        EngineConfigs.of(config, options.mode(), session(nowMs), new EngineConfigs.Patience(0));
    Tape tape = MockTape.market(config.mock(), engine.pairs(), seed, startNs);
    double speed = options.speed().orElse(config.mock().speed().doubleValue());
    return new Choice(engine, tape, seed, speed);
  }

  private static final long MOCK_START_MS = 1_767_225_600_000L;

  /** Letters and digits that no other run of this service has. */
  static String session(long nowMs) {
    return "h" + Long.toString(nowMs, 36);
  }
}
