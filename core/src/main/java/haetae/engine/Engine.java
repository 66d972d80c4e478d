package haetae.engine;

import static java.util.Objects.requireNonNull;

import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.market.Asset;
import haetae.market.BookFault;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.PerpetualPosition;
import haetae.portfolio.Reconciliation.Finding;
import haetae.risk.GuardFacts;
import haetae.risk.GuardStatus;
import haetae.risk.LiveGuard;
import haetae.risk.LossLimits;
import haetae.risk.TradingState;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.List;

/**
 * The deterministic engine: one entry point for everything that happens. It has no clock, no
 * randomness, no input or output; the same events give the same commands and the same {@link
 * #stateHash}.
 *
 * <p>Threads: one; whoever calls {@link #onEvent} also calls {@link #snapshot}.
 */
public final class Engine implements EventHandler {
  private static final long NS_PER_MS = 1_000_000;
  private static final long MAX_HEDGE_AGE_NS = 10_000_000_000L;

  /** Passes commands on to the sink of the event being applied. */
  private static final class Outlet implements CommandSink {
    private CommandSink target = command -> {};

    @Override
    public void accept(Command command) {
      target.accept(command);
    }
  }

  private final EngineConfig config;
  private final Outlet out = new Outlet();
  private final Counters counters = new Counters();
  private final Story story = new Story(out);
  private final MarketState market;
  private final Books books;
  private final Desk desk;
  private final Scanner scanner;
  private final ExitScanner exits;
  private final RiskWatch watch;
  private final MarginWatch margin;
  private final LiveGuard liveGuard;
  private final EngineViews views;
  private final OperatorViews operatorViews;
  private final StateOut scratch = new StateOut();
  private final Route[][] routesByInstrument;
  private final Batch batch;
  private GuardFacts facts = GuardFacts.none();
  private GuardStatus guard = GuardStatus.unknown();
  private long cycle;
  private long rejectionsAtCycle;
  private long recentRejections;
  private long lastNs = Long.MIN_VALUE;

  /** An engine that has seen nothing yet. */
  public Engine(EngineConfig config) {
    this.config = requireNonNull(config, "config");
    this.market =
        new MarketState(
            config.instruments(),
            config.safety().maxSpreadPpm(),
            Math.max(MAX_HEDGE_AGE_NS, 10 * config.safety().maxAgeUpbitMs() * NS_PER_MS));
    this.books =
        new Books(
            config, market, new LossLimits(config.safety().maxDrawdownPpm()), counters, story);
    this.desk = new Desk(config, market, books, counters, out);
    this.margin = new MarginWatch(config, market, desk, story);
    this.scanner = new Scanner(config, market, desk, books, margin, counters, story);
    Route[] routes = scanner.routes();
    GapWatch gaps = scanner.gaps();
    this.exits = new ExitScanner(config, market, desk, books, counters, story, routes, gaps);
    this.watch = new RiskWatch(config, market, desk, books, routes, gaps, story);
    this.liveGuard = new LiveGuard(config.guard());
    this.views = new EngineViews(config, market, books, desk, scanner.validator(), counters);
    this.operatorViews = new OperatorViews(config, market, books, desk, scanner);
    this.routesByInstrument = index();
    this.batch = new Batch(config.instruments().size());
  }

  private Route[][] index() {
    Route[][] index = new Route[config.instruments().size()][];
    for (Instrument instrument : config.instruments()) {
      List<Route> routes = new ArrayList<>();
      for (Pair pair : config.pairs()) {
        if (pair.uses(instrument)) {
          routes.add(scanner.route(pair));
        }
      }
      index[instrument.id()] = routes.toArray(new Route[0]);
    }
    return index;
  }

  @Override
  public void onEvent(Event event, CommandSink commands) {
    out.target = commands;
    counters.events++;
    if (event.timeNs() < lastNs) {
      throw new IllegalArgumentException("event time went back: " + event);
    }
    lastNs = event.timeNs();
    if (books.profits().rolls(lastNs)) {
      books.profits().roll(desk.open(), lastNs);
    }
    switch (event) {
      case BookChanged e -> book(e);
      case Event.OrderFilled e -> desk.orders().filled(e);
      case Event.OrderAccepted e -> desk.orders().accepted(e);
      case Event.OrderEnded e -> desk.orders().ended(e);
      case Event.OrderRejected e -> desk.orders().rejected(e);
      case Event.OrderOutcomeUnknown e ->
          desk.orders().outcomeUnknown(e.orderId(), e.reason(), e.timeNs());
      case Event.OrderStatusReported e -> desk.orders().status(e);
      case Event.BalanceReported e -> books.check().balance(e, quiet(e.venue()));
      case Event.PositionReported e -> position(e);
      case Event.ExternalFlowReported e -> books.check().external(e, quiet(e.venue()));
      case Event.AssetPriced e -> books.rates().priced(e);
      case Event.VenueStatusChanged e -> venue(e);
      case Event.ClockOffsetMeasured e -> market.clockOffset(e.venue(), e.offsetNs());
      case Event.FundingSettled e -> funding(e);
      case Event.FundingRateReported e -> fundingRate(e);
      case Event.WalletStatusChanged e -> watch.wallet(e);
      case Event.MarginReported e -> margin.reported(e);
      case Event.TimerFired e -> timer(e);
      case Event.CycleStarted e -> cycle(e);
      case Event.GuardReported e -> guard(e);
      case Event.OperatorCommand e -> operator(e);
      case Event.Restarted e -> restarted(e.timeNs());
      case Event.TradePrinted _ -> {}
    }
  }

  private void book(BookChanged e) {
    market.update(e);
    if (!e.more() && batch.size() == 0) {
      decide(e.instrumentId(), e.timeNs());
      return;
    }
    batch.add(e.instrumentId());
    if (!e.more()) {
      for (int i = 0; i < batch.size(); i++) {
        decide(batch.instrumentId(i), e.timeNs());
      }
      batch.clear();
    }
  }

  private void decide(int instrumentId, long nowNs) {
    BookFault fault = market.fault(instrumentId);
    for (Route route : routesByInstrument[instrumentId]) {
      if (fault == BookFault.NONE || fault == BookFault.WIDE_SPREAD) {
        exits.scan(route, nowNs);
        margin.act(route.pair.binance().id(), nowNs);
      }
      scanner.scan(route, instrumentId, nowNs);
    }
  }

  private void venue(Event.VenueStatusChanged e) {
    market.venueStatus(e.venue(), e.status());
    Severity severity = e.status() == VenueStatus.UP ? Severity.INFO : Severity.WARNING;
    String why = e.reason().isEmpty() ? "" : ": " + e.reason();
    story.tell(Component.EXECUTION, severity, 0, "[VENUE] " + e.venue() + " " + e.status() + why);
  }

  private boolean quiet(Venue venue) {
    return desk.orders().all().quiet(venue);
  }

  private void position(Event.PositionReported e) {
    Instrument instrument = config.instruments().get(e.instrumentId());
    books.check().position(e, instrument, quiet(instrument.venue()));
  }

  private void funding(Event.FundingSettled e) {
    Instrument instrument = config.instruments().get(e.instrumentId());
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      books.funding(e, instrument, desk.open());
      for (Route route : routesByInstrument[e.instrumentId()]) {
        route.funding.settled(e.settledMs(), e.rateE8());
      }
    }
  }

  private void fundingRate(Event.FundingRateReported e) {
    for (Route route : routesByInstrument[e.instrumentId()]) {
      if (route.pair.binance().id() == e.instrumentId()) {
        route.funding.expected(e);
      }
    }
  }

  private void timer(Event.TimerFired e) {
    long subject = Timers.subject(e.timerId());
    if (!Timers.isTrade(e.timerId())) {
      desk.orders().timer(subject, e.timeNs());
      return;
    }
    OpenTrade opened = desk.trade(subject);
    if (opened.trade.inTransit()) {
      desk.advance(opened, e.timeNs());
    }
  }

  private void cycle(Event.CycleStarted e) {
    long rejections = scanner.validator().rejections();
    recentRejections = rejections - rejectionsAtCycle;
    rejectionsAtCycle = rejections;
    cycle = e.cycle();
    judge();
    checkBooks(e.timeNs());
    books.equity().mark(books.profits().totals(desk.open()).profitE8(), e.timeNs());
    watch.cycle(e.timeNs());
    exits.rebalance(e.timeNs());
    desk.sweep(e.timeNs());
  }

  private void checkBooks(long nowNs) {
    books.check().recheck(desk.orders().all()::quiet, nowNs);
    desk.orders().askAgain(books.check()::broken, nowNs);
    List<Asset> broken = books.ledger().unbalanced();
    if (!broken.isEmpty()) {
      desk.controls().halt("ledger accounts do not sum to zero: " + broken);
    }
  }

  /** Facts may change between two cycles: the very next order must know. */
  private void guard(Event.GuardReported e) {
    facts = e.facts();
    judge();
  }

  private void judge() {
    long index = Math.max(0, cycle - 1);
    guard = liveGuard.evaluate(facts, config.mode(), index, recentRejections);
    scanner.guard(guard);
  }

  private void restarted(long nowNs) {
    market.distrust();
    desk.resume(nowNs);
  }

  private void operator(Event.OperatorCommand e) {
    switch (e.action()) {
      case REDUCE -> desk.controls().state(TradingState.REDUCING, e.reason());
      case HALT -> {
        desk.controls().halt(e.reason());
        desk.orders().cancelAll();
      }
      case RESUME -> {
        books.equity().resumed();
        books.check().adopt(desk.orders().all()::quiet, e.timeNs());
        desk.trips().reset();
        desk.lift(e.reason(), e.timeNs());
      }
      case FLATTEN -> {
        desk.controls().state(TradingState.REDUCING, e.reason());
        desk.controls().flatten();
        exits.flatten(e.timeNs());
      }
      case PAUSE_ENTRIES -> desk.controls().pauseEntries(e.reason());
      case RESUME_ENTRIES -> desk.controls().pauseEntries("");
      case REPORT_DAY -> books.profits().reportDay(desk.open(), e.timeNs());
    }
  }

  /** A picture of the state after the last event. */
  public EngineSnapshot snapshot() {
    return views.snapshot(lastNs, cycle, guard);
  }

  /** What the operator's desk shows, after the last event; a few microseconds a pair. */
  public OperatorView view() {
    return operatorViews.of(snapshot(), positions());
  }

  /** Balance that the ledger expects at a venue, in E8 of the asset. */
  public long ledgerE8(Venue venue, Asset asset) {
    return books.ledger().walletE8(venue, asset);
  }

  /** A copy of what the ledger holds of a perpetual. */
  public PerpetualPosition perpetual(Instrument instrument) {
    return books.ledger().perpetual(instrument).copy();
  }

  /** Orders that were sent and are not settled, oldest first. */
  public List<OrderView> ordersInFlight() {
    return desk.orders().all().views();
  }

  /** What differs between the ledger and the venues' last reports, beyond what timing explains. */
  public List<Finding> differences() {
    return books.check().broken();
  }

  /** Signed dust of an instrument that ended trades have left and no trade has taken over. */
  public long dustE8(Instrument instrument) {
    return books.profits().residuals().netE8(instrument);
  }

  /** Profit by Asia/Seoul day, oldest first, the running day last. */
  public List<DailyPnl> days() {
    return books.profits().days(desk.open(), Math.max(0, lastNs));
  }

  /** What each open trade holds, oldest first. */
  public List<PositionView> positions() {
    return views.positions();
  }

  /**
   * Hash of the state, for comparing runs: of all that {@link #save} writes except what is not a
   * matter of the run: the last reported conditions for live trading, and client order ids, which
   * begin with the session. Of trades, orders and postings that are over it takes a running hash,
   * so it takes no longer the more there are.
   */
  public long stateHash() {
    begin(scratch.clear());
    books.digest(scratch);
    desk.digest(scratch);
    end(scratch);
    return scratch.hash();
  }

  /** Writes the whole state, to go on from with {@link #load}. Changes nothing. */
  public void save(StateOut out) {
    EngineState.begin(config, out);
    facts.save(out);
    desk.orders().all().saveIds(out);
    begin(out);
    books.save(out);
    desk.save(out);
    end(out);
  }

  private void begin(StateOut out) {
    out.putLong(lastNs).putLong(cycle).putLong(rejectionsAtCycle).putLong(recentRejections);
    batch.save(out);
    guard.save(out);
    counters.save(out);
    market.save(out);
  }

  private void end(StateOut out) {
    scanner.save(out);
    watch.save(out);
    margin.save(out);
  }

  /**
   * An engine in the state that another one has saved: given the same events, it decides the same.
   *
   * @param config as that of the other; limits may have changed, what is traded may not
   * @param in what {@link #save} has written, and nothing after it
   * @throws StateException if the bytes are cut short, damaged, of another version or of another
   *     configuration
   */
  public static Engine load(EngineConfig config, StateIn in) {
    Engine engine = new Engine(config);
    try {
      EngineState.check(config, in);
      engine.read(in);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new StateException("saved state is damaged: " + e.getMessage(), e);
    }
    if (!in.exhausted()) {
      throw new StateException("saved state is followed by something else");
    }
    return engine;
  }

  private void read(StateIn in) {
    facts = GuardFacts.load(in);
    List<String> clientOrderIds = SentOrders.loadIds(in);
    lastNs = in.getLong();
    cycle = in.getLong();
    rejectionsAtCycle = in.getLong();
    recentRejections = in.getLong();
    batch.load(in);
    guard = GuardStatus.load(in);
    counters.load(in);
    market.load(in);
    books.load(in);
    desk.load(in, clientOrderIds);
    scanner.load(in);
    scanner.guard(guard);
    watch.load(in);
    margin.load(in);
  }
}
