package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.TestConfigs;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.Gate;
import haetae.risk.OrderApprover;
import haetae.risk.OrderApprover.Approval;
import haetae.risk.TradingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Case S30: an order meets the book of its arrival, and what it takes is gone. */
class TakerFillTest {
  private static final long LATENCY = 40_000_000L;
  private final JsonNode in = StrategyCases.input("S30");
  private final JsonNode out = StrategyCases.expected("S30");
  private final Instrument upbit = TestConfigs.upbit(0, "BTC");
  private final Accounts accounts = new Accounts(1);
  private final ExchangeModel exchange =
      new ExchangeModel(List.of(upbit), ExchangeRules.faultless(LATENCY, LATENCY), accounts, 1);
  private final List<Event> answers = new ArrayList<>();
  private final OrderApprover approver = new OrderApprover("t");
  private Runnable arrival = () -> {};
  private final Scheduler time =
      new Scheduler() {
        @Override
        public long nowNs() {
          return 0;
        }

        @Override
        public void at(long timeNs, Runnable action) {
          arrival = action;
        }

        @Override
        public void deliver(Event event) {
          answers.add(event);
        }
      };

  private void book(JsonNode asks) {
    BookChanged event = new BookChanged().begin(0, 0, 0);
    for (JsonNode level : asks) {
      event.book().addAsk(StrategyCases.e8(level.get(0)), StrategyCases.e8(level.get(1)));
    }
    exchange.heard(event);
  }

  private List<Event.OrderFilled> buy(long orderId, @Nullable JsonNode arrived) {
    long quantity = StrategyCases.e8(in.get("qty"));
    long limit = StrategyCases.e8(in.get("limit"));
    OrderIntent intent =
        new OrderIntent(orderId, 1, 1, Purpose.ENTRY, upbit, Side.BUY, quantity, limit, false);
    Approval approval = approver.approve(intent, Gate.PAPER, TradingState.NORMAL, Fixed.ONE, 0);
    exchange.gateway(time).place(((Approval.Approved) approval).order());
    if (arrived != null) {
      book(arrived);
    }
    answers.clear();
    arrival.run();
    arrival.run();
    return answers.stream()
        .filter(Event.OrderFilled.class::isInstance)
        .map(Event.OrderFilled.class::cast)
        .toList();
  }

  @Test
  void shouldFillFromTheBookOfTheArrivalOnly() {
    accounts.add(Venue.UPBIT, Asset.KRW, 100_000_000 * Fixed.ONE);
    book(in.get("decision_book"));

    List<Event.OrderFilled> fills = buy(1, in.get("book_at_arrival"));

    JsonNode expected = out.get("fills");
    assertThat(fills).hasSize(expected.size());
    for (int i = 0; i < fills.size(); i++) {
      assertThat(fills.get(i).priceE8()).isEqualTo(StrategyCases.e8(expected.get(i).get(0)));
      assertThat(fills.get(i).quantityE8()).isEqualTo(StrategyCases.e8(expected.get(i).get(1)));
    }
    assertThat(answers).contains(new Event.OrderEnded(0, 1, StrategyCases.e8(out.get("filled"))));
    // The same depth is not there again before the next book.
    assertThat(buy(2, null)).isEmpty();
  }
}
