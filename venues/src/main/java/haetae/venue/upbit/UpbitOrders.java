package haetae.venue.upbit;

import haetae.execution.OrderIntent;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.venue.upbit.UpbitOrderBody.Life;
import haetae.venue.upbit.UpbitRest.Group;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Lane;
import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.OrderApi;
import haetae.venue.wire.OrderReports.Fill;
import haetae.venue.wire.OrderState;
import haetae.venue.wire.Params;
import haetae.venue.wire.Patience;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.Sending;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Upbit's order requests.
 *
 * <p>What was executed is judged by {@code executed_volume}, never by the state: a fully successful
 * market buy ends as {@code cancel}. Source: Upbit developer centre, "Create order" (2026-08-21),
 * "Get order", "Cancel order". Threads: any.
 */
final class UpbitOrders implements OrderApi {
  private static final String PATH = "/v1/order";
  private static final int LOOKS = 2;
  private static final long LOOK_PAUSE_MS = 120;
  private static final String ORDERS = "/v1/orders";

  private final UpbitRest rest;
  private final String smpType;

  UpbitOrders(UpbitRest rest, String smpType) {
    this.rest = rest;
    this.smpType = smpType;
  }

  @Override
  public Sending submit(LiveOrder order, OrderIntent intent, Lane lane) {
    Params body = ioc(order, intent);
    Exchange exchange;
    try {
      exchange =
          Patience.within(
              lane,
              rest.closedForNs(),
              () -> {
                order.begun(rest.nowNs());
                return rest.post(Group.ORDER, lane, ORDERS, body);
              });
    } catch (RestUnavailable e) {
      return notSent("RATE_LIMITED", String.valueOf(e.getMessage()));
    }
    return outcome(order, exchange);
  }

  @Override
  public @Nullable Underway begin(LiveOrder order, OrderIntent intent, Lane lane) {
    Supplier<Exchange> sent = rest.postAtOnce(Group.ORDER, lane, ORDERS, ioc(order, intent));
    return sent == null ? null : () -> outcome(order, sent.get());
  }

  private Sending outcome(LiveOrder order, Exchange exchange) {
    order.exchanged(exchange);
    return switch (exchange) {
      case Exchange.NotSent(String reason) -> notSent("NOT_SENT", reason);
      case Exchange.Lost(String reason) -> new Sending.OutcomeUnknown(reason);
      case Exchange.Answer answer when answer.ok() -> accepted(answer);
      case Exchange.Answer answer -> refused(UpbitErrors.of(answer));
    };
  }

  @Override
  public int rehearse(LiveOrder order, OrderIntent intent) {
    return rest.rehearse(Group.ORDER, ORDERS, ioc(order, intent));
  }

  private Params ioc(LiveOrder order, OrderIntent intent) {
    return new UpbitOrderBody(order.instrument().symbol(), order.clientOrderId(), smpType)
        .limit(intent.side(), intent.quantityE8(), intent.limitPriceE8(), Life.IOC);
  }

  private Sending notSent(String code, String reason) {
    return new Sending.NotSent(code, reason, rest.closedForNs());
  }

  private Sending refused(UpbitErrors error) {
    return error.tooMany() ? notSent("too_many_requests", error.text()) : error.sending();
  }

  private static Sending accepted(Exchange.Answer answer) {
    try {
      return new Sending.Accepted(state(Fields.read(answer.body())));
    } catch (DecodeException e) {
      return new Sending.OutcomeUnknown("answer cannot be read: " + e.getMessage());
    }
  }

  /**
   * Looks at once and once more. An order that is not found may still come: Upbit's requests have
   * no age beyond which they are refused, so nothing proves here that one never will.
   */
  @Override
  public Sending settle(LiveOrder order, OrderIntent intent) {
    for (int look = 0; look < LOOKS && !order.arrived(); look++) {
      Lookup found = look(order.clientOrderId(), order);
      if (found instanceof Lookup.Found(OrderState state)) {
        return new Sending.Accepted(state);
      }
      if (found instanceof Lookup.NoAnswer || !Patience.slept(LOOK_PAUSE_MS)) {
        break;
      }
    }
    return new Sending.OutcomeUnknown("not found yet");
  }

  @Override
  public Lookup look(String clientOrderId, @Nullable LiveOrder order) {
    try {
      Params params = Params.of("identifier", clientOrderId);
      Exchange exchange =
          Patience.within(
              Lane.URGENT, () -> rest.query(Group.DEFAULT, Lane.URGENT, "GET", PATH, params));
      return switch (exchange) {
        case Exchange.NotSent(String reason) -> new Lookup.NoAnswer(reason);
        case Exchange.Lost(String reason) -> new Lookup.NoAnswer(reason);
        case Exchange.Answer answer when answer.ok() ->
            new Lookup.Found(state(Fields.read(answer.body())));
        case Exchange.Answer answer -> absent(UpbitErrors.of(answer));
      };
    } catch (DecodeException | RestUnavailable e) {
      return new Lookup.NoAnswer(String.valueOf(e.getMessage()));
    }
  }

  private static Lookup absent(UpbitErrors error) {
    return error.notFound() ? new Lookup.Absent() : new Lookup.NoAnswer(error.text());
  }

  @Override
  public boolean cancel(String clientOrderId, @Nullable LiveOrder order) {
    try {
      Params params = Params.of("identifier", clientOrderId);
      Exchange exchange =
          Patience.within(
              Lane.URGENT, () -> rest.query(Group.DEFAULT, Lane.URGENT, "DELETE", PATH, params));
      return exchange instanceof Exchange.Answer answer && answer.status() < 500;
    } catch (RestUnavailable e) {
      return false;
    }
  }

  /** Upbit's order object. */
  static OrderState state(Fields order) throws DecodeException {
    String state = order.text("state");
    return new OrderState(
        order.text("uuid"),
        state.equals("done") || state.equals("cancel"),
        order.e8OrZero("executed_volume", RoundingMode.UNNECESSARY),
        fills(order));
  }

  /** The fee paid is split over the executions by amount, since Upbit gives only the sum. */
  private static List<Fill> fills(Fields order) throws DecodeException {
    List<Fields> trades = order.list("trades");
    BigDecimal paid = order.has("paid_fee") ? order.decimal("paid_fee") : BigDecimal.ZERO;
    BigDecimal total = BigDecimal.ZERO;
    for (Fields trade : trades) {
      total = total.add(trade.decimal("funds"));
    }
    List<Fill> fills = new ArrayList<>();
    for (Fields trade : trades) {
      BigDecimal share =
          total.signum() == 0
              ? BigDecimal.ZERO
              : paid.multiply(trade.decimal("funds"))
                  .divide(total, Fixed.SCALE, RoundingMode.HALF_EVEN);
      fills.add(
          new Fill(
              trade.text("uuid"),
              trade.e8("price", RoundingMode.UNNECESSARY),
              trade.e8("volume", RoundingMode.UNNECESSARY),
              Fixed.ofDecimal(share, RoundingMode.HALF_EVEN),
              Asset.KRW));
    }
    return List.copyOf(fills);
  }
}
