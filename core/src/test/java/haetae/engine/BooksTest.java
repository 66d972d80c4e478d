package haetae.engine;

import static haetae.engine.EngineBench.MS;
import static haetae.engine.EngineBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Command.RecordEntry;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.LedgerEntry;
import haetae.portfolio.LedgerEntry.Kind;
import haetae.portfolio.SeoulDay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine's money: entries, funding, external flows, breaks, days and limits. */
class BooksTest {
  private static final Asset BTC = new Asset("BTC");

  private EngineBench bench = new EngineBench();
  private long cycles;

  private void balance(Venue venue, Asset asset, long e8) {
    bench.send(new Event.BalanceReported(bench.nowNs, venue, asset, e8, 0));
  }

  private void cycle() {
    bench.cycle(++cycles);
  }

  private List<LedgerEntry> entries() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Command command : bench.commands) {
      if (command instanceof RecordEntry record) {
        entries.add(record.entry());
      }
    }
    return entries;
  }

  private List<String> alerts() {
    List<String> texts = new ArrayList<>();
    for (Command command : bench.commands) {
      if (command instanceof Command.RaiseAlert alert) {
        texts.add(alert.kind() + " " + alert.severity() + " " + alert.text());
      }
    }
    return texts;
  }

  /** Opens a hedged pair; returns its hedge order. */
  private OrderIntent open() {
    OrderIntent entry = bench.entry();
    bench.fill(entry, entry.quantityE8());
    bench.end(entry, entry.quantityE8());
    OrderIntent hedge = bench.last();
    bench.fill(hedge, hedge.quantityE8());
    bench.end(hedge, hedge.quantityE8());
    return hedge;
  }

  @Test
  void shouldAskForAMissedFillAndHealByIt() {
    OrderIntent entry = bench.entry();
    long half = entry.quantityE8() / 2;
    bench.fill(entry, half);
    bench.end(entry, half);
    OrderIntent hedge = bench.last();
    bench.fill(hedge, half);
    bench.end(hedge, half);
    bench.pass(90 * SECOND);
    long asked = bench.queries();
    balance(Venue.UPBIT, BTC, bench.engine.ledgerE8(Venue.UPBIT, BTC) + half);
    cycle();

    assertThat(alerts()).anyMatch(a -> a.contains("Ledger differs from venue: UPBIT BTC"));
    assertThat(bench.queries()).isEqualTo(asked + 1);
    assertThat(bench.commands)
        .anyMatch(c -> c instanceof Command.QueryOrder q && q.orderId() == entry.orderId());
    bench.fill(entry, half);

    assertThat(bench.last().purpose()).as("the late fill is hedged").isEqualTo(Purpose.HEDGE);
    balance(Venue.UPBIT, BTC, bench.engine.ledgerE8(Venue.UPBIT, BTC));
    cycle();
    assertThat(bench.engine.differences()).isEmpty();
    assertThat(bench.queries()).as("nothing is asked for any more").isEqualTo(asked + 1);
  }

  @Test
  void shouldLeaveAVenueRoomToExplainADifference() {
    open();
    bench.pass(90 * SECOND);
    balance(Venue.UPBIT, BTC, bench.engine.ledgerE8(Venue.UPBIT, BTC) + Fixed.ONE);
    long asked = bench.queries();
    for (int half = 0; half < 60; half++) {
      cycle();
      bench.pass(SECOND / 2);
    }

    assertThat(bench.queries() - asked).as("one order, asked for every ten seconds").isEqualTo(3);
  }

  @Test
  void shouldRecordEachPostingOfAFillWithItsWorth() {
    OrderIntent hedge = open();

    List<LedgerEntry> own = entries().stream().filter(e -> e.orderId() != 0).toList();
    assertThat(own)
        .extracting(LedgerEntry::kind)
        .containsExactly(Kind.COIN, Kind.FUNDS, Kind.POSITION);
    assertThat(own.get(0).asset()).isEqualTo(BTC);
    assertThat(own.get(0).krwE8()).isEqualTo(own.get(1).amountE8());
    assertThat(own.get(2).asset()).isEqualTo(new Asset("BTCUSDT"));
    assertThat(own.get(2).tradeId()).isEqualTo(hedge.tradeId());
    assertThat(own).extracting(LedgerEntry::key).doesNotHaveDuplicates();
  }

  @Test
  void shouldGiveFundingToTheTradeThatHoldsThePerpetualOnce() {
    OrderIntent hedge = open();
    long mark = 77_000 * Fixed.ONE;
    Event settled =
        new Event.FundingSettled(bench.nowNs, 1, 28_800_000, 10_000, mark, Event.NOT_TOLD);

    bench.send(settled);
    bench.send(settled);

    List<LedgerEntry> funding = entries().stream().filter(e -> e.kind() == Kind.FUNDING).toList();
    assertThat(funding).hasSize(1);
    assertThat(funding.get(0).tradeId()).isEqualTo(hedge.tradeId());
    assertThat(funding.get(0).to()).isEqualTo(LedgerEntry.Account.WALLET);
    assertThat(funding.get(0).amountE8()).isEqualTo(hedge.quantityE8() * 77 / 10);
    assertThat(bench.engine.snapshot().fundingKrwE8()).isEqualTo(funding.get(0).krwE8());
  }

  @Test
  void shouldTakeTheVenuesOwnFundingAmount() {
    open();
    bench.send(new Event.FundingSettled(bench.nowNs, 1, 28_800_000, 10_000, 1, -12_345));

    assertThat(bench.engine.ledgerE8(Venue.BINANCE, Asset.USDT))
        .isEqualTo(10_000 * Fixed.ONE - 12_345);
  }

  @Test
  void shouldBlockEntriesAndNameAnUnexplainedDifference() {
    bench.quotes();
    bench.pass(60 * SECOND);
    balance(Venue.UPBIT, Asset.KRW, 9_000_000 * Fixed.ONE);
    for (int i = 0; i < 20; i++) {
      bench.quotes();
    }

    assertThat(alerts())
        .containsExactly(
            "ERROR ERROR Ledger differs from venue: UPBIT KRW ledger=10000000 venue=9000000"
                + " gap=-1000000");
    assertThat(bench.orders()).isEmpty();
    assertThat(bench.engine.snapshot().refusals()).containsKey("LEDGER_BREAK");
    assertThat(bench.engine.snapshot().ledgerBreaks()).isEqualTo(1);
  }

  @Test
  void shouldLiftABreakWhenTheFlowIsReported() {
    bench.quotes();
    cycle();
    bench.pass(60 * SECOND);
    balance(Venue.UPBIT, Asset.KRW, 9_000_000 * Fixed.ONE);
    Event flow =
        new Event.ExternalFlowReported(
            bench.nowNs, Venue.UPBIT, Asset.KRW, -1_000_000 * Fixed.ONE, "w-1");
    bench.send(flow);
    bench.send(flow);
    cycle();

    assertThat(bench.engine.ledgerE8(Venue.UPBIT, Asset.KRW)).isEqualTo(9_000_000 * Fixed.ONE);
    assertThat(alerts().getLast()).contains("External flow booked: UPBIT KRW -1000000 (w-1)");
    assertThat(bench.engine.snapshot().dailyKrwE8()).isZero();
    bench.entry();
  }

  @Test
  void shouldTakeOverADifferenceWhenTheOperatorResumes() {
    bench.quotes();
    bench.pass(60 * SECOND);
    balance(Venue.BINANCE, Asset.USDT, 10_500 * Fixed.ONE);
    bench.send(new Event.PositionReported(bench.nowNs, 1, -Fixed.ONE));
    assertThat(alerts()).hasSize(2);

    bench.send(new Event.OperatorCommand(bench.nowNs, Action.RESUME, "seen"));

    assertThat(bench.engine.ledgerE8(Venue.BINANCE, Asset.USDT)).isEqualTo(10_500 * Fixed.ONE);
    bench.pass(60 * SECOND);
    bench.send(new Event.PositionReported(bench.nowNs, 1, -Fixed.ONE));
    assertThat(alerts()).hasSize(4);
    bench.entry();
  }

  @Test
  void shouldSeeADifferenceOfOneUnitWhileAPerpetualIsOpen() {
    open();
    bench.pass(60 * SECOND);
    balance(Venue.BINANCE, Asset.USDT, 10_000 * Fixed.ONE - 10);

    assertThat(alerts().getLast()).contains("BINANCE USDT").contains("gap=-0.0000001");
  }

  @Test
  void shouldTakeTheProfitThatTheVenueSaysAFillHasRealized() {
    OrderIntent hedge = open();
    bench.pass(SECOND);
    bench.quotes();
    bench.commands.clear();
    bench.send(new Event.OperatorCommand(bench.nowNs, Action.FLATTEN, "out"));
    OrderIntent exit = bench.last();
    bench.fill(exit, exit.quantityE8());
    bench.end(exit, exit.quantityE8());
    OrderIntent cover = bench.last();
    bench.send(
        new Event.OrderFilled(
            bench.nowNs,
            cover.orderId(),
            "v1",
            hedge.limitPriceE8(),
            cover.quantityE8(),
            0,
            Asset.USDT,
            777));

    assertThat(bench.engine.ledgerE8(Venue.BINANCE, Asset.USDT))
        .isEqualTo(10_000 * Fixed.ONE + 777);
  }

  @Test
  void shouldTellOnceWhenTheFeeAssetChanges() {
    bench.send(new Event.AssetPriced(bench.nowNs, Asset.BNB, 850 * Fixed.ONE));
    OrderIntent entry = bench.entry();
    bench.fill(entry, entry.quantityE8());
    bench.end(entry, entry.quantityE8());
    OrderIntent hedge = bench.last();
    feeFill(hedge, "a", Asset.BNB);
    feeFill(hedge, "b", Asset.USDT);
    feeFill(hedge, "c", Asset.USDT);

    assertThat(alerts().stream().filter(a -> a.contains("Fee asset")).toList())
        .containsExactly(
            "ERROR WARNING Fee asset changed: BINANCE:BTCUSDT SELL BNB -> USDT: is BNB used up?");
    LedgerEntry fee =
        entries().stream().filter(e -> e.kind() == Kind.FEE).findFirst().orElseThrow();
    assertThat(fee.asset()).isEqualTo(Asset.BNB);
    assertThat(fee.rateE8()).isEqualTo(850 * 1_370_50_000_000L);
  }

  private void feeFill(OrderIntent order, String id, Asset feeAsset) {
    bench.send(
        new Event.OrderFilled(
            bench.nowNs,
            order.orderId(),
            id,
            order.limitPriceE8(),
            Fixed.ONE / 10_000,
            1_000,
            feeAsset));
  }

  @Test
  void shouldEndTheDayAtSeoulMidnightAndTellIt() {
    open();
    cycle();
    long day = SeoulDay.of(bench.nowNs);
    bench.pass(24 * 3_600 * SECOND);
    cycle();
    bench.pass(MS);
    bench.send(new Event.OperatorCommand(bench.nowNs, Action.REPORT_DAY, "stop"));

    List<DailyPnl> days = new ArrayList<>();
    for (Command command : bench.commands) {
      if (command instanceof Command.RecordDay record) {
        days.add(record.day());
      }
    }
    assertThat(days).extracting(DailyPnl::day).containsExactly(day, day + 1);
    assertThat(days.get(0).unrealizedE8())
        .isEqualTo(bench.engine.snapshot().unrealizedKrwE8())
        .isNotZero();
    assertThat(bench.engine.days()).isEqualTo(days);
  }

  @Test
  void shouldAlertOnceADayWhenTheDailyLossIsHit() {
    bench.quotes();
    cycle();
    quoteFx(1_233);
    cycle();
    quoteFx(1_232);
    cycle();

    assertThat(alerts().stream().filter(a -> a.startsWith("LOSS_LIMIT ERROR")).toList())
        .containsExactly("LOSS_LIMIT ERROR Daily loss limit hit: 1370000₩ >= 150000₩");
    assertThat(bench.engine.snapshot().walletFxKrwE8()).isEqualTo(-1_380_000 * Fixed.ONE);
  }

  private void quoteFx(long bid) {
    bench.pass(SECOND);
    BookChanged book = new BookChanged().begin(2, bench.nowNs, 0);
    book.book().addBid(bid * Fixed.ONE, 1_000 * Fixed.ONE);
    book.book().addAsk((bid + 1) * Fixed.ONE, 1_000 * Fixed.ONE);
    bench.send(book);
  }

  @Test
  void shouldKeepTradingAndFxApartAndAddUp() {
    open();
    quoteFx(1_300);
    EngineSnapshot now = bench.engine.snapshot();

    assertThat(now.fxKrwE8()).isNegative();
    assertThat(now.tradingKrwE8() + now.fxKrwE8()).isEqualTo(now.pnlKrwE8() + now.walletFxKrwE8());
  }

  /** An entry fills 0.00002 BTC, too little to hedge or sell: 2,080 KRW at the bid. */
  private void leaveDust() {
    OrderIntent entry = bench.entry();
    bench.fill(entry, 2_000);
    bench.end(entry, 2_000);
  }

  @Test
  void shouldKeepDustAndItsWorth() {
    leaveDust();

    EngineSnapshot now = bench.engine.snapshot();
    assertThat(now.tradesInTransit()).isZero();
    assertThat(now.residualKrwE8()).isEqualTo(2_080 * Fixed.ONE);
    assertThat(bench.engine.ledgerE8(Venue.UPBIT, BTC)).isEqualTo(2_000);
    assertThat(now.unrealizedKrwE8()).isZero();
  }

  @Test
  void shouldRecordWhereTheProfitOfATradeCameFrom() {
    leaveDust();

    TradeRecord record = null;
    for (Command command : bench.commands) {
      record = command instanceof Command.RecordTrade r ? r.trade() : record;
    }
    assertThat(record).isNotNull();
    assertThat(record.attribution().totalE8())
        .isEqualTo(record.pnlKrwE8())
        .isEqualTo(bench.engine.snapshot().realizedKrwE8());
    assertThat(record.attribution().slippageE8()).isPositive();
  }

  @Test
  void shouldRefuseEntriesWhileDustIsAboveItsCap() {
    EngineConfig roomy = TestConfigs.config(250_000);
    EngineConfig.Sizing sizing =
        new EngineConfig.Sizing(
            250_000 * Fixed.ONE, Fixed.ONE / 100, 2_079 * Fixed.ONE, 10_000 * Fixed.ONE);
    bench = new EngineBench(TestConfigs.of(roomy.instruments(), roomy.pairs(), sizing));
    leaveDust();
    bench.pass(60 * SECOND);
    int before = bench.orders().size();
    for (int i = 0; i < 20; i++) {
      bench.quotes();
    }

    assertThat(bench.orders()).hasSize(before);
    assertThat(bench.engine.snapshot().refusals()).containsKey("RESIDUAL_CAP");
  }
}
