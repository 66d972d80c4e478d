package haetae.engine;

import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.execution.PairTrade.EntryDecision;
import haetae.market.Asset;
import haetae.market.BookFault;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.premium.BreakEven;
import haetae.premium.EdgeCalculator;
import haetae.premium.PairMarket;
import haetae.risk.AverageTrueRange;
import haetae.risk.Gate;
import haetae.risk.GuardStatus;
import haetae.risk.Refusal;
import haetae.risk.RefusalCode;
import haetae.risk.SafetyLimits;
import haetae.risk.SafetyValidator;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for entries on each book. A book that shows none allocates nothing. Threads: the engine's.
 */
final class Scanner {
  private static final Direction[] DIRECTIONS = Direction.values();

  private static final long NS_PER_MS = 1_000_000;
  private static final int TOO_GOOD_FACTOR = 3;

  private final EngineConfig config;
  private final MarketState market;
  private final Desk desk;
  private final SafetyValidator validator;
  private final GapWatch gaps;
  private final EntryFacts facts;
  private final Sizer sizer;
  private final Counters counters;
  private final Story story;
  private final EdgeCalculator edge = new EdgeCalculator();
  private final Route[] routes;
  private GuardStatus guard = GuardStatus.unknown();

  Scanner(
      EngineConfig config,
      MarketState market,
      Desk desk,
      Books books,
      MarginWatch margin,
      Counters counters,
      Story story) {
    this.config = config;
    this.market = market;
    this.desk = desk;
    this.validator = new SafetyValidator(config.safety());
    Capital capital = new Capital(config.capital(), market);
    this.sizer = new Sizer(config, desk, books, capital);
    this.counters = counters;
    this.story = story;
    this.routes = new Route[config.pairs().size()];
    for (Pair pair : config.pairs()) {
      routes[pair.id()] = route(config, market, pair);
    }
    this.gaps = new GapWatch(config, market, routes);
    this.facts = new EntryFacts(config, market, desk, books, capital, gaps, margin);
  }

  private static Route route(EngineConfig config, MarketState market, Pair pair) {
    FeeSchedule fees = config.fees().get(pair.id());
    PairMarket books =
        new PairMarket(
            market.book(pair.upbit()),
            market.book(pair.binance()),
            market.book(pair.fx()),
            fees,
            pair.binance().rules().lotE8());
    return new Route(
        pair,
        books,
        config.strategies().get(pair.id()).start(BreakEven.of(fees)),
        new AverageTrueRange(config.stops().atrWindow(), config.pacing().atrBarNs()),
        config.entry(),
        config.perpetual());
  }

  SafetyValidator validator() {
    return validator;
  }

  Route[] routes() {
    return routes;
  }

  GapWatch gaps() {
    return gaps;
  }

  void guard(GuardStatus status) {
    guard = status;
  }

  Route route(Pair pair) {
    return routes[pair.id()];
  }

  /** Size for which the pair is shown: that of an entry, or the smallest common order. */
  long displaySizeE8(Route route) {
    long wanted = sizer.wantedE8(route);
    return wanted == 0 ? route.stepE8 : wanted;
  }

  /** A book of the route has changed. */
  void scan(Route route, int changedId, long nowNs) {
    if (!sane(route.pair)) {
      broken(route);
      return;
    }
    route.price(changedId, market.book(changedId).midE8(), nowNs);
    if (fresh(route.pair, nowNs)) {
      route.strategy.sample(nowNs, route.midPremiumPpm());
    }
    long wanted = sizer.wantedE8(route);
    if (wanted == 0) {
      tellLot(route, route.market.upbit());
      return;
    }
    for (Direction direction : DIRECTIONS) {
      look(route, direction, changedId, wanted, nowNs);
    }
  }

  private boolean sane(Pair pair) {
    return market.fault(pair.upbit().id()) == BookFault.NONE
        && market.fault(pair.binance().id()) == BookFault.NONE
        && market.fault(pair.fx().id()) == BookFault.NONE;
  }

  /** What statistics learn from must be as fresh as what an entry is decided on. */
  private boolean fresh(Pair pair, long nowNs) {
    SafetyLimits limits = config.safety();
    return market.ageNs(pair.upbit().id(), nowNs) <= limits.maxAgeUpbitMs() * NS_PER_MS
        && market.ageNs(pair.binance().id(), nowNs) <= limits.maxAgeBinanceMs() * NS_PER_MS
        && market.ageNs(pair.fx().id(), nowNs) <= limits.maxAgeFxMs() * NS_PER_MS;
  }

  /** A book broke while an opportunity was seen: it is refused, not forgotten. */
  private void broken(Route route) {
    for (Direction direction : DIRECTIONS) {
      Route.Episode episode = route.episode(direction);
      if (episode.seen()) {
        refuse(route, episode, direction, List.of(facts.badBook(route.pair)));
        episode.end();
      }
    }
  }

  /** The size is what the books give at the needed edge; the edge is that of the size. */
  private void look(Route route, Direction direction, int changedId, long wantedE8, long nowNs) {
    Route.Episode episode = route.episode(direction);
    long needed = route.neededPpm(direction, nowNs);
    long depth = route.reckoned.capacity(direction).walk(route.market, direction, needed, wantedE8);
    if (depth == 0) {
      episode.end();
      return;
    }
    long size = sizer.wholeE8(route, sizer.shareE8(route, direction, depth));
    if (size == 0) {
      tooLittle(route, episode, direction, depth);
      return;
    }
    boolean covered = edge.compute(route.market, direction, size);
    if (!covered || netPpm(route, direction, nowNs) < route.strategy.gate().minNetPpm()) {
      episode.end();
      return;
    }
    if (!route.strategy.wants(direction, edge.premiumPpm())) {
      episode.end();
      return;
    }
    episode.count(route.pair, changedId);
    if (episode.confirmed(route.strategy.gate().confirmUpdates())) {
      signal(route, direction, size, nowNs);
    }
  }

  private long netPpm(Route route, Direction direction, long nowNs) {
    return edge.edgePpm() - route.costPpm(direction, nowNs);
  }

  private void tooLittle(Route route, Route.Episode episode, Direction direction, long depthE8) {
    boolean told = episode.refused.contains(RefusalCode.QTY_ZERO);
    episode.count(route.pair, route.pair.upbit().id());
    if (!told) {
      Refusal refusal = Refusal.of(RefusalCode.QTY_ZERO, route.stepE8, depthE8);
      refuse(route, episode, direction, List.of(refusal));
    }
  }

  private void tellLot(Route route, OrderBook upbit) {
    if (route.lotTold) {
      return;
    }
    route.lotTold = true;
    long step = route.stepE8;
    story.tell(
        Component.SIGNAL,
        Severity.WARNING,
        0,
        "[SIGNAL] "
            + route.pair.name()
            + " will not trade: position_size_krw "
            + Story.won(config.sizing().positionKrwE8())
            + " is below the smallest common order ("
            + Fixed.format(step)
            + " "
            + route.pair.name()
            + " = "
            + Story.won(Fixed.multiplyE8(step, upbit.bestAskE8(), RoundingMode.CEILING))
            + ")");
  }

  private void signal(Route route, Direction direction, long sizeE8, long nowNs) {
    Route.Episode episode = route.episode(direction);
    tell(route, episode, direction, nowNs);
    long confidence = confidencePpm(route, direction, nowNs);
    if (!route.strategy.acts(confidence)
        || desk.paused(route.pair, nowNs)
        || desk.inTransit(route.pair)) {
      return;
    }
    long size = sizer.affordableE8(route, direction, sizeE8, edge);
    // If the money is too short for any order, the whole size is judged, so that all reasons show.
    if (size != 0 && size != sizeE8) {
      edge.compute(route.market, direction, size);
      confidence = confidencePpm(route, direction, nowNs);
    }
    long net = netPpm(route, direction, nowNs);
    boolean believed = episode.confirmed(route.strategy.gate().confirmUpdates() * TOO_GOOD_FACTOR);
    List<Refusal> refusals =
        validator.check(
            facts.of(route, edge, new EntryFacts.Proposal(net, confidence, believed), nowNs));
    if (size == 0 && refusals.isEmpty()) {
      refusals = List.of(facts.capital(route.pair, edge));
    }
    if (refusals.isEmpty() && config.gate() == Gate.LIVE && !guard.allowed()) {
      String why = String.join(", ", guard.reasons());
      refusals = List.of(Refusal.of(RefusalCode.LIVE_GUARD, why));
    }
    if (refusals.isEmpty()) {
      EntryDecision decision =
          new EntryDecision(
              nowNs, size, edge.premiumPpm(), net, edge.upbitVwapE8(), edge.binanceVwapE8());
      desk.enter(route.pair, direction, decision, config.gate());
      episode.end();
    } else {
      refuse(route, episode, direction, refusals);
    }
  }

  private long confidencePpm(Route route, Direction direction, long nowNs) {
    return route.strategy.confidencePpm(
        direction, edge.premiumPpm(), netPpm(route, direction, nowNs));
  }

  private void tell(Route route, Route.Episode episode, Direction direction, long nowNs) {
    if (episode.told) {
      return;
    }
    episode.told = true;
    counters.signals++;
    story.info(
        Component.SIGNAL,
        0,
        "[SIGNAL] "
            + direction.code()
            + " "
            + route.pair.name()
            + ": spread="
            + Story.percent(edge.grossPpm())
            + ", profit="
            + Story.percent(netPpm(route, direction, nowNs)));
  }

  private void refuse(
      Route route, Route.Episode episode, Direction direction, List<Refusal> refusals) {
    Set<RefusalCode> codes = EnumSet.noneOf(RefusalCode.class);
    refusals.forEach(refusal -> codes.add(refusal.code()));
    // The same opportunity refused for the same reasons on the next book is not another rejection.
    if (!episode.refused.addAll(codes)) {
      return;
    }
    validator.count(refusals);
    String text = refusals.stream().map(Refusal::text).collect(Collectors.joining("; "));
    story.tell(
        Component.SAFETY,
        Severity.WARNING,
        0,
        "[Safety] " + direction.code() + " " + route.pair.name() + " rejected: " + text);
  }

  /** The asset an entry needs at Upbit. */
  static Asset needed(Pair pair, Direction direction) {
    return direction == Direction.BUY_UPBIT_SELL_BINANCE
        ? pair.upbit().quote()
        : pair.upbit().base();
  }

  void save(StateOut out) {
    validator.save(out);
    for (Route route : routes) {
      route.save(out);
    }
  }

  void load(StateIn in) {
    validator.load(in);
    for (Route route : routes) {
      route.load(in);
    }
  }
}
