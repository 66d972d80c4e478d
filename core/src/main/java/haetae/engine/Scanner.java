package haetae.engine;

import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.execution.PairTrade.EntryDecision;
import haetae.market.Asset;
import haetae.market.BookFault;
import haetae.market.CommonLot;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.premium.EdgeCalculator;
import haetae.risk.AverageTrueRange;
import haetae.risk.Gate;
import haetae.risk.GuardStatus;
import haetae.risk.Refusal;
import haetae.risk.RefusalCode;
import haetae.risk.SafetyValidator;
import haetae.strategy.SpreadRule;
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

  private final EngineConfig config;
  private final MarketState market;
  private final Desk desk;
  private final SafetyValidator validator;
  private final EntryFacts facts;
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
      Counters counters,
      Story story) {
    this.config = config;
    this.market = market;
    this.desk = desk;
    this.validator = new SafetyValidator(config.safety());
    this.facts = new EntryFacts(config, market, desk, books);
    this.counters = counters;
    this.story = story;
    this.routes = new Route[config.pairs().size()];
    for (Pair pair : config.pairs()) {
      routes[pair.id()] =
          new Route(
              pair,
              config.fees().get(pair.id()),
              new AverageTrueRange(config.stops().atrWindow(), config.pacing().atrBarNs()));
    }
  }

  SafetyValidator validator() {
    return validator;
  }

  void guard(GuardStatus status) {
    guard = status;
  }

  Route route(Pair pair) {
    return routes[pair.id()];
  }

  /** A book of the route has changed. */
  void scan(Route route, int changedId, long nowNs) {
    Pair pair = route.pair;
    if (!sane(pair)) {
      route.episode(Direction.BUY_UPBIT_SELL_BINANCE).end();
      route.episode(Direction.BUY_BINANCE_SELL_UPBIT).end();
      return;
    }
    OrderBook upbit = market.book(pair.upbit().id());
    OrderBook binance = market.book(pair.binance().id());
    OrderBook fx = market.book(pair.fx().id());
    route.smooth(changedId, market.book(changedId).midE8());
    long size = sizeE8(pair, upbit);
    if (size == 0) {
      tellLot(route, upbit);
      return;
    }
    SpreadRule rule = config.spread();
    long lot = pair.binance().rules().lotE8();
    for (Direction direction : DIRECTIONS) {
      Route.Episode episode = route.episode(direction);
      boolean covered = edge.compute(upbit, binance, fx, direction, size, route.fees, lot);
      if (!covered || !rule.signals(rule.netPpm(edge.edgePpm()))) {
        episode.end();
        continue;
      }
      count(episode, pair, changedId);
      if (confirmed(episode, rule.netPpm(edge.edgePpm()))) {
        signal(route, episode, direction, size, nowNs);
      }
    }
  }

  private boolean sane(Pair pair) {
    return market.fault(pair.upbit().id()) == BookFault.NONE
        && market.fault(pair.binance().id()) == BookFault.NONE
        && market.fault(pair.fx().id()) == BookFault.NONE;
  }

  /** Wanted size in whole common lots, at the Upbit ask. */
  private long sizeE8(Pair pair, OrderBook upbit) {
    long wanted =
        Fixed.divideE8(
            Math.min(config.sizing().positionKrwE8(), config.safety().maxPositionKrwE8()),
            upbit.bestAskE8(),
            RoundingMode.FLOOR);
    boolean btc = pair.upbit().base().code().equals("BTC");
    long capped = btc ? Math.min(wanted, config.sizing().positionBtcE8()) : wanted;
    long size = CommonLot.floorE8(pair, capped);
    boolean fits =
        CommonLot.meetsMinimums(pair.upbit(), size, upbit.bestBidE8())
            && CommonLot.meetsMinimums(
                pair.binance(), size, market.book(pair.binance().id()).bestBidE8());
    return fits ? size : 0;
  }

  private void tellLot(Route route, OrderBook upbit) {
    if (route.lotTold) {
      return;
    }
    route.lotTold = true;
    long step = CommonLot.stepE8(route.pair.upbit(), route.pair.binance());
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

  private static void count(Route.Episode episode, Pair pair, int changedId) {
    if (changedId == pair.upbit().id() || episode.upbitUpdates == 0) {
      episode.upbitUpdates++;
    }
    if (changedId == pair.binance().id() || episode.binanceUpdates == 0) {
      episode.binanceUpdates++;
    }
  }

  /** An edge that is too good is more likely a wrong book than a gift: it must hold for longer. */
  private boolean confirmed(Route.Episode episode, long netPpm) {
    int factor = netPpm > EntryFacts.TOO_GOOD_PPM ? 3 : 1;
    int needed = config.spread().confirmUpdates() * factor;
    return episode.upbitUpdates >= needed && episode.binanceUpdates >= needed;
  }

  private void signal(
      Route route, Route.Episode episode, Direction direction, long sizeE8, long nowNs) {
    SpreadRule rule = config.spread();
    long net = rule.netPpm(edge.edgePpm());
    if (!episode.told) {
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
              + Story.percent(net));
    }
    if (!rule.acts(net) || desk.paused(route.pair, nowNs) || desk.inTransit(route.pair)) {
      return;
    }
    List<Refusal> refusals = validator.check(facts.of(route, direction, sizeE8, net, edge, nowNs));
    if (refusals.isEmpty()) {
      long premium = edge.premiumPpm(direction);
      Gate gate = guard.allowed() ? Gate.LIVE : Gate.PAPER;
      long upbit = edge.upbit().vwapE8();
      long binance = edge.binance().vwapE8();
      EntryDecision decision = new EntryDecision(nowNs, sizeE8, premium, net, upbit, binance);
      desk.enter(route.pair, direction, decision, gate);
      episode.end();
    } else {
      refuse(route, episode, direction, refusals);
    }
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
}
