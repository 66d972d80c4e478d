package haetae.execution;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.StrategyCases;
import haetae.engine.TestConfigs;
import haetae.execution.OrderIntent.Purpose;
import haetae.execution.OrderTracker.Folded;
import haetae.execution.OrderTracker.State;
import haetae.market.Fixed;
import haetae.market.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reports about an order, in any order and number, come to one state. */
class OrderTrackerTest {
  private static final long PRICE = 105_560_000 * Fixed.ONE;
  private static final long QUANTITY = 12_000_000;

  private final OrderTracker order = tracker();

  private static OrderTracker tracker() {
    return new OrderTracker(
        new OrderIntent(
            1,
            1,
            1,
            Purpose.ENTRY,
            TestConfigs.upbit(0, "BTC"),
            Side.BUY,
            QUANTITY,
            105_570_000 * Fixed.ONE,
            false),
        "c1",
        0);
  }

  @Test
  void shouldFollowTheWorkedCaseS33() {
    for (JsonNode step : StrategyCases.expected("S33").get("steps")) {
      String note = apply(step.get("event"));

      assertThat(order.state().name()).as("%s", step).isEqualTo(step.get("state").asString());
      assertThat(order.filledE8()).as("%s", step).isEqualTo(StrategyCases.e8(step.get("cum")));
      assertThat(order.fundsE8()).as("%s", step).isEqualTo(StrategyCases.e8(step.get("funds")));
      assertThat(note).as("%s", step).isEqualTo(step.get("note").asString());
    }
    JsonNode last = StrategyCases.expected("S33").get("final");
    assertThat(order.averageE8()).isEqualTo(StrategyCases.e8(last.get("avg")));
  }

  private String apply(JsonNode event) {
    switch (event.get("k").asString()) {
      case "SUBMIT" -> assertThat(order.state()).isEqualTo(State.PENDING_NEW);
      case "ACK" -> order.accepted();
      case "CANCELED" -> order.ended(StrategyCases.e8(event.get("cum")));
      case "TRADE" -> {
        Folded folded =
            order.filled(
                event.get("trade_id").asString(),
                StrategyCases.e8(event.get("price")),
                StrategyCases.e8(event.get("qty")));
        return folded == Folded.APPLIED ? "" : folded.name();
      }
      default -> throw new IllegalStateException("unknown event " + event);
    }
    return "";
  }

  @Test
  void shouldEndTheSameWhateverTheOrderAndNumberOfReports() {
    Seed.forAll(
        500,
        seed -> {
          List<Consumer<OrderTracker>> reports = new ArrayList<>();
          long left = QUANTITY;
          for (int i = 1; i <= seed.between(0, 5) && left > 0; i++) {
            long quantity = seed.oneIn(4) ? left : seed.between(1, left);
            long price = PRICE + seed.between(0, 10) * Fixed.ONE;
            String id = "f" + i;
            reports.add(o -> o.filled(id, price, quantity));
            left -= quantity;
          }
          long filled = QUANTITY - left;
          reports.add(OrderTracker::accepted);
          reports.add(o -> o.ended(filled));
          OrderTracker straight = tracker();
          reports.forEach(r -> r.accept(straight));

          OrderTracker mixed = tracker();
          List<Consumer<OrderTracker>> shuffled = new ArrayList<>(reports);
          reports.stream().filter(r -> seed.oneIn(2)).forEach(shuffled::add);
          shuffled.add(OrderTracker::outcomeUnknown);
          Collections.shuffle(shuffled, new Random(seed.anyLong()));
          shuffled.forEach(r -> r.accept(mixed));

          assertThat(mixed.state()).isEqualTo(straight.state());
          assertThat(mixed.filledE8()).isEqualTo(filled).isEqualTo(straight.filledE8());
          assertThat(mixed.fundsE8()).isEqualTo(straight.fundsE8());
          assertThat(mixed.settled()).isTrue();
          assertThat(mixed.worstCaseOpenE8()).isZero();
        });
  }

  @Test
  void shouldNeverLeaveAnEndNorLoseAFill() {
    Seed.forAll(
        500,
        seed -> {
          OrderTracker tracker = tracker();
          long filled = 0;
          boolean ended = false;
          for (int i = 0; i < 12; i++) {
            long room = QUANTITY - tracker.filledE8();
            switch ((int) seed.between(0, 5)) {
              case 0 -> tracker.accepted();
              case 1 -> tracker.outcomeUnknown();
              case 2 -> tracker.rejected();
              case 3 -> tracker.notPlaced();
              case 4 -> tracker.ended(tracker.filledE8());
              default -> {
                if (room > 0) {
                  tracker.filled("f" + i, PRICE, seed.between(1, room));
                }
              }
            }
            assertThat(tracker.filledE8()).isGreaterThanOrEqualTo(filled);
            assertThat(tracker.state().terminal()).isIn(ended, true);
            filled = tracker.filledE8();
            ended = tracker.state().terminal();
          }
        });
  }

  @Test
  void shouldWaitForTheFillsThatTheVenueHasCounted() {
    order.accepted();
    order.ended(9_000_000);

    assertThat(order.settled()).isFalse();
    assertThat(order.worstCaseOpenE8()).isEqualTo(9_000_000);

    order.filled("t1", PRICE, 9_000_000);

    assertThat(order.settled()).isTrue();
    assertThat(order.worstCaseOpenE8()).isZero();
  }

  @Test
  void shouldTakeAllOfTheRestForOpenWhileTheOutcomeIsUnknown() {
    order.filled("t1", PRICE, 5_000_000);
    order.outcomeUnknown();

    assertThat(order.state()).isEqualTo(State.UNKNOWN);
    assertThat(order.settled()).isFalse();
    assertThat(order.worstCaseOpenE8()).isEqualTo(7_000_000);
  }

  @Test
  void shouldNotTakeATimeoutForARejection() {
    order.outcomeUnknown();

    assertThat(order.state().terminal()).isFalse();
    assertThat(order.worstCaseOpenE8()).isEqualTo(QUANTITY);
  }

  @Test
  void shouldNotDeclareAnAcceptedOrderNotPlaced() {
    order.accepted();
    order.outcomeUnknown();

    order.notPlaced();

    assertThat(order.state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void shouldDeclareNotPlacedWhatNobodyHasSeen() {
    order.outcomeUnknown();

    order.notPlaced();

    assertThat(order.state()).isEqualTo(State.NOT_PLACED);
    assertThat(order.settled()).isTrue();
  }

  @Test
  void shouldReportAFillOfARejectedOrder() {
    order.rejected();

    assertThat(order.filled("t1", PRICE, 1_000_000)).isEqualTo(Folded.LATE_FILL_APPLIED_REHEDGE);
    assertThat(order.filledE8()).isEqualTo(1_000_000);
  }

  @Test
  void shouldBeFilledWhenTheLateFillsMakeItWhole() {
    order.filled("t1", PRICE, 5_000_000);
    order.ended(5_000_000);

    assertThat(order.filled("t2", PRICE, 7_000_000)).isEqualTo(Folded.LATE_FILL_APPLIED_REHEDGE);
    assertThat(order.state()).isEqualTo(State.FILLED);
  }
}
