package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.market.Asset;
import haetae.market.Venue;
import haetae.ops.log.Loggers;
import haetae.sim.Accounts;
import haetae.venue.wire.AccountReport.Balance;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.VenueCensus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * What the paper twin has to trade with: as much as the venues hold for us as it begins, flat; what
 * section {@code mock} says where they cannot be asked. Threads: the twin's engine, which may wait.
 */
final class PaperAccounts {
  private static final Logger LOG = Loggers.of("shadow");
  private static final int TRIES = 5;
  private static final long PAUSE_NS = 500_000_000L;

  private final HaetaeConfig config;
  private final EngineConfig engine;
  private final VenueLinks links;
  private final Accounts accounts = new Accounts(MockTape.LEVERAGE);

  PaperAccounts(HaetaeConfig config, EngineConfig engine, VenueLinks links) {
    this.config = config;
    this.engine = engine;
    this.links = links;
  }

  /** The accounts, empty until they are filled. */
  Accounts accounts() {
    return accounts;
  }

  private void take(Venue venue, Map<Asset, Balance> held) {
    held.forEach((asset, b) -> accounts.add(venue, asset, b.freeE8() + b.lockedE8()));
  }

  /** Fills them; call once, before anything is traded. */
  void fill() {
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        List<VenueCensus> census = links.census();
        if (census.size() < 2) {
          break;
        }
        Map<Venue, Map<Asset, Balance>> held = new EnumMap<>(Venue.class);
        for (VenueCensus venue : census) {
          held.put(venue.venue(), venue.balances());
        }
        held.forEach(this::take);
        return;
      } catch (DecodeException | RestUnavailable e) {
        LOG.debug("[SHADOW] balances not read yet: {}", e.toString());
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
    LOG.warn("[SHADOW] the venues tell no balances: the paper twin has those of section mock");
    MockTape.fill(accounts, config.mock(), engine);
  }
}
