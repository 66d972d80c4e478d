package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.engine.EngineConfig;
import haetae.engine.EventSource;
import java.util.ArrayList;
import java.util.List;

/** Chooses what a run trades on. */
final class Tapes {
  private static final long NS_PER_MS = 1_000_000;

  private Tapes() {}

  /**
   * What a run trades on.
   *
   * @param speed virtual seconds a second, infinite for as fast as possible
   */
  record Choice(EngineConfig engine, Tape tape, long seed, double speed) {
    /** The same with the fencing token, 0 for none, in each client order id. */
    Choice fenced(long token) {
      String session = engine.session() + "f" + Long.toString(token, Character.MAX_RADIX);
      return token == 0 ? this : new Choice(engine.withSession(session), tape, seed, speed);
    }
  }

  static Choice choose(RunOptions options, HaetaeConfig config, Secrets secrets, long nowMs)
      throws StartFailure {
    long seed = options.seed().orElse(config.mock().seed());
    if (!options.replay().isEmpty()) {
      return RecordedTape.choose(options, config, seed);
    }
    if (!options.mode().equals("mock")) {
      return real(options, config, secrets, nowMs, seed);
    }
    // The simulated day begins at a fixed time, so that the same seed is the same run.
    long startNs = MOCK_START_MS * NS_PER_MS;
    EngineConfig engine =
        EngineConfigs.of(config, options.mode(), session(nowMs), new EngineConfigs.Patience(0));
    Tape tape = MockTape.market(config.mock(), engine.pairs(), seed, startNs);
    double speed = options.speed().orElse(config.mock().speed().doubleValue());
    return new Choice(engine, tape, seed, speed);
  }

  /** Real quotes; in mode paper the fills are simulated on them, in mode live they are real. */
  private static Choice real(
      RunOptions options, HaetaeConfig config, Secrets secrets, long nowMs, long seed)
      throws StartFailure {
    String mode = options.mode();
    EngineConfig engine =
        EngineConfigs.of(config, mode, session(nowMs), new EngineConfigs.Patience(0));
    boolean live = mode.equals("live");
    if (live) {
      LiveStart.check(config, engine);
    }
    VenueKeys keys = live ? VenueKeys.of(config, secrets) : VenueKeys.none();
    LiveMarket market = new LiveMarket(config, engine, keys, live);
    if (live && config.shadow().enabled() && !options.feedTest()) {
      market.twin();
    }
    List<String> notes = new ArrayList<>(live ? keys.missing() : paperNotes(seed));
    try {
      long timeout = config.websocket().startTimeoutSec().movePointRight(3).longValue();
      notes.addAll(market.connect(timeout));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      market.close();
      throw new StartFailure("interrupted while connecting to the venues");
    }
    Tape tape = new Tape(market, market.clock().nowNs(), EventSource.END, 0, notes);
    return new Choice(engine, tape, seed, 1);
  }

  private static List<String> paperNotes(long seed) {
    return List.of(
        "fills: at the live books after the latency, our own impact included, seed " + seed,
        "balances: those of section mock");
  }

  private static final long MOCK_START_MS = 1_767_225_600_000L;

  /** Letters and digits that no other run of this service has. */
  static String session(long nowMs) {
    return "h" + Long.toString(nowMs, 36);
  }
}
