package haetae.engine;

import static haetae.engine.EngineBench.MS;
import static haetae.engine.EngineBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import haetae.risk.Gate;
import haetae.risk.TradingState;
import org.junit.jupiter.api.Test;

/** What the engine believes of an order is what the venue has reported, and nothing else. */
class OrderDeskTest {
  private final EngineBench bench = new EngineBench();

  @Test
  void shouldNotTakeAnOrderForFilledBeforeTheVenueSaysSo() {
    OrderIntent entry = bench.entry();
    bench.send(new Event.OrderAccepted(bench.nowNs, entry.orderId(), "v1"));

    assertThat(bench.engine.snapshot().trades()).isZero();
    assertThat(bench.engine.snapshot().exposureKrwE8()).isZero();
    assertThat(bench.engine.snapshot().ordersInFlight()).isEqualTo(1);
    assertThat(bench.orders()).hasSize(1);
  }

  @Test
  void shouldHedgeWhatWasFilledAndNotWhatWasAsked() {
    OrderIntent entry = bench.entry();
    bench.fill(entry, entry.quantityE8() / 2);
    bench.end(entry, entry.quantityE8() / 2);

    assertThat(bench.last().purpose()).isEqualTo(Purpose.HEDGE);
    assertThat(bench.last().instrument().venue()).isEqualTo(Venue.BINANCE);
    assertThat(bench.last().quantityE8()).isEqualTo(entry.quantityE8() / 2);
  }

  @Test
  void shouldBookADuplicateFillOnce() {
    OrderIntent entry = bench.entry();
    Event.OrderFilled fill = bench.fill(entry, entry.quantityE8() / 2);
    bench.send(fill);
    bench.end(entry, entry.quantityE8() / 2);

    assertThat(bench.last().quantityE8()).isEqualTo(entry.quantityE8() / 2);
  }

  @Test
  void shouldWaitForFillsThatTheEndHasCounted() {
    OrderIntent entry = bench.entry();
    bench.end(entry, entry.quantityE8());
    assertThat(bench.orders()).hasSize(1);

    bench.fill(entry, entry.quantityE8());

    assertThat(bench.last().purpose()).isEqualTo(Purpose.HEDGE);
    assertThat(bench.last().quantityE8()).isEqualTo(entry.quantityE8());
  }

  @Test
  void shouldAskRatherThanSendAgainWhenNoAnswerComes() {
    OrderIntent entry = bench.entry();
    bench.pass(3 * SECOND);
    bench.timer(entry);

    assertThat(bench.queries()).isEqualTo(1);
    assertThat(bench.orders()).hasSize(1);
    assertThat(bench.engine.snapshot().ordersInFlight()).isEqualTo(1);
  }

  @Test
  void shouldEnterNothingElseWhileAnOutcomeIsUnknown() {
    OrderIntent entry = bench.entry();
    bench.send(new Event.OrderOutcomeUnknown(bench.nowNs, entry.orderId(), "timeout"));

    for (int i = 0; i < 400; i++) {
      bench.quotes();
    }

    assertThat(bench.orders()).hasSize(1);
  }

  @Test
  void shouldAdoptWhatAQueryFinds() {
    OrderIntent entry = bench.entry();
    bench.send(new Event.OrderOutcomeUnknown(bench.nowNs, entry.orderId(), "timeout"));
    bench.pass(100 * MS);

    bench.fill(entry, entry.quantityE8() / 2);
    bench.send(
        new Event.OrderStatusReported(
            bench.nowNs, entry.orderId(), true, false, entry.quantityE8() / 2));

    assertThat(bench.last().purpose()).isEqualTo(Purpose.HEDGE);
    assertThat(bench.last().quantityE8()).isEqualTo(entry.quantityE8() / 2);
  }

  @Test
  void shouldNotDeclareNotPlacedByAQueryThatWasSentTooEarly() {
    OrderIntent entry = bench.entry();
    bench.pass(3 * SECOND);
    bench.timer(entry);
    bench.pass(2_500 * MS);

    bench.notFound(entry);

    assertThat(bench.engine.snapshot().ordersInFlight()).isEqualTo(1);
  }

  @Test
  void shouldDeclareNotPlacedByAQueryAfterTheGrace() {
    OrderIntent entry = bench.entry();
    bench.pass(3 * SECOND);
    bench.timer(entry);
    bench.pass(100 * MS);
    bench.notFound(entry);
    bench.pass(2 * SECOND);
    bench.timer(entry);
    bench.pass(100 * MS);

    bench.notFound(entry);

    assertThat(bench.engine.snapshot().ordersInFlight()).isZero();
    assertThat(bench.engine.snapshot().tradesInTransit()).isZero();
    assertThat(bench.orders()).hasSize(1);
  }

  @Test
  void shouldHedgeAFillOfAnOrderThatWasDeclaredNotPlaced() {
    OrderIntent entry = bench.entry();
    bench.pass(6 * SECOND);
    bench.timer(entry);
    bench.pass(100 * MS);
    bench.notFound(entry);
    bench.quotes();

    bench.fill(entry, entry.quantityE8());

    OrderIntent hedge =
        bench.orders().stream()
            .map(ApprovedOrder::intent)
            .filter(o -> o.purpose() == Purpose.HEDGE && o.tradeId() == entry.tradeId())
            .findFirst()
            .orElseThrow();
    assertThat(hedge.quantityE8()).isEqualTo(entry.quantityE8());
  }

  @Test
  void shouldHaltWhenAReportIsNotAboutAnOrderOfOurs() {
    bench.send(new Event.OrderEnded(bench.nowNs, 999, 0));

    assertThat(bench.engine.snapshot().tradingState()).isEqualTo(TradingState.HALTED);
  }

  @Test
  void shouldOpenTheBreakerAfterThreeRefusals() {
    for (int i = 0; i < 3; i++) {
      OrderIntent entry = bench.entry();
      bench.send(new Event.OrderRejected(bench.nowNs, entry.orderId(), "X", "no"));
      bench.pass(31 * SECOND);
    }
    int before = bench.orders().size();

    for (int i = 0; i < 200; i++) {
      bench.quotes();
    }

    assertThat(bench.orders()).hasSize(before);
    assertThat(bench.engine.snapshot().refusals()).containsKey("BREAKER_OPEN");
  }

  @Test
  void shouldSendToThePaperVenueUnlessTheGuardAllows() {
    bench.entry();

    assertThat(bench.orders().getLast().gate()).isEqualTo(Gate.PAPER);
  }

  @Test
  void shouldNeverSendLiveFromAPaperEngineWhateverTheGuardSays() {
    bench.guard(true);
    bench.cycle(10);

    bench.entry();

    assertThat(bench.orders().getLast().gate()).isEqualTo(Gate.PAPER);
  }

  @Test
  void shouldAskForEveryOrderInFlightAfterARestart() {
    OrderIntent entry = bench.entry();

    bench.send(new Event.Restarted(bench.nowNs));

    assertThat(bench.queries()).isEqualTo(1);
    assertThat(bench.orders()).hasSize(1);
    assertThat(bench.commands.getLast())
        .isEqualTo(
            new Command.ScheduleTimer(Timers.order(entry.orderId()), bench.nowNs + 200 * MS));
  }

  @Test
  void shouldGoOnWithAHalfDoneTradeAfterARestart() {
    OrderIntent entry = bench.entry();
    bench.send(new Event.VenueStatusChanged(bench.nowNs, Venue.BINANCE, VenueStatus.DOWN, ""));
    bench.fill(entry, entry.quantityE8());
    assertThat(bench.orders()).hasSize(1);

    bench.send(new Event.Restarted(bench.nowNs));

    assertThat(bench.commands.getLast()).isInstanceOf(Command.ScheduleTimer.class);
    bench.send(new Event.VenueStatusChanged(bench.nowNs, Venue.UPBIT, VenueStatus.UP, ""));
    bench.send(new Event.VenueStatusChanged(bench.nowNs, Venue.BINANCE, VenueStatus.UP, ""));
    bench.quotes();
    bench.pass(SECOND);
    bench.send(new Event.TimerFired(bench.nowNs, Timers.trade(entry.tradeId())));
    assertThat(bench.last().purpose()).isEqualTo(Purpose.HEDGE);
    assertThat(bench.last().quantityE8()).isEqualTo(entry.quantityE8());
  }

  @Test
  void shouldEnterNothingAfterARestartUntilBooksAndVenuesAreFresh() {
    bench.send(new Event.Restarted(bench.nowNs));

    for (int i = 0; i < 200; i++) {
      bench.quotes();
    }

    assertThat(bench.orders()).isEmpty();
    assertThat(bench.engine.snapshot().refusals()).containsKeys("VENUE_DOWN", "CLOCK");
  }

  @Test
  void shouldCancelAnOrderThatRestsAndAskWhatBecameOfIt() {
    OrderIntent entry = bench.entry();
    bench.pass(3 * SECOND);
    bench.timer(entry);

    bench.send(new Event.OrderStatusReported(bench.nowNs, entry.orderId(), true, true, 0));

    String id = bench.orders().getLast().clientOrderId();
    assertThat(bench.commands).contains(new Command.CancelOrder(entry.orderId(), Venue.UPBIT, id));
    bench.pass(SECOND);
    bench.timer(entry);
    assertThat(bench.queries()).isEqualTo(2);
    // It filled while the cancel was on its way.
    bench.fill(entry, entry.quantityE8());
    assertThat(bench.last().purpose()).isEqualTo(Purpose.HEDGE);
    assertThat(bench.last().quantityE8()).isEqualTo(entry.quantityE8());
  }

  @Test
  void shouldCancelWhatIsInFlightWhenHalted() {
    OrderIntent entry = bench.entry();

    bench.send(
        new Event.OperatorCommand(bench.nowNs, Event.OperatorCommand.Action.HALT, "operator"));

    String id = bench.orders().getLast().clientOrderId();
    assertThat(bench.commands).contains(new Command.CancelOrder(entry.orderId(), Venue.UPBIT, id));
    assertThat(bench.engine.snapshot().ordersInFlight()).isEqualTo(1);
  }

  @Test
  void shouldFindOutThatAnOrderToBeCancelledNeverArrived() {
    OrderIntent entry = bench.entry();
    bench.send(
        new Event.OperatorCommand(bench.nowNs, Event.OperatorCommand.Action.HALT, "operator"));

    for (int i = 0; i < 5; i++) {
      bench.pass(3 * SECOND);
      bench.timer(entry);
      bench.notFound(entry);
    }

    assertThat(bench.engine.snapshot().ordersInFlight()).isZero();
    assertThat(bench.engine.snapshot().tradesInTransit()).isZero();
  }

  @Test
  void shouldCountTheExposureOfAFillThatComesAfterTheTradeWasGivenUp() {
    OrderIntent entry = bench.entry();
    bench.end(entry, 0);
    bench.send(new Event.VenueStatusChanged(bench.nowNs, Venue.BINANCE, VenueStatus.DOWN, ""));

    bench.fill(entry, entry.quantityE8());

    assertThat(bench.engine.snapshot().exposureKrwE8()).isPositive();
    assertThat(bench.engine.snapshot().tradesInTransit()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreALateRejectionOfAnOrderThatHasFilled() {
    OrderIntent entry = bench.entry();
    bench.fill(entry, entry.quantityE8() / 2);

    bench.send(new Event.OrderRejected(bench.nowNs, entry.orderId(), "X", "no"));

    assertThat(bench.engine.snapshot().orderErrors()).isZero();
  }

  @Test
  void shouldRefuseAnEntryWhoseLegCouldStandAloneAboveTheBudget() {
    OrderIntent entry = bench.entry();
    bench.send(new Event.VenueStatusChanged(bench.nowNs, Venue.BINANCE, VenueStatus.DOWN, ""));
    bench.fill(entry, entry.quantityE8());
    assertThat(bench.engine.snapshot().tradesInTransit()).isEqualTo(1);

    for (int i = 0; i < 100; i++) {
      bench.ether();
    }

    assertThat(bench.engine.snapshot().refusals()).containsKey("NAKED_BUDGET");
    assertThat(bench.orders()).hasSize(1);
  }

  @Test
  void shouldFlattenNoMoreAtATimeThanMayStandAlone() {
    OrderIntent bitcoin = bench.entry();
    bench.settle(bitcoin);
    bench.pass(2 * SECOND);
    OrderIntent second = bench.entry();
    bench.settle(second);
    int before = bench.orders().size();

    bench.send(
        new Event.OperatorCommand(bench.nowNs, Event.OperatorCommand.Action.FLATTEN, "operator"));
    assertThat(bench.orders()).hasSize(before + 2);
    OrderIntent whole = bench.orders().get(before).intent();
    OrderIntent part = bench.orders().get(before + 1).intent();
    assertThat(whole.quantityE8()).isEqualTo(200_000);
    assertThat(part.quantityE8()).isEqualTo(100_000);

    for (int i = 0; i < 40; i++) {
      bench.settleAll();
      bench.quotes();
    }
    assertThat(bench.engine.snapshot().openPositions()).isZero();
    assertThat(bench.engine.snapshot().exposureKrwE8()).isZero();
  }

  @Test
  void shouldNotTryToCloseFasterThanTheOrderRateAllows() {
    bench.settle(bench.entry());
    bench.send(
        new Event.OperatorCommand(bench.nowNs, Event.OperatorCommand.Action.FLATTEN, "operator"));

    for (int i = 0; i < 1_000; i++) {
      OrderIntent exit = bench.last();
      bench.end(exit, 0);
      bench.quotes();
    }

    int limit = TestConfigs.safety().maxOrdersPerMinute();
    assertThat(bench.orders()).hasSizeBetween(limit / 2, limit);
  }
}
