package haetae.sandbox.binance;

import haetae.market.Side;
import haetae.sandbox.market.Fill;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order with what Binance adds to it. Threads: the sandbox's. */
final class BinanceOrder {
  /** One execution. */
  record Trade(Fill fill, BigDecimal commission, String commissionAsset, BigDecimal realized) {}

  /**
   * What the client asked for.
   *
   * @param timeInForce as it is shown: GTC for market orders
   * @param positionSide futures: BOTH, LONG or SHORT; spot: empty
   */
  record Terms(
      Market market,
      Side side,
      String type,
      String timeInForce,
      @Nullable BigDecimal quantity,
      @Nullable BigDecimal quoteQuantity,
      @Nullable BigDecimal price,
      String clientId,
      String stp,
      String positionSide,
      boolean reduceOnly) {
    BigDecimal priceOrZero() {
      return price == null ? BigDecimal.ZERO : price;
    }

    BigDecimal quantityOrZero() {
      return quantity == null ? BigDecimal.ZERO : quantity;
    }
  }

  private final Terms terms;
  private final Order order;
  private final long createdMs;
  private final List<Trade> trades = new ArrayList<>();
  private BigDecimal locked;
  private long updatedMs;
  private String cancelId = "";

  BinanceOrder(Terms terms, Order order, long createdMs, BigDecimal locked) {
    this.terms = terms;
    this.order = order;
    this.createdMs = createdMs;
    this.updatedMs = createdMs;
    this.locked = locked;
  }

  /** How an order of these terms stays in the market. */
  static Order.Life life(Terms terms) {
    if (terms.type().equals("MARKET")) {
      return Order.Life.IOC;
    }
    if (terms.type().equals("LIMIT_MAKER")) {
      return Order.Life.POST_ONLY;
    }
    return switch (terms.timeInForce()) {
      case "IOC" -> Order.Life.IOC;
      case "FOK" -> Order.Life.FOK;
      case "GTX" -> Order.Life.POST_ONLY;
      default -> Order.Life.GTC;
    };
  }

  /** What a mode of self-trade prevention means. */
  static Order.SelfMatch selfMatch(String stp) {
    return switch (stp) {
      case "EXPIRE_MAKER" -> Order.SelfMatch.CANCEL_MAKER;
      case "EXPIRE_TAKER" -> Order.SelfMatch.CANCEL_TAKER;
      case "EXPIRE_BOTH" -> Order.SelfMatch.CANCEL_BOTH;
      case "DECREMENT" -> Order.SelfMatch.REDUCE;
      default -> Order.SelfMatch.NONE;
    };
  }

  long id() {
    return order.id();
  }

  Terms terms() {
    return terms;
  }

  Order order() {
    return order;
  }

  Market market() {
    return terms.market();
  }

  String symbol() {
    return terms.market().symbol();
  }

  boolean buy() {
    return terms.side() == Side.BUY;
  }

  boolean open() {
    return order.end() == null;
  }

  List<Trade> trades() {
    return trades;
  }

  long createdMs() {
    return createdMs;
  }

  long updatedMs() {
    return updatedMs;
  }

  BigDecimal locked() {
    return locked;
  }

  void release(BigDecimal amount) {
    locked = locked.subtract(amount);
  }

  /** Id of the request that cancelled it; empty if none did. */
  String cancelId() {
    return cancelId;
  }

  void cancelledBy(String id) {
    cancelId = id;
  }

  void touched(long nowMs) {
    updatedMs = nowMs;
  }

  void traded(Trade trade) {
    trades.add(trade);
    updatedMs = trade.fill().timeMs();
  }

  /** Original quantity; of an order by amount what was executed. */
  BigDecimal shownQuantity() {
    BigDecimal quantity = terms.quantity();
    return quantity == null ? order.executed() : quantity;
  }

  /** Average price of what was executed, 0 if nothing was. */
  BigDecimal average() {
    BigDecimal executed = order.executed();
    return executed.signum() == 0
        ? BigDecimal.ZERO
        : order.funds().divide(executed, 8, RoundingMode.HALF_EVEN);
  }

  /** Status as documented. */
  String status() {
    Order.End end = order.end();
    if (end == null) {
      return order.executed().signum() > 0 ? "PARTIALLY_FILLED" : "NEW";
    }
    return switch (end) {
      case FILLED, AMOUNT_SPENT -> "FILLED";
      case CANCELLED -> "CANCELED";
      case SELF_MATCH -> "EXPIRED_IN_MATCH";
      case UNFILLED_IOC, UNFILLED_FOK, WOULD_TAKE, NO_LIQUIDITY -> "EXPIRED";
    };
  }

  /** Why it expired, in spot's words; null if it did not. */
  @Nullable String expiryReason() {
    Order.End end = order.end();
    if (end == null) {
      return null;
    }
    return switch (end) {
      case UNFILLED_IOC -> "UNFILLED_IOC_QUANTITY_EXPIRED";
      case UNFILLED_FOK -> "UNFILLED_FOK_ORDER_EXPIRED";
      case NO_LIQUIDITY -> "INSUFFICIENT_LIQUIDITY";
      default -> null;
    };
  }
}
