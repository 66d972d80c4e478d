package haetae.engine;

import static haetae.engine.MarketBench.MS;
import static haetae.engine.MarketBench.ONE;
import static haetae.engine.MarketBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.EntryCheck;
import haetae.risk.EntryRules;
import haetae.risk.Gate;
import haetae.risk.OrderApprover;
import haetae.risk.QuoteAges;
import haetae.risk.Refusal;
import haetae.risk.RefusalCode;
import haetae.risk.SafetyLimits;
import haetae.risk.SafetyValidator;
import haetae.risk.TradingState;
import haetae.strategy.SpreadRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every refusal code can be reached, and is in the guide. A new code needs a line here. */
class RefusalCodesTest {
  private static final long LOW = -20_000;
  private static final EngineConfig TWO = MarketBench.coins(2, InstrumentKind.PERPETUAL, 100_000);
  private static final Pair C0 = TWO.pairs().getFirst();

  @ParameterizedTest
  @EnumSource
  void shouldBeReached(RefusalCode code) {
    assertThat(refused(code)).contains(code);
  }

  @Test
  void shouldAllBeInTheGuide() throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "risk.md"));
    for (RefusalCode code : RefusalCode.values()) {
      assertThat(guide).contains("| `" + code + "` |");
    }
  }

  private static Set<RefusalCode> refused(RefusalCode code) {
    return switch (code) {
      case LOW_CONFIDENCE -> entered(with(new SpreadRule(500, 0, 200_000, 0, 2)), b -> {});
      case LOW_PROFIT -> lowProfit();
      case SLIPPAGE, LIQUIDITY -> thin();
      case QTY_ZERO -> crumbs();
      case MAX_ORDER_NOTIONAL -> checked(300_001 * ONE, 0);
      case DEPTH_SHARE -> checked(100_000 * ONE, 300_001);
      case MAX_EXPOSURE, FX_EXPOSURE, MAX_POSITIONS, ORDER_RATE -> entered(tight(), b -> {});
      case CAPITAL -> entered(Configs.capital(TWO, TestConfigs.capital(1)), b -> {});
      case NAKED_BUDGET -> naked();
      case DAILY_LOSS, DRAWDOWN -> losing(tight(0, 0, 1_000_000, 5, 60, 3));
      case LOSING_STREAK -> losingStreak();
      case UNWINDS -> unwound();
      case NO_FUNDS -> entered(TWO, b -> b.balance(Venue.UPBIT, Asset.KRW, 0));
      case NO_UPBIT_INVENTORY -> quoted(new MarketBench(TWO), 20_000);
      case STALE_UPBIT -> late(1_001, b -> b.binance(C0));
      case STALE_BINANCE -> late(501, b -> b.upbit(C0, LOW));
      case STALE_USDT -> late(3_001, b -> b.upbit(C0, LOW));
      case SKEW -> late(701, b -> b.binance(C0));
      case JUMP, PRICE_BAND -> jumped();
      case TOO_GOOD -> quoted(new MarketBench(TWO), -60_000);
      case FX_SANITY -> rate();
      case BREAKER_OPEN -> rejected();
      case UNKNOWN_ORDER -> unknown();
      case BAD_BOOK -> crossed();
      case LEDGER_BREAK -> ledgerBreak();
      case RESIDUAL_CAP -> residual();
      case CLOCK -> entered(TWO, b -> b.send(clock(b)));
      case VENUE_DOWN -> entered(TWO, b -> b.send(status(b, VenueStatus.DOWN)));
      case VENUE_HEALTH -> entered(TWO, b -> b.send(status(b, VenueStatus.DEGRADED)));
      case PREMIUM_GAP -> gap();
      case FUNDING -> entered(TWO, b -> b.send(funding(b)));
      case MARGIN -> entered(TWO, b -> b.send(margin(b)));
      case WALLET_SUSPENDED -> entered(TWO, b -> b.send(wallet(b)));
      case REDUCING -> entered(TWO, b -> operator(b, Event.OperatorCommand.Action.REDUCE));
      case HALTED -> entered(TWO, b -> operator(b, Event.OperatorCommand.Action.HALT));
      case PAUSED -> entered(TWO, b -> operator(b, Event.OperatorCommand.Action.PAUSE_ENTRIES));
      case OFF_GRID -> approved(100_000_001 * ONE, ONE / 10, ONE);
      case MIN_NOTIONAL -> approved(100_000_000 * ONE, 1_000, ONE);
      case HARD_CEILING -> approved(100_000_000 * ONE, 11 * ONE, ONE);
      case UNCHECKABLE -> approved(100_000_000 * ONE, ONE / 10, 0);
      case DUPLICATE_ORDER -> duplicate();
      case LIVE_GUARD -> entered(Configs.live(TWO), b -> {});
    };
  }

  private static Set<RefusalCode> of(MarketBench bench) {
    return bench.engine.snapshot().refusals().keySet().stream()
        .map(RefusalCode::valueOf)
        .collect(Collectors.toSet());
  }

  private static Set<RefusalCode> quoted(MarketBench bench, long premiumPpm) {
    for (int i = 0; i < 3; i++) {
      bench.quotes(premiumPpm);
    }
    return of(bench);
  }

  private static Set<RefusalCode> entered(EngineConfig config, Consumer<MarketBench> before) {
    MarketBench bench = new MarketBench(config);
    before.accept(bench);
    return quoted(bench, LOW);
  }

  private static EngineConfig with(SpreadRule rule) {
    return Configs.strategy(TWO, rule);
  }

  private static Set<RefusalCode> lowProfit() {
    return quoted(new MarketBench(with(new SpreadRule(0, 2_000, 100, 0, 2))), -6_200);
  }

  /** Ten small asks, half a percent apart. */
  private static Set<RefusalCode> thin() {
    MarketBench bench = new MarketBench(MarketBench.coins(2, InstrumentKind.PERPETUAL, 250_000));
    for (int i = 0; i < 3; i++) {
      bench.nowNs += 50 * MS;
      bench.fx();
      bench.binance(C0);
      bench.book(C0.upbit(), 101_400_000 * ONE, 500_000 * ONE, ONE / 1_000);
    }
    return of(bench);
  }

  /** Half a lot at a good price. */
  private static Set<RefusalCode> crumbs() {
    MarketBench bench = new MarketBench(TWO);
    bench.quotes(0);
    BookChanged book = new BookChanged().begin(C0.upbit().id(), bench.nowNs, 0);
    book.book().addBid(103_000_000 * ONE, ONE);
    book.book().addAsk(103_001_000 * ONE, ONE / 20_000);
    book.book().addAsk(105_600_000 * ONE, ONE);
    bench.send(book);
    return of(bench);
  }

  private static Set<RefusalCode> checked(long notional, long depthShare) {
    EntryCheck entry =
        new EntryCheck(
            notional,
            800_000,
            8_000,
            0,
            25_000_000 * ONE,
            depthShare,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            new QuoteAges(0, 0, 0, 0, 0),
            List.of());
    return new SafetyValidator(TestConfigs.safety())
        .check(entry).stream().map(Refusal::code).collect(Collectors.toSet());
  }

  private static EngineConfig tight() {
    return tight(150_000, 30_000, 0, 0, 3, 3);
  }

  private static EngineConfig tight(
      long lossKrw, long drawdownPpm, long exposureKrw, int positions, int orders, int failures) {
    SafetyLimits s = TestConfigs.safety();
    return Configs.safety(
        TWO,
        new SafetyLimits(
            s.minConfidencePpm(),
            s.minProfitPpm(),
            s.maxSlippagePpm(),
            s.maxPositionKrwE8(),
            lossKrw * ONE,
            drawdownPpm,
            s.minLiquidityKrwE8(),
            exposureKrw * ONE,
            exposureKrw * ONE,
            positions,
            s.maxAgeUpbitMs(),
            s.maxAgeBinanceMs(),
            s.maxAgeFxMs(),
            s.maxSkewMs(),
            s.maxClockOffsetMs(),
            s.maxSpreadPpm(),
            s.priceBandPpm(),
            s.depthSharePpm(),
            s.fxSanityPpm(),
            orders,
            failures,
            s.breakerCooldownNs()));
  }

  private static Set<RefusalCode> naked() {
    EngineConfig config = MarketBench.coins(6, InstrumentKind.PERPETUAL, 100_000);
    return quoted(new MarketBench(config), LOW);
  }

  /** A pair opens at a cost, so equity is below that of the first cycle. */
  private static Set<RefusalCode> losing(EngineConfig config) {
    MarketBench bench = new MarketBench(config);
    bench.quotes(0);
    bench.cycle(1);
    bench.trade(LOW, 8 * SECOND);
    bench.cycle(2);
    bench.send(
        new Event.OperatorCommand(bench.nowNs, Event.OperatorCommand.Action.RESUME, "go on"));
    bench.trade(LOW - 2_000, 2 * SECOND);
    bench.cycle(3);
    bench.trade(LOW, 2 * SECOND);
    return of(bench);
  }

  private static Set<RefusalCode> losingStreak() {
    MarketBench bench =
        new MarketBench(Configs.entry(TWO, new EntryRules(0, 20, 30_000, 10_000, 0, 8)));
    bench.trade(LOW, 2 * SECOND);
    bench.trade(LOW - 8_000, 2 * SECOND);
    bench.nowNs += 901 * SECOND;
    return quoted(bench, LOW);
  }

  /** The hedge is never filled, so the lead leg goes back. */
  private static Set<RefusalCode> unwound() {
    MarketBench bench =
        new MarketBench(Configs.entry(TWO, new EntryRules(9, 0, 30_000, 10_000, 0, 8)));
    bench.trade(LOW, SECOND, order -> order.purpose() == Purpose.HEDGE ? 0 : order.quantityE8());
    bench.trade(
        LOW, 40 * SECOND, order -> order.purpose() == Purpose.HEDGE ? 0 : order.quantityE8());
    return of(bench);
  }

  /** The opportunity is seen while entries are paused; then a book is missing for some time. */
  private static Set<RefusalCode> late(long ms, Consumer<MarketBench> last) {
    MarketBench bench = new MarketBench(TWO);
    operator(bench, Event.OperatorCommand.Action.PAUSE_ENTRIES);
    quoted(bench, LOW);
    operator(bench, Event.OperatorCommand.Action.RESUME_ENTRIES);
    bench.nowNs += ms * MS;
    last.accept(bench);
    return of(bench);
  }

  private static Set<RefusalCode> jumped() {
    MarketBench bench = new MarketBench(TWO);
    bench.trade(0, 3 * SECOND);
    return quoted(bench, -30_000);
  }

  private static Set<RefusalCode> rate() {
    MarketBench bench = new MarketBench(TWO);
    bench.trade(0, SECOND);
    for (int i = 0; i < 3; i++) {
      bench.nowNs += 50 * MS;
      bench.book(C0.fx(), 1_520 * ONE, ONE / 2, 1_000_000 * ONE);
      bench.upbit(C0, 0);
      bench.binance(C0);
    }
    return of(bench);
  }

  private static Set<RefusalCode> rejected() {
    MarketBench bench = new MarketBench(tight(150_000, 30_000, 1_000_000, 5, 60, 1));
    quoted(bench, LOW);
    OrderIntent entry = bench.orders().getFirst();
    bench.send(new Event.OrderRejected(bench.nowNs, entry.orderId(), "X", "refused"));
    bench.nowNs += 31 * SECOND;
    return quoted(bench, LOW);
  }

  private static Set<RefusalCode> unknown() {
    MarketBench bench = new MarketBench(TWO);
    quoted(bench, LOW);
    List<OrderIntent> entries = bench.orders(Purpose.ENTRY);
    bench.send(new Event.OrderOutcomeUnknown(bench.nowNs, entries.get(0).orderId(), "timeout"));
    bench.send(new Event.OrderEnded(bench.nowNs, entries.get(1).orderId(), 0));
    bench.nowNs += 2 * SECOND;
    return quoted(bench, LOW);
  }

  private static Set<RefusalCode> crossed() {
    MarketBench bench = new MarketBench(TWO);
    operator(bench, Event.OperatorCommand.Action.PAUSE_ENTRIES);
    quoted(bench, LOW);
    BookChanged book = new BookChanged().begin(C0.upbit().id(), bench.nowNs, 0);
    book.book().addBid(100_001_000 * ONE, ONE);
    book.book().addAsk(100_000_000 * ONE, ONE);
    bench.send(book);
    return of(bench);
  }

  private static Set<RefusalCode> ledgerBreak() {
    MarketBench bench = new MarketBench(TWO);
    for (int i = 0; i < 3; i++) {
      bench.nowNs += 10 * SECOND;
      bench.balance(Venue.UPBIT, Asset.KRW, 90_000_000 * ONE);
    }
    return quoted(bench, LOW);
  }

  /** Even no dust at all is above this cap; BooksTest shows it with dust. */
  private static Set<RefusalCode> residual() {
    EngineConfig.Sizing sizing = new EngineConfig.Sizing(100_000 * ONE, ONE / 100, -1, ONE);
    return entered(TestConfigs.of(TWO.instruments(), TWO.pairs(), sizing), b -> {});
  }

  /** One coin of three is two percent away. */
  private static Set<RefusalCode> gap() {
    MarketBench bench = new MarketBench(MarketBench.coins(3, InstrumentKind.PERPETUAL, 100_000));
    for (int i = 0; i < 3; i++) {
      bench.nowNs += 50 * MS;
      bench.fx();
      for (Pair pair : bench.config.pairs()) {
        bench.upbit(pair, pair.id() == 0 ? LOW : 0);
        bench.binance(pair);
      }
    }
    return of(bench);
  }

  private static Event funding(MarketBench bench) {
    long next = bench.nowNs / MS + 60_000;
    return new Event.FundingRateReported(bench.nowNs, C0.binance().id(), -ONE / 80, 8, next);
  }

  private static Event margin(MarketBench bench) {
    return new Event.MarginReported(bench.nowNs, C0.binance().id(), 500_000, 0);
  }

  private static Event clock(MarketBench bench) {
    return new Event.ClockOffsetMeasured(bench.nowNs, Venue.UPBIT, 251 * MS);
  }

  private static Event status(MarketBench bench, VenueStatus status) {
    return new Event.VenueStatusChanged(bench.nowNs, Venue.BINANCE, status, "maintenance");
  }

  private static Event wallet(MarketBench bench) {
    return new Event.WalletStatusChanged(
        bench.nowNs, Venue.BINANCE, C0.upbit().base(), false, true);
  }

  private static void operator(MarketBench bench, Event.OperatorCommand.Action action) {
    bench.send(new Event.OperatorCommand(bench.nowNs, action, "test"));
  }

  private static OrderIntent intent(long priceE8, long quantityE8) {
    return new OrderIntent(
        1, 1, 1, Purpose.ENTRY, C0.upbit(), Side.BUY, quantityE8, priceE8, false);
  }

  private static Set<RefusalCode> approved(long priceE8, long quantityE8, long krwPerQuoteE8) {
    return codes(
        new OrderApprover("t")
            .approve(
                intent(priceE8, quantityE8), Gate.PAPER, TradingState.NORMAL, krwPerQuoteE8, 0));
  }

  private static Set<RefusalCode> duplicate() {
    OrderApprover approver = new OrderApprover("t");
    OrderIntent intent = intent(100_000_000 * ONE, ONE / 10);
    approver.approve(intent, Gate.PAPER, TradingState.NORMAL, ONE, 0);
    return codes(approver.approve(intent, Gate.PAPER, TradingState.NORMAL, ONE, 0));
  }

  private static Set<RefusalCode> codes(OrderApprover.Approval approval) {
    return switch (approval) {
      case OrderApprover.Approval.Approved _ -> Set.of();
      case OrderApprover.Approval.Refused refused ->
          refused.reasons().stream().map(Refusal::code).collect(Collectors.toSet());
    };
  }
}
