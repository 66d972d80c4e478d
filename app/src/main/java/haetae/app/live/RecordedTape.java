package haetae.app.live;

import haetae.app.RunOptions;
import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.engine.EventSource;

/** Makes a tape of recordings. */
final class RecordedTape {
  private RecordedTape() {}

  static Tapes.Choice choose(RunOptions options, HaetaeConfig config, long seed)
      throws StartFailure {
    if (options.replay().size() > 0) {
      throw new StartFailure("recordings cannot be read yet");
    }
    EngineConfig engine = EngineConfigs.of(config, "paper", "x", new EngineConfigs.Patience(0));
    Tape tape = MockTape.market(config.mock(), engine.pairs(), seed, 0);
    return new Tapes.Choice(engine, tape, seed, EventSource.END);
  }
}
