package haetae.engine;

import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * How saved state begins: which form it has and what the engine trades, so that nothing is read
 * that was written by another version or for other instruments. Pure.
 */
final class EngineState {
  /** Raise it whenever anything that is saved changes, its order or an enum's among it. */
  static final int FORMAT = 3;

  private static final String MARK = "haetae engine";

  private EngineState() {}

  static void begin(EngineConfig config, StateOut out) {
    out.putText(MARK).putLong(FORMAT).putLong(config.instruments().size());
    config.instruments().forEach(instrument -> out.putText(name(instrument)));
    out.putLong(config.pairs().size());
    config.pairs().forEach(pair -> out.putText(name(pair)));
  }

  static void check(EngineConfig config, StateIn in) {
    in.expect(MARK, "what was saved");
    in.expect(FORMAT, "format of the saved state");
    in.expect(config.instruments().size(), "number of instruments");
    config.instruments().forEach(instrument -> in.expect(name(instrument), "instrument"));
    in.expect(config.pairs().size(), "number of pairs");
    config.pairs().forEach(pair -> in.expect(name(pair), "pair"));
  }

  private static String name(Instrument instrument) {
    return instrument + " " + instrument.kind();
  }

  private static String name(Pair pair) {
    return pair.upbit() + " " + pair.binance() + " " + pair.fx();
  }
}
