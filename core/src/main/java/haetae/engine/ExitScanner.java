package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.execution.PairTrade;
import haetae.execution.PairTrade.Phase;
import haetae.market.CommonLot;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Pair;
import haetae.premium.EdgeCalculator;
import haetae.risk.Rebalancer;
import haetae.risk.StopLoss;
import haetae.risk.StopLoss.Verdict;
import haetae.risk.TradingState;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Looks for exits of hedged trades on each book, and for reductions on each cycle. */
final class ExitScanner {
  private final EngineConfig config;
  private final MarketState market;
  private final Desk desk;
  private final Books books;
  private final Counters counters;
  private final Story story;
  private final Route[] routes;
  private final GapWatch gaps;
  private final EdgeCalculator edge = new EdgeCalculator();
  private final List<OpenTrade> work = new ArrayList<>();

  ExitScanner(
      EngineConfig config,
      MarketState market,
      Desk desk,
      Books books,
      Counters counters,
      Story story,
      Route[] routes,
      GapWatch gaps) {
    this.config = config;
    this.market = market;
    this.desk = desk;
    this.books = books;
    this.counters = counters;
    this.story = story;
    this.routes = routes;
    this.gaps = gaps;
  }

  /** A book of the route has changed. */
  void scan(Route route, long nowNs) {
    range(route, nowNs);
    if (desk.controls().state() == TradingState.HALTED) {
      return;
    }
    List<OpenTrade> open = desk.open();
    work.clear();
    for (int i = 0; i < open.size(); i++) {
      OpenTrade candidate = open.get(i);
      PairTrade trade = candidate.trade;
      if (trade.pair().id() == route.pair.id()
          && trade.phase() == Phase.HEDGED
          && nowNs >= trade.notBeforeNs()) {
        work.add(candidate);
      }
    }
    for (int i = 0; i < work.size(); i++) {
      judge(work.get(i), route, nowNs);
    }
    if (desk.controls().flattening()) {
      flatten(nowNs);
    }
  }

  private void range(Route route, long nowNs) {
    if (priced(route)) {
      route.range.update(nowNs, route.midPremiumPpm());
    }
  }

  /** True if all three books have a middle. */
  private static boolean priced(Route route) {
    return route.market.upbit().midE8() > 0
        && route.market.binance().midE8() > 0
        && route.market.fx().midE8() > 0;
  }

  private void judge(OpenTrade opened, Route route, long nowNs) {
    PairTrade trade = opened.trade;
    Direction exit = trade.direction().opposite();
    Pair pair = route.pair;
    boolean tradable =
        market.tradable(pair.upbit(), nowNs)
            && market.tradable(pair.binance(), nowNs)
            && edge.compute(route.market, exit, trade.hedgedE8());
    if (!tradable) {
      return;
    }
    long exitPremium = edge.premiumPpm();
    long adverse =
        StopLoss.adversePpm(trade.direction().upbitSide(), trade.entryPremiumPpm(), exitPremium);
    opened.adversePpm = adverse;
    Verdict verdict = verdict(route, trade, adverse, exitPremium, nowNs);
    if (verdict == Verdict.HOLD) {
      verdict = funding(opened, route, exitPremium, nowNs);
    }
    boolean leaves = verdict.loss() || verdict == Verdict.FUNDING_STOP;
    if (leaves && (route.transfersBlocked() || gaps.inGap(route))) {
      verdict = Verdict.NO_AUTO_STOP;
    }
    if (verdict == Verdict.HOLD) {
      return;
    }
    if (verdict == Verdict.NO_AUTO_STOP) {
      frozen(opened, route, adverse);
      return;
    }
    opened.exitPremiumPpm = exitPremium;
    opened.account.decided(false, edge.upbit().vwapE8(), edge.binance().vwapE8());
    if (verdict.loss() && !opened.stopped) {
      opened.stopped = true;
      desk.pause(pair, nowNs + config.pacing().afterStopNs());
      stopped(opened, verdict, adverse);
    }
    desk.exit(opened, trade.hedgedE8(), verdict.name(), nowNs);
  }

  /** The stop rules first; the strategy's own exit where they hold still. */
  private Verdict verdict(
      Route route, PairTrade trade, long adversePpm, long exitPremiumPpm, long nowNs) {
    long held = nowNs - trade.openedNs();
    boolean blocked = route.transfersBlocked();
    Verdict verdict =
        StopLoss.judge(config.stops(), adversePpm, route.range.value(), held, blocked);
    if (verdict != Verdict.HOLD) {
      return verdict;
    }
    return switch (route.strategy.exit(trade.direction(), exitPremiumPpm, held)) {
      case STOP -> blocked ? Verdict.NO_AUTO_STOP : Verdict.STOP_Z;
      case EXIT -> Verdict.REVERTED;
      case EXPIRED -> Verdict.TIME_STOP;
      case WARMUP, HOLD, ENTER_BUY_UPBIT, ENTER_SELL_UPBIT -> Verdict.HOLD;
    };
  }

  /** Where funding goes hard against a pair: leaves if staying is expected to cost more. */
  private Verdict funding(OpenTrade opened, Route route, long exitPremiumPpm, long nowNs) {
    Direction direction = opened.trade.direction();
    if (!route.perpetual() || !route.funding.spikes(direction)) {
      opened.fundingTold = false;
      return Verdict.HOLD;
    }
    if (!priced(route)) {
      return Verdict.HOLD;
    }
    long staying = route.funding.burdenPpm(direction, nowNs);
    long crossing = Math.abs(exitPremiumPpm - route.midPremiumPpm());
    long leaving = route.fees.upbitPpm() + route.fees.binancePpm() + crossing;
    boolean leaves = staying > leaving;
    if (!opened.fundingTold) {
      opened.fundingTold = true;
      String text =
          "Funding against "
              + opened.trade.code()
              + " "
              + route.pair.name()
              + ": staying costs "
              + Story.percent(staying)
              + ", leaving "
              + Story.percent(leaving);
      story.tell(
          Component.STOPLOSS,
          Severity.WARNING,
          opened.trade.id(),
          "[STOPLOSS] " + text + (leaves ? ": leaving" : ": staying"));
    }
    return leaves ? Verdict.FUNDING_STOP : Verdict.HOLD;
  }

  /** A gap while transfers are closed is no price to stop at: a human decides. */
  private void frozen(OpenTrade opened, Route route, long adversePpm) {
    if (opened.frozenTold) {
      return;
    }
    opened.frozenTold = true;
    String text =
        "Stop of "
            + opened.trade.code()
            + " "
            + route.pair.name()
            + " frozen while "
            + noPrice(route)
            + ", premium moved "
            + Story.percent(adversePpm)
            + " against the pair";
    story.tell(
        Component.STOPLOSS,
        Severity.WARNING,
        opened.trade.id(),
        "[STOPLOSS] NO_AUTO_STOP: " + text);
    story.alert(AlertKind.STOPLOSS, Severity.ERROR, opened.trade.id(), text);
  }

  private String noPrice(Route route) {
    return route.transfersBlocked()
        ? "transfers are closed (" + route.closedWallets + ")"
        : "its premium is " + Story.percent(gaps.gapPpm(route)) + " away from the other coins'";
  }

  private void stopped(OpenTrade opened, Verdict verdict, long adversePpm) {
    counters.stopLosses++;
    long price = market.book(opened.trade.pair().upbit().id()).midE8();
    String text =
        "Stop-loss triggered for " + opened.trade.pair().name() + " at " + Story.won(price);
    story.tell(
        Component.STOPLOSS,
        Severity.WARNING,
        opened.trade.id(),
        "[STOPLOSS] "
            + text
            + " ("
            + verdict
            + ", premium moved "
            + Story.percent(adversePpm)
            + " against the pair)");
    story.alert(AlertKind.STOPLOSS, Severity.WARNING, opened.trade.id(), text);
  }

  /** Reduces exposure that is above its limit, largest risk first. */
  void rebalance(long nowNs) {
    if (desk.controls().state() == TradingState.HALTED) {
      return;
    }
    List<Rebalancer.Holding> holdings = new ArrayList<>();
    for (OpenTrade opened : desk.open()) {
      if (opened.trade.phase() == Phase.HEDGED) {
        holdings.add(holding(opened));
      }
    }
    List<Rebalancer.Reduction> plan = config.rebalancer().plan(holdings);
    int closed = 0;
    long reduced = 0;
    for (Rebalancer.Reduction reduction : plan) {
      if (reduce(desk.trade(reduction.tradeId()), reduction, nowNs)) {
        closed++;
        reduced += reduction.amountKrwE8();
      }
    }
    if (closed > 0) {
      counters.rebalances++;
      String text =
          "Rebalancing executed: closed " + closed + " positions, reduction=" + Story.won(reduced);
      story.tell(Component.REBALANCER, Severity.WARNING, 0, "[REBALANCER] " + text);
      story.alert(AlertKind.REBALANCE, Severity.WARNING, 0, text);
    }
  }

  private Rebalancer.Holding holding(OpenTrade opened) {
    Route route = routes[opened.trade.pair().id()];
    long exposure = books.profits().exposureKrwE8(opened);
    long risk =
        Rebalancer.riskKrwE8(
            exposure, opened.adversePpm, route.range.value(), route.transfersBlocked());
    return new Rebalancer.Holding(opened.trade.id(), exposure, risk);
  }

  private boolean reduce(OpenTrade opened, Rebalancer.Reduction reduction, long nowNs) {
    PairTrade trade = opened.trade;
    Pair pair = trade.pair();
    if (!market.tradable(pair.upbit(), nowNs) || !market.tradable(pair.binance(), nowNs)) {
      return false;
    }
    long quantity = trade.hedgedE8();
    if (!reduction.whole()) {
      long price = market.book(pair.upbit().id()).bestAskE8();
      long step = CommonLot.stepE8(pair.upbit(), pair.binance());
      long wanted = Fixed.divideE8(reduction.amountKrwE8(), price, RoundingMode.CEILING);
      quantity = Math.min(quantity, Math.multiplyExact(Math.ceilDiv(wanted, step), step));
    }
    opened.exitPremiumPpm = trade.entryPremiumPpm();
    opened.account.decided(false, 0, 0);
    return desk.exit(opened, quantity, "REBALANCE", nowNs);
  }

  /** Closes every hedged trade that can be closed now, by the operator's word. */
  void flatten(long nowNs) {
    for (OpenTrade opened : List.copyOf(desk.open())) {
      PairTrade trade = opened.trade;
      boolean due = trade.phase() == Phase.HEDGED && nowNs >= trade.notBeforeNs();
      if (due
          && market.tradable(trade.pair().upbit(), nowNs)
          && market.tradable(trade.pair().binance(), nowNs)) {
        opened.account.decided(false, 0, 0);
        desk.exit(opened, trade.hedgedE8(), "FLATTEN", nowNs);
      }
    }
  }
}
