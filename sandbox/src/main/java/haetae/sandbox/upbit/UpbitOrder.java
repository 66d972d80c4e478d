package haetae.sandbox.upbit;

import haetae.market.Side;
import haetae.sandbox.market.Fill;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order with what Upbit adds to it. Threads: the sandbox's. */
final class UpbitOrder {
  /** One execution. */
  record Trade(String uuid, Fill fill, BigDecimal fee) {}

  /**
   * What the client asked for.
   *
   * @param price limit, or the amount of KRW of a buy by amount; null if none was given
   * @param timeInForce empty if none was given
   */
  record Terms(
      Market market,
      Side side,
      String ordType,
      @Nullable BigDecimal volume,
      @Nullable BigDecimal price,
      String timeInForce,
      String smpType,
      @Nullable String identifier) {}

  private final String uuid;
  private final Terms terms;
  private final Order order;
  private final long createdMs;
  private final BigDecimal reservedFee;
  private final List<Trade> trades = new ArrayList<>();
  private BigDecimal paidFee = BigDecimal.ZERO;
  private BigDecimal locked;
  private BigDecimal preventedLocked = BigDecimal.ZERO;

  UpbitOrder(
      String uuid, Terms terms, Order order, long createdMs, BigDecimal fee, BigDecimal locked) {
    this.uuid = uuid;
    this.terms = terms;
    this.order = order;
    this.createdMs = createdMs;
    this.reservedFee = fee;
    this.locked = locked;
  }

  String uuid() {
    return uuid;
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

  long createdMs() {
    return createdMs;
  }

  boolean bid() {
    return terms.side() == Side.BUY;
  }

  List<Trade> trades() {
    return trades;
  }

  BigDecimal reservedFee() {
    return reservedFee;
  }

  BigDecimal paidFee() {
    return paidFee;
  }

  BigDecimal locked() {
    return locked;
  }

  BigDecimal preventedLocked() {
    return preventedLocked;
  }

  /** State in REST answers. */
  String state() {
    Order.End end = order.end();
    return end == null ? "wait" : end == Order.End.FILLED ? "done" : "cancel";
  }

  void release(BigDecimal amount) {
    locked = locked.subtract(amount);
  }

  void prevented(BigDecimal amount) {
    preventedLocked = preventedLocked.add(amount);
  }

  void traded(Trade trade) {
    trades.add(trade);
    paidFee = paidFee.add(trade.fee());
  }
}
