package haetae.sandbox;

import static java.util.Objects.requireNonNull;

import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.binance.BinanceVenue;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.market.Listings;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.MarketDrive;
import haetae.sandbox.market.OrderOfRecord;
import haetae.sandbox.market.Replay;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.LoopbackServer;
import haetae.sandbox.upbit.UpbitVenue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both venues' stand-ins, running until closed.
 *
 * <p>Threads: everything happens on one thread of its own; {@link #close} may be called from any
 * other.
 */
public final class Sandbox implements AutoCloseable {
  private static final long PERPETUAL_ID_STEP = 3;

  private final Scenario scenario;
  private final Loop loop;
  private final Faults upbitFaults;
  private final Faults binanceFaults;
  private final VenueClock upbitClock = new VenueClock();
  private final VenueClock binanceClock = new VenueClock();
  private final Map<Integer, Market> markets = new TreeMap<>();
  private @Nullable Replay replay;
  private @Nullable Venues venues;
  private final List<LoopbackServer> servers = new ArrayList<>();

  private Sandbox(Scenario scenario, Consumer<Throwable> failures) {
    this.scenario = scenario;
    this.loop = new Loop(failures);
    this.upbitFaults = new Faults("upbit", loop, scenario.seed());
    this.binanceFaults = new Faults("binance", loop, scenario.seed());
  }

  /**
   * Starts.
   *
   * @param failures is told of faults of the sandbox itself
   * @throws IOException if a port cannot be opened
   */
  public static Sandbox start(Scenario scenario, Ports ports, Consumer<Throwable> failures)
      throws IOException {
    return start(scenario, List.of(), ports, failures);
  }

  /**
   * Starts on recordings of Binance: those markets are replayed, the others of their coins follow.
   *
   * @throws IOException if a port cannot be opened or a recording cannot be used
   */
  public static Sandbox start(
      Scenario scenario, List<Path> recordings, Ports ports, Consumer<Throwable> failures)
      throws IOException {
    Sandbox sandbox = new Sandbox(scenario, failures);
    try {
      Venues venues = sandbox.build(recordings, failures);
      sandbox.serve(ports, venues);
      return sandbox;
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private record Venues(UpbitVenue upbit, BinanceVenue binance) {}

  /** Builds everything on this thread; nothing is running yet. */
  private Venues build(List<Path> recordings, Consumer<Throwable> failures) throws IOException {
    Listings listings = new Listings(scenario.market().coins());
    for (Instrument instrument : listings.all()) {
      boolean upbit = instrument.venue() == Venue.UPBIT;
      long idStep = instrument.kind() == InstrumentKind.PERPETUAL ? PERPETUAL_ID_STEP : 1;
      VenueClock clock = upbit ? upbitClock : binanceClock;
      markets.put(instrument.id(), new Market(instrument, clock, idStep));
    }
    clock(upbitFaults, upbitClock);
    clock(binanceFaults, binanceClock);
    MarketDrive drive =
        new MarketDrive(listings, markets, scenario.market(), scenario.seed(), this::frozen);
    // Before anybody listens, and so before anything runs on the sandbox's thread.
    Replay tape =
        recordings.isEmpty()
            ? null
            : new Replay(recordings, of(Venue.BINANCE), () -> frozen(Venue.BINANCE), failures);
    replay = tape;
    Venues built = loop.call(() -> new Venues(upbit(), binance()));
    loop.call(
        () -> {
          drive.begin(tape);
          drive.start(loop, scenario.speed());
          if (tape != null) {
            tape.start(loop, scenario.speed());
          }
          return true;
        });
    loop.call(
        () -> {
          scenario.faults().forEach(upbitFaults::plan);
          scenario.faults().forEach(binanceFaults::plan);
          return true;
        });
    venues = built;
    return built;
  }

  private UpbitVenue upbit() {
    Map<String, Market> bySymbol = new TreeMap<>();
    of(Venue.UPBIT).forEach(market -> bySymbol.put(market.symbol(), market));
    return new UpbitVenue(
        bySymbol,
        wallet(scenario.balances().upbit()),
        scenario.upbit(),
        keys("upbit"),
        upbitClock,
        upbitFaults,
        loop);
  }

  private BinanceVenue binance() {
    BinanceVenue.Parts parts =
        new BinanceVenue.Parts(
            of(Venue.BINANCE),
            wallet(scenario.balances().binanceSpot()),
            scenario.balances().binanceFutures().getOrDefault("USDT", BigDecimal.ZERO),
            scenario.market(),
            scenario.binance(),
            keys("binance"));
    return new BinanceVenue(parts, binanceClock, binanceFaults, loop);
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
    Faults faults = venue == Venue.UPBIT ? upbitFaults : binanceFaults;
    return faults.hit(FaultKind.STALE_BOOK).isPresent();
  }

  private List<Market> of(Venue venue) {
    return markets.values().stream().filter(m -> m.instrument().venue() == venue).toList();
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

  private void serve(Ports ports, Venues venues) throws IOException {
    servers.add(LoopbackServer.open(loop, ports.upbit(), venues.upbit()));
    servers.add(LoopbackServer.open(loop, ports.binance(), venues.binance()));
    AdminEndpoint admin = new AdminEndpoint(Map.of("upbit", upbitFaults, "binance", binanceFaults));
    servers.add(LoopbackServer.open(loop, ports.admin(), admin));
  }

  /** What the venues hold and have done so far. */
  public Truth truth() {
    Venues all = requireNonNull(venues, "a sandbox that is running");
    return loop.call(
        () -> {
          List<OrderOfRecord> orders = new ArrayList<>(all.upbit().orders());
          orders.addAll(all.binance().orders());
          return new Truth(
              all.upbit().holdings(),
              all.binance().spotHoldings(),
              all.binance().futuresWallet(),
              all.binance().positions(),
              orders);
        });
  }

  /** Plans a fault now, as if the scenario had it; its times count from now on. */
  public void plan(FaultSpec fault) {
    loop.call(
        () -> {
          upbitFaults.plan(fault);
          binanceFaults.plan(fault);
          return true;
        });
  }

  /** Ends all faults, and those planned so far never come. */
  public void calm() {
    loop.call(
        () -> {
          upbitFaults.calm();
          binanceFaults.calm();
          return true;
        });
  }

  /** Port of Upbit. */
  public int upbitPort() {
    return servers.get(0).port();
  }

  /** Port of Binance. */
  public int binancePort() {
    return servers.get(1).port();
  }

  /** Port of the admin endpoint. */
  public int adminPort() {
    return servers.get(servers.size() - 1).port();
  }

  @Override
  public void close() {
    servers.forEach(LoopbackServer::close);
    loop.close();
    Replay tape = replay;
    if (tape != null) {
      tape.close();
    }
  }
}
