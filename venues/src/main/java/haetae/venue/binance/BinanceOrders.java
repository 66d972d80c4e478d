package haetae.venue.binance;

import haetae.engine.Event;
import haetae.execution.OrderIntent;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Side;
import haetae.venue.binance.ArrivalProof.Listed;
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
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binance's order requests, spot and futures.
 *
 * <p>Spot answers with all fills (FULL); futures with the final state (RESULT), fills and fees come
 * from the trade list. An ended order is judged by its executed quantity, never by its status
 * alone. Source: Binance, "New order", "Query order", "Account trade list". Threads: any.
 */
final class BinanceOrders implements OrderApi {
  private static final Set<String> ENDED =
      Set.of("FILLED", "CANCELED", "EXPIRED", "REJECTED", "EXPIRED_IN_MATCH");

  private static final int NEWEST = 100;

  private final Product product;
  private final BinanceRest rest;
  private final String stpMode;
  private final List<String> symbols;
  private final Runnable clockOff;
  private final ArrivalProof arrival;

  /**
   * Order requests of one product.
   *
   * @param symbols the symbols traded
   * @param clockOff measures the venue's clock, since the venue finds ours off; may block
   * @param heardOut true if the private stream has stood since a time, ns since the epoch, and what
   *     it had to say is heard; may block for a moment
   */
  BinanceOrders(
      BinanceRest rest,
      BinanceSettings settings,
      List<String> symbols,
      Runnable clockOff,
      LongPredicate heardOut) {
    this.product = settings.product();
    this.rest = rest;
    this.stpMode = settings.stpMode();
    this.symbols = List.copyOf(symbols);
    this.clockOff = clockOff;
    this.arrival = new ArrivalProof(new Questions(), settings, heardOut);
  }

  @Override
  public Sending submit(LiveOrder order, OrderIntent intent, Lane lane) {
    Exchange exchange;
    try {
      // Parameters are built anew: each attempt to send carries its own timestamp.
      exchange =
          Patience.within(
              lane,
              rest.closedForNs(),
              () -> {
                order.begun(rest.nowNs());
                return rest.order(path("/order"), ioc(order, intent), lane);
              });
    } catch (RestUnavailable e) {
      return notSent("RATE_LIMITED", String.valueOf(e.getMessage()));
    }
    return outcome(order, exchange);
  }

  @Override
  public @Nullable Underway begin(LiveOrder order, OrderIntent intent, Lane lane) {
    Supplier<Exchange> sent = rest.orderAtOnce(path("/order"), ioc(order, intent), lane);
    return sent == null ? null : () -> outcome(order, sent.get());
  }

  private Sending outcome(LiveOrder order, Exchange exchange) {
    order.exchanged(exchange);
    return switch (exchange) {
      case Exchange.NotSent(String reason) -> notSent("NOT_SENT", reason);
      case Exchange.Lost(String reason) -> new Sending.OutcomeUnknown(reason);
      case Exchange.Answer answer when answer.ok() -> accepted(answer, order);
      case Exchange.Answer answer -> refused(BinanceErrors.of(answer));
    };
  }

  @Override
  public int rehearse(LiveOrder order, OrderIntent intent) {
    return rest.rehearse(path("/order"), ioc(order, intent));
  }

  private Params ioc(LiveOrder order, OrderIntent intent) {
    BinanceOrderParams params =
        new BinanceOrderParams(
            product, order.instrument().symbol(), order.clientOrderId(), stpMode);
    return params.limit(
        intent.side(),
        intent.quantityE8(),
        intent.limitPriceE8(),
        BinanceOrderParams.Life.IOC,
        intent.reduceOnly());
  }

  private Sending refused(BinanceErrors error) {
    if (error.clockOff()) {
      clockOff.run();
    }
    return error.tooMany() ? notSent(error.name(), error.text()) : error.sending(product);
  }

  private Sending notSent(String code, String reason) {
    return new Sending.NotSent(code, reason, rest.closedForNs());
  }

  private Sending accepted(Exchange.Answer answer, LiveOrder order) {
    try {
      Fields fields = Fields.read(answer.body());
      return new Sending.Accepted(state(fields, fills(fields.list("fills"), order)));
    } catch (DecodeException e) {
      return new Sending.OutcomeUnknown("answer cannot be read: " + e.getMessage());
    }
  }

  @Override
  public Sending settle(LiveOrder order, OrderIntent intent) {
    Sending settled = arrival.of(order);
    boolean closed = rest.closedForNs() > 0;
    return closed && settled instanceof Sending.Rejected(String code, String message)
        ? notSent(code, message)
        : settled;
  }

  /** What the proof that an order never arrived asks. */
  private final class Questions implements ArrivalProof.Questions {
    @Override
    public Lookup look(LiveOrder order) {
      return BinanceOrders.this.look(order.clientOrderId(), order);
    }

    @Override
    public Listed listed(LiveOrder order) {
      Params newest =
          Params.of("symbol", order.instrument().symbol()).with("limit", Integer.toString(NEWEST));
      int cost = product == Product.SPOT ? 20 : 5;
      try {
        Exchange exchange =
            Patience.within(
                Lane.URGENT,
                () -> rest.signed("GET", path("/allOrders"), newest, cost, Lane.URGENT));
        for (Fields listed : BinanceRest.readable("/allOrders", exchange).elements()) {
          if (listed.text("clientOrderId").equals(order.clientOrderId())) {
            return Listed.YES;
          }
        }
        return Listed.NO;
      } catch (DecodeException | RestUnavailable e) {
        // What cannot be read proves nothing.
        return Listed.UNREADABLE;
      }
    }
  }

  private String path(String endpoint) {
    return product.path() + endpoint;
  }

  private static OrderState state(Fields order, List<Fill> fills) throws DecodeException {
    return new OrderState(
        order.text("orderId"),
        ENDED.contains(order.text("status")),
        order.e8("executedQty", RoundingMode.UNNECESSARY),
        fills);
  }

  /** Executions of spot's FULL answer, {@code myTrades} or {@code userTrades}. */
  private static List<Fill> fills(List<Fields> trades, LiveOrder order) throws DecodeException {
    List<Fill> fills = new ArrayList<>();
    for (Fields trade : trades) {
      String id = trade.has("tradeId") ? trade.text("tradeId") : trade.text("id");
      fills.add(
          new Fill(
              fillId(order.instrument().symbol(), id),
              trade.e8("price", RoundingMode.UNNECESSARY),
              trade.e8("qty", RoundingMode.UNNECESSARY),
              trade.e8OrZero("commission", RoundingMode.HALF_EVEN),
              new Asset(trade.text("commissionAsset", Asset.USDT.code())),
              realized(trade, "realizedPnl")));
    }
    return List.copyOf(fills);
  }

  /** A realised profit, if the venue tells one. */
  static long realized(Fields trade, String name) throws DecodeException {
    return trade.has(name) ? trade.e8(name, RoundingMode.HALF_EVEN) : Event.NOT_TOLD;
  }

  /** Trade ids are unique in a symbol only. */
  static String fillId(String symbol, String tradeId) {
    return symbol + ":" + tradeId;
  }

  @Override
  public Lookup look(String clientOrderId, @Nullable LiveOrder order) {
    if (order != null) {
      return lookAt(order.instrument().symbol(), clientOrderId, order);
    }
    Lookup last = new Lookup.Absent();
    for (String symbol : symbols) {
      Lookup lookup = lookAt(symbol, clientOrderId, null);
      if (lookup instanceof Lookup.Found) {
        return lookup;
      }
      last = lookup instanceof Lookup.NoAnswer ? lookup : last;
    }
    return last;
  }

  private Lookup lookAt(String symbol, String clientOrderId, @Nullable LiveOrder order) {
    int cost = product == Product.SPOT ? 4 : 1;
    try {
      Exchange exchange =
          Patience.within(
              Lane.URGENT,
              () ->
                  rest.signed(
                      "GET", path("/order"), named(symbol, clientOrderId), cost, Lane.URGENT));
      return switch (exchange) {
        case Exchange.NotSent(String reason) -> new Lookup.NoAnswer(reason);
        case Exchange.Lost(String reason) -> new Lookup.NoAnswer(reason);
        case Exchange.Answer answer when answer.ok() -> found(Fields.read(answer.body()), order);
        case Exchange.Answer answer -> absent(BinanceErrors.of(answer));
      };
    } catch (DecodeException | RestUnavailable e) {
      return new Lookup.NoAnswer(String.valueOf(e.getMessage()));
    }
  }

  private static Lookup absent(BinanceErrors error) {
    return error.notFound() ? new Lookup.Absent() : new Lookup.NoAnswer(error.text());
  }

  private Lookup found(Fields fields, @Nullable LiveOrder order)
      throws DecodeException, RestUnavailable {
    OrderState state = state(fields, List.of());
    if (order == null || state.executedE8() == 0) {
      return new Lookup.Found(state);
    }
    String trades = path(product == Product.SPOT ? "/myTrades" : "/userTrades");
    Exchange exchange =
        Patience.within(
            Lane.URGENT,
            () ->
                rest.signed(
                    "GET",
                    trades,
                    Params.of("symbol", order.instrument().symbol())
                        .with("orderId", state.venueOrderId()),
                    5,
                    Lane.URGENT));
    List<Fill> fills = fills(BinanceRest.readable(trades, exchange).elements(), order);
    return new Lookup.Found(
        new OrderState(state.venueOrderId(), state.ended(), state.executedE8(), fills));
  }

  private static Params named(String symbol, String clientOrderId) {
    return Params.of("symbol", symbol).with("origClientOrderId", clientOrderId);
  }

  @Override
  public boolean cancel(String clientOrderId, @Nullable LiveOrder order) {
    List<String> where = order == null ? symbols : List.of(order.instrument().symbol());
    boolean answered = true;
    for (String symbol : where) {
      answered &= cancelAt(symbol, clientOrderId);
    }
    return answered;
  }

  /** An answer that there is no such open order is an answer too. */
  private boolean cancelAt(String symbol, String clientOrderId) {
    try {
      Exchange exchange =
          Patience.within(
              Lane.URGENT,
              () ->
                  rest.signed(
                      "DELETE", path("/order"), named(symbol, clientOrderId), 1, Lane.URGENT));
      return exchange instanceof Exchange.Answer answer && answer.status() < 500;
    } catch (RestUnavailable e) {
      return false;
    }
  }

  /** A side in Binance's words. */
  static String side(Side side) {
    return side == Side.BUY ? "BUY" : "SELL";
  }

  /** A decimal in Binance's words. */
  static String decimal(long valueE8) {
    return Fixed.format(valueE8);
  }
}
