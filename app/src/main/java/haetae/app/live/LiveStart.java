package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.market.InstrumentKind;
import haetae.market.Venue;

/** What mode live must have before anything is connected. */
final class LiveStart {
  private LiveStart() {}

  static void check(HaetaeConfig config, EngineConfig engine) throws StartFailure {
    if (!config.upbit().enabled() || !config.binance().enabled()) {
      throw new StartFailure(
          "mode live needs both venues: set upbit.enabled and binance.enabled to true");
    }
    if (!config.journal().enabled()) {
      throw new StartFailure(
          "mode live needs the journal, or a crash could lose an order: set journal.enabled to"
              + " true");
    }
    long kinds =
        engine.instruments().stream()
            .filter(i -> i.venue() == Venue.BINANCE)
            .map(i -> i.kind() == InstrumentKind.SPOT)
            .distinct()
            .count();
    if (kinds > 1) {
      throw new StartFailure(
          "mode live trades Binance spot or futures, not both at once, since their wallets are"
              + " apart: give all pairs the same binance_market");
    }
  }
}
