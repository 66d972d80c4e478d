package haetae.engine;

import haetae.market.Asset;
import haetae.market.BookFault;
import haetae.market.Direction;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.premium.DisplayPremium;
import haetae.premium.EdgeCalculator;
import haetae.risk.Refusal;
import haetae.risk.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the operator's desk shows. Changes nothing. Threads: the engine's. */
final class OperatorViews {
  private static final long NS_PER_MS = 1_000_000;

  private final EngineConfig config;
  private final MarketState market;
  private final Books books;
  private final Desk desk;
  private final Scanner scanner;
  private final HealthCheck health;
  private final EdgeCalculator edge = new EdgeCalculator();

  OperatorViews(EngineConfig config, MarketState market, Books books, Desk desk, Scanner scanner) {
    this.config = config;
    this.market = market;
    this.books = books;
    this.desk = desk;
    this.scanner = scanner;
    this.health = new HealthCheck(config, market, desk, books);
  }

  /** The view that goes with a snapshot of the same moment. */
  OperatorView of(EngineSnapshot snapshot, List<PositionView> positions) {
    long nowNs = snapshot.timeNs();
    List<PairView> pairs = new ArrayList<>();
    for (Route route : scanner.routes()) {
      pairs.add(pair(route, nowNs));
    }
    return new OperatorView(
        snapshot,
        positions,
        pairs,
        balances(),
        venues(snapshot),
        books.losses().drawdownPpm(),
        books.losses().killed(),
        desk.controls().pauseReason(),
        desk.breaker().remainingMs(nowNs),
        desk.nakedKrwE8(),
        stops(nowNs),
        List.copyOf(books.breaks()));
  }

  private List<String> stops(long nowNs) {
    List<Refusal> refusals = new ArrayList<>();
    desk.trips().check(nowNs, refusals);
    long dayLimit = config.safety().maxDailyLossKrwE8();
    long loss = books.losses().worstDailyLossE8();
    if (loss > dayLimit) {
      refusals.add(Refusal.of(RefusalCode.DAILY_LOSS, dayLimit, loss));
    }
    long dustLimit = config.sizing().residualCapKrwE8();
    long dust = books.profits().residualKrwE8();
    if (dust > dustLimit) {
      refusals.add(Refusal.of(RefusalCode.RESIDUAL_CAP, dustLimit, dust));
    }
    return refusals.stream().map(Refusal::text).toList();
  }

  private PairView pair(Route route, long nowNs) {
    Pair pair = route.pair;
    OrderBook upbit = route.market.upbit();
    OrderBook binance = route.market.binance();
    OrderBook fx = route.market.fx();
    String fault = fault(pair);
    boolean priced = fault.isEmpty();
    long size = priced ? scanner.displaySizeE8(route) : 0;
    boolean sells = priced && edge.compute(route.market, Direction.BUY_BINANCE_SELL_UPBIT, size);
    long sell = sells ? edge.premiumPpm() : PairView.UNKNOWN;
    long sellNet = sells ? net(route, Direction.BUY_BINANCE_SELL_UPBIT, nowNs) : PairView.UNKNOWN;
    boolean buys = priced && edge.compute(route.market, Direction.BUY_UPBIT_SELL_BINANCE, size);
    return new PairView(
        pair.name(),
        fault,
        size,
        upbit.bestBidE8(),
        upbit.bestAskE8(),
        binance.bestBidE8(),
        binance.bestAskE8(),
        fx.bestBidE8(),
        fx.bestAskE8(),
        priced ? DisplayPremium.ppm(upbit.midE8(), binance.midE8(), fx.midE8()) : PairView.UNKNOWN,
        sell,
        buys ? edge.premiumPpm() : PairView.UNKNOWN,
        sellNet,
        buys ? net(route, Direction.BUY_UPBIT_SELL_BINANCE, nowNs) : PairView.UNKNOWN,
        route.strategy.gate().minNetPpm(),
        ageMs(pair.upbit().id(), nowNs),
        ageMs(pair.binance().id(), nowNs),
        ageMs(pair.fx().id(), nowNs));
  }

  private long net(Route route, Direction direction, long nowNs) {
    return edge.edgePpm() - route.costPpm(direction, nowNs);
  }

  private String fault(Pair pair) {
    StringBuilder text = new StringBuilder();
    for (Instrument instrument : List.of(pair.upbit(), pair.binance(), pair.fx())) {
      BookFault fault = market.fault(instrument.id());
      if (fault != BookFault.NONE) {
        text.append(text.isEmpty() ? "" : ", ").append(instrument).append(' ').append(fault);
      }
    }
    return text.toString();
  }

  private long ageMs(int instrumentId, long nowNs) {
    long age = market.ageNs(instrumentId, nowNs);
    return age == Long.MAX_VALUE ? -1 : age / NS_PER_MS;
  }

  private List<BalanceView> balances() {
    Set<Asset> assets = new TreeSet<>(Set.of(Asset.BNB, Asset.KRW, Asset.USDT));
    for (Route route : scanner.routes()) {
      assets.add(route.pair.upbit().base());
    }
    List<BalanceView> balances = new ArrayList<>();
    for (Venue venue : Venue.values()) {
      for (Asset asset : assets) {
        long ledger = books.ledger().walletE8(venue, asset);
        boolean known = books.known(venue, asset);
        if (known || ledger != 0) {
          balances.add(new BalanceView(venue, asset, ledger, books.freeE8(venue, asset), known));
        }
      }
    }
    return balances;
  }

  private List<VenueView> venues(EngineSnapshot snapshot) {
    List<VenueView> venues = new ArrayList<>();
    for (Venue venue : Venue.values()) {
      int unknown = desk.orders().all().unknownAt(venue);
      long offset = market.clockOffsetNs(venue);
      venues.add(
          new VenueView(
              venue,
              market.venueStatus(venue),
              health.of(venue, snapshot.timeNs()),
              snapshot.feedAgeMs().get(venue.ordinal()),
              offset == MarketState.UNKNOWN_OFFSET_NS ? PairView.UNKNOWN : offset / NS_PER_MS,
              unknown));
    }
    return venues;
  }
}
