package haetae.sandbox;

import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.market.Listings;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.MarketDrive;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.LoopbackServer;
import haetae.sandbox.upbit.UpbitVenue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Both venues' stand-ins, running until closed.
 *
 * <p>Threads: everything happens on one thread of its own; {@link #close} may be called from any
 * other.
 */
public final class Sandbox implements AutoCloseable {
  private final Scenario scenario;
  private final Loop loop;
  private final Faults upbitFaults;
  private final VenueClock upbitClock = new VenueClock();
  private final Map<Integer, Market> markets = new TreeMap<>();
  private final List<LoopbackServer> servers = new ArrayList<>();

  private Sandbox(Scenario scenario, Consumer<Throwable> failures) {
    this.scenario = scenario;
    this.loop = new Loop(failures);
    this.upbitFaults = new Faults("upbit", loop, scenario.seed());
  }

  /**
   * Starts.
   *
   * @param failures is told of faults of the sandbox itself
   * @throws IOException if a port cannot be opened
   */
  public static Sandbox start(Scenario scenario, Ports ports, Consumer<Throwable> failures)
      throws IOException {
    Sandbox sandbox = new Sandbox(scenario, failures);
    try {
      UpbitVenue upbit = sandbox.loop.call(sandbox::build);
      sandbox.serve(ports, upbit);
      return sandbox;
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private UpbitVenue build() {
    Listings listings = new Listings(scenario.market().coins());
    for (Instrument instrument : listings.all()) {
      markets.put(instrument.id(), new Market(instrument, upbitClock, 1));
    }
    clock(upbitFaults, upbitClock);
    UpbitVenue upbit =
        new UpbitVenue(
            bySymbol(Venue.UPBIT),
            wallet(scenario.balances().upbit()),
            scenario.upbit(),
            keys("upbit"),
            upbitClock,
            upbitFaults,
            loop);
    MarketDrive drive =
        new MarketDrive(listings, markets, scenario.market(), scenario.seed(), this::frozen);
    drive.start(loop, scenario.speed());
    scenario.faults().forEach(upbitFaults::plan);
    return upbit;
  }

  private static void clock(Faults faults, VenueClock clock) {
    faults.listen(begun -> move(clock, begun, begun.offsetMs()), ended -> move(clock, ended, 0));
  }

  private static void move(VenueClock clock, FaultSpec fault, long offsetMs) {
    if (fault.fault() == FaultKind.CLOCK_OFFSET) {
      clock.offset(offsetMs);
    }
  }

  private boolean frozen(Venue venue) {
    return venue == Venue.UPBIT && upbitFaults.hit(FaultKind.STALE_BOOK).isPresent();
  }

  private Map<String, Market> bySymbol(Venue venue) {
    Map<String, Market> found = new TreeMap<>();
    for (Market market : markets.values()) {
      if (market.instrument().venue() == venue) {
        found.put(market.symbol(), market);
      }
    }
    return found;
  }

  private static Wallet wallet(Map<String, BigDecimal> balances) {
    Wallet wallet = new Wallet();
    balances.forEach(wallet::credit);
    wallet.takeChanged();
    return wallet;
  }

  private List<ApiKey> keys(String venue) {
    return scenario.keys().stream().filter(key -> key.venue().equals(venue)).toList();
  }

  private void serve(Ports ports, UpbitVenue upbit) throws IOException {
    servers.add(LoopbackServer.open(loop, ports.upbit(), upbit));
    AdminEndpoint admin = new AdminEndpoint(Map.of("upbit", upbitFaults));
    servers.add(LoopbackServer.open(loop, ports.admin(), admin));
  }

  /** Port of Upbit. */
  public int upbitPort() {
    return servers.get(0).port();
  }

  /** Port of the admin endpoint. */
  public int adminPort() {
    return servers.get(servers.size() - 1).port();
  }

  @Override
  public void close() {
    servers.forEach(LoopbackServer::close);
    loop.close();
  }
}
