package haetae.engine;

import haetae.execution.OrderDraft;
import haetae.execution.OrderIntent;
import haetae.execution.OrderTracker;
import haetae.execution.PairTrade;
import haetae.execution.PairTrade.EntryDecision;
import haetae.execution.PairTrade.Phase;
import haetae.execution.TwoLegExecution;
import haetae.market.CommonLot;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.portfolio.Attribution;
import haetae.risk.CircuitBreaker;
import haetae.risk.Gate;
import haetae.risk.OrderApprover;
import haetae.risk.OrderApprover.Approval;
import haetae.risk.OrderRate;
import haetae.risk.SafetyValidator;
import haetae.risk.Trips;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.List;

/**
 * Carries trades: asks execution for their next order, gets it approved, sends it, and moves the
 * trade on when the order has come to its end. Threads: the engine's.
 */
final class Desk {
  /** So many times the longest naked time, a human is told even if no market is open. */
  private static final long NAKED_ALARM = 4;

  private final EngineConfig config;
  private final MarketState market;
  private final Books books;
  private final AccountView account;
  private final Counters counters;
  private final Story story;
  private final TradeStory tales;
  private final CommandSink out;
  private final TwoLegExecution execution;
  private final OrderApprover approver;
  private final OrderDesk orders;
  private final OrderRate rate = new OrderRate();
  private final CircuitBreaker breaker;
  private final Trips trips;
  private final DustDesk dust;
  private final Trades trades = new Trades();
  private final Controls controls;
  private final long[] pauseUntilNs;
  private long orderSeq;

  Desk(EngineConfig config, MarketState market, Books books, Counters counters, CommandSink out) {
    this.config = config;
    this.market = market;
    this.books = books;
    this.account = new AccountView(market, books);
    this.counters = counters;
    this.out = out;
    this.story = new Story(out);
    this.tales = new TradeStory(story);
    this.controls = new Controls(story);
    this.execution = new TwoLegExecution(config.execution());
    this.approver = new OrderApprover(config.session());
    this.orders = new OrderDesk(this, books, counters, story, out);
    this.breaker =
        new CircuitBreaker(config.safety().breakerFailures(), config.safety().breakerCooldownNs());
    this.trips = new Trips(config.entry());
    this.dust = new DustDesk(config, account, story);
    this.pauseUntilNs = new long[config.pairs().size()];
  }

  /** Starts a trade that risk has let pass. */
  void enter(Pair pair, Direction direction, EntryDecision decision, Gate gate) {
    OpenTrade opened = trades.begin(pair, direction, decision, gate);
    opened.account.decided(true, decision.upbitE8(), decision.binanceE8());
    if (trades.forgetOld()) {
      orders.all().forget(trades.ids());
    }
    counters.entries++;
    breaker.sent(decision.timeNs());
    pause(pair, decision.timeNs() + config.pacing().afterEntryNs());
    tales.entering(opened, decision);
    dust.join(opened, decision.timeNs());
    advance(opened, decision.timeNs());
  }

  /**
   * Begins to close a hedged trade, whole or in part: no more than may stand alone at a time, and
   * not while orders are sent as fast as the limit allows.
   *
   * @return false if nothing can be closed until other legs stand hedged, or a minute is over
   */
  boolean exit(OpenTrade opened, long quantityE8, String reason, long nowNs) {
    Pair pair = opened.trade.pair();
    long room = roomE8(pair);
    long quantity = quantityE8 <= room ? quantityE8 : CommonLot.floorE8(pair, room);
    int orders = rate.lastMinute(nowNs) + SafetyValidator.ORDERS_PER_PAIR;
    if (quantity <= 0 || orders > config.safety().maxOrdersPerMinute()) {
      return false;
    }
    boolean whole = quantity >= opened.trade.hedgedE8();
    opened.trade.beginExit(quantity, reason);
    if (whole) {
      dust.join(opened, nowNs);
    }
    tales.closing(opened.trade, quantity, reason);
    advance(opened, nowNs);
    return true;
  }

  /** Once a cycle: dust that nobody has taken along for long is traded away. */
  void sweep(long nowNs) {
    dust.sweep(this, nowNs);
  }

  /** A trade that trades dust away begins, with no dust yet. */
  OpenTrade sweep(Pair pair, Direction direction, EntryDecision decision) {
    return trades.sweep(pair, direction, decision, gate());
  }

  private Gate gate() {
    return config.mode().equals("live") ? Gate.LIVE : Gate.PAPER;
  }

  /** Coin that may still come to stand alone, by the budget for all trades in transit. */
  private long roomE8(Pair pair) {
    long price = market.book(pair.upbit().id()).bestAskE8();
    long left = config.execution().maxNakedKrwE8() - nakedKrwE8();
    return price == 0 || left <= 0 ? 0 : Fixed.divideE8(left, price, RoundingMode.FLOOR);
  }

  /** KRW worth of all legs that stand alone, or can come to by the orders in flight. */
  long nakedKrwE8() {
    long sum = 0;
    List<OpenTrade> open = trades.open();
    for (int i = 0; i < open.size(); i++) {
      PairTrade trade = open.get(i).trade;
      if (trade.inTransit() || trade.phase() == Phase.STUCK) {
        long price = market.book(trade.pair().upbit().id()).bestAskE8();
        sum += Fixed.multiplyE8(trade.worstDeltaE8(), price, RoundingMode.CEILING);
      }
    }
    return sum;
  }

  /** Sends the trade's next orders if there are any, and tells what has changed. */
  void advance(OpenTrade opened, long nowNs) {
    PairTrade trade = opened.trade;
    if (trade.fruitless()) {
      dust.leave(opened);
    }
    Phase before = trade.phase();
    while (sendNext(opened, nowNs)) {
      // Each leg may have one order to send.
    }
    if (trade.phase() != before) {
      changed(opened, before, nowNs);
    }
    if (trade.inTransit() && (!trade.inFlight() || trade.notBeforeNs() > nowNs)) {
      alarm(opened, nowNs);
      long due = Math.max(trade.notBeforeNs(), nowNs + config.execution().retryNs());
      out.accept(new Command.ScheduleTimer(Timers.trade(trade.id()), due));
    }
  }

  private void alarm(OpenTrade opened, long nowNs) {
    PairTrade trade = opened.trade;
    long since = trade.nakedSinceNs();
    boolean late = since != 0 && nowNs - since > NAKED_ALARM * config.execution().maxNakedNs();
    if (late && !opened.nakedTold) {
      tales.naked(trade, nowNs - since);
    }
    opened.nakedTold = late;
  }

  private boolean sendNext(OpenTrade opened, long nowNs) {
    PairTrade trade = opened.trade;
    OrderDraft draft = execution.next(trade, account, config.fees().get(trade.pair().id()), nowNs);
    return draft != null && send(opened, draft, nowNs);
  }

  private boolean send(OpenTrade opened, OrderDraft draft, long nowNs) {
    PairTrade trade = opened.trade;
    Venue venue = draft.instrument().venue();
    OrderIntent intent =
        new OrderIntent(
            ++orderSeq,
            trade.id(),
            trade.leg(venue).countOrder(),
            draft.purpose(),
            draft.instrument(),
            draft.side(),
            draft.quantityE8(),
            draft.limitPriceE8(),
            account.shrinks(draft.instrument(), draft.side(), draft.quantityE8()));
    long krwPerQuote = venue == Venue.UPBIT ? Fixed.ONE : books.fxMidE8(trade.pair());
    return switch (approver.approve(intent, opened.gate, controls.state(), krwPerQuote, nowNs)) {
      case Approval.Approved approved -> {
        trade.orderSent(intent);
        rate.sent(nowNs);
        orders.sent(approved.order(), draft.remedy(), nowNs);
        yield true;
      }
      case Approval.Refused refused -> {
        trade.pauseUntil(nowNs + config.execution().retryNs());
        counters.orderErrors++;
        tales.refused(intent, refused.reasons());
        yield false;
      }
    };
  }

  private void changed(OpenTrade opened, Phase before, long nowNs) {
    PairTrade trade = opened.trade;
    tales.moved(trade, before);
    switch (trade.phase()) {
      case HEDGED -> hedged(opened);
      case STUCK -> stuck(opened);
      case CLOSED, ABORTED -> ended(opened, nowNs);
      case UNWINDING -> {
        trips.unwound(nowNs);
        pause(trade.pair(), nowNs + config.pacing().afterFailureNs());
        tales.unwinding(trade);
      }
      case OPENING, COMPLETING, CLOSING, SWEEPING -> {}
    }
  }

  private void hedged(OpenTrade opened) {
    PairTrade trade = opened.trade;
    breaker.succeeded();
    if (opened.counted) {
      return;
    }
    opened.counted = true;
    counters.trades++;
    tales.opened(trade);
  }

  private void stuck(OpenTrade opened) {
    if (!opened.stuckTold) {
      opened.stuckTold = true;
      controls.halt("trade " + opened.trade.code() + " stuck");
      tales.stuck(opened.trade);
    }
  }

  private void ended(OpenTrade opened, long nowNs) {
    PairTrade trade = opened.trade;
    trades.ended(opened);
    if (trade.phase() == Phase.ABORTED) {
      dust.leave(opened);
      pause(trade.pair(), nowNs + config.pacing().afterEntryNs());
      tales.givenUp(trade);
      trades.settled(opened);
      return;
    }
    Attribution result = books.profits().end(opened, nowNs);
    long profit = result.totalE8();
    if (!trade.sweeps()) {
      trips.pairEnded(profit);
    }
    counters.tradesClosed += opened.counted ? 1 : 0;
    String reason = trade.exitReason().isEmpty() ? "unwound" : trade.exitReason();
    out.accept(new Command.RecordTrade(opened.record(result, nowNs, reason)));
    tales.closed(trade, profit, reason);
    trades.settled(opened);
  }

  /** A fill has been booked on a trade; one that had ended is open again. */
  void filled(OpenTrade opened, long nowNs) {
    opened.unhedged.update(nowNs, opened.trade.deltaE8());
    if (opened.booked != null) {
      books.profits().reopen(opened, nowNs);
    }
    trades.reopen(opened);
  }

  /** The order in flight of a trade has come to its end. */
  void orderEnded(OpenTrade opened, OrderTracker order, long nowNs) {
    opened.trade.orderEnded(order.intent());
    tales.orderEnded(order, nowNs);
    advance(opened, nowNs);
  }

  /** After a restart: asks for every order in flight, and goes on with trades that have none. */
  void resume(long nowNs) {
    orders.resume(nowNs);
    for (OpenTrade opened : List.copyOf(trades.open())) {
      if (opened.trade.inTransit()) {
        advance(opened, nowNs);
      }
    }
  }

  /** A venue has refused an order. */
  void technicalFailure(long nowNs, Pair pair) {
    breaker.failed(nowNs);
    pause(pair, nowNs + config.pacing().afterFailureNs());
  }

  /** A human lifts every stop; trades that were stuck are taken up again. */
  void lift(String reason, long nowNs) {
    controls.lift(reason);
    for (OpenTrade opened : List.copyOf(trades.open())) {
      if (opened.trade.phase() == Phase.STUCK) {
        opened.stuckTold = false;
        opened.trade.retry();
        advance(opened, nowNs);
      }
    }
  }

  /** What the operator and the limits allow. */
  Controls controls() {
    return controls;
  }

  void pause(Pair pair, long untilNs) {
    pauseUntilNs[pair.id()] = Math.max(pauseUntilNs[pair.id()], untilNs);
  }

  boolean paused(Pair pair, long nowNs) {
    return nowNs < pauseUntilNs[pair.id()];
  }

  /** Open trades, oldest first; not to be changed. */
  List<OpenTrade> open() {
    return trades.open();
  }

  OpenTrade trade(long tradeId) {
    return trades.get(tradeId);
  }

  boolean inTransit(Pair pair) {
    return trades.inTransit(pair);
  }

  OrderDesk orders() {
    return orders;
  }

  VenueLimits limits() {
    return market.limits();
  }

  OrderRate rate() {
    return rate;
  }

  Trips trips() {
    return trips;
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  long legTimeoutNs() {
    return config.execution().legTimeoutNs();
  }

  void save(StateOut out) {
    trades.save(out);
    orders.all().save(out);
    saveRest(out);
  }

  /** What the state hash is of. */
  void digest(StateOut out) {
    trades.digest(out);
    orders.all().digest(out);
    saveRest(out);
  }

  private void saveRest(StateOut out) {
    approver.save(out);
    rate.save(out);
    breaker.save(out);
    trips.save(out);
    dust.save(out);
    controls.save(out);
    out.putLongs(pauseUntilNs).putLong(orderSeq);
  }

  void load(StateIn in, List<String> clientOrderIds) {
    trades.load(in, config.pairs());
    orders.all().load(in, config.instruments(), clientOrderIds);
    approver.load(in);
    rate.load(in);
    breaker.load(in);
    trips.load(in);
    dust.load(in);
    controls.load(in);
    in.getLongs(pauseUntilNs, "number of pairs");
    orderSeq = in.getLong();
  }
}
