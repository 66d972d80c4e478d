package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.sandbox.market.Desk;
import haetae.sandbox.market.Fill;
import haetae.sandbox.market.Order;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The spot account at Binance: its wallet and orders.
 *
 * <p>Limit orders lock what they may need; market orders take what is free. The fee comes out of
 * what is received, or out of BNB. Threads: the sandbox's.
 */
final class SpotDesk implements Desk {
  private static final String BNB = "BNB";
  private static final BigDecimal BNB_DISCOUNT = new BigDecimal("0.75");

  /** Who is told of the account's events. */
  interface Reports {
    /** Something happened to an order: NEW, TRADE, CANCELED, EXPIRED or TRADE_PREVENTION. */
    void execution(BinanceOrder order, String what, BinanceOrder.@Nullable Trade trade);

    /** Assets have changed; called in bursts. */
    void balances();
  }

  private final OrderRegister orders = new OrderRegister(28_000_000);
  private final Wallet wallet;
  private final BinanceSettings settings;
  private final VenueClock clock;
  private final Reports reports;

  SpotDesk(Wallet wallet, BinanceSettings settings, VenueClock clock, Reports reports) {
    this.wallet = wallet;
    this.settings = settings;
    this.clock = clock;
    this.reports = reports;
  }

  Wallet wallet() {
    return wallet;
  }

  OrderRegister orders() {
    return orders;
  }

  /**
   * Places an order.
   *
   * @throws BinanceRefusal if there is not enough, or a post-only order would trade
   */
  BinanceOrder place(BinanceOrder.Terms terms) {
    Order order =
        new Order(
            orders.nextId(),
            terms.side(),
            terms.price(),
            terms.quoteQuantity() == null ? terms.quantityOrZero() : null,
            terms.quoteQuantity(),
            BinanceOrder.life(terms),
            BinanceOrder.selfMatch(terms.stp()));
    if (terms.type().equals("LIMIT_MAKER") && terms.market().crosses(order)) {
      throw BinanceRefusal.of(-2010, "Order would immediately match and take.");
    }
    String asset = asset(terms);
    BigDecimal needed = needed(terms);
    if (wallet.free(asset).compareTo(needed) < 0) {
      throw BinanceRefusal.of(-2010, "Account has insufficient balance for requested action.");
    }
    BigDecimal locked = terms.price() == null ? BigDecimal.ZERO : needed;
    BinanceOrder placed = new BinanceOrder(terms, order, clock.nowMs(), locked);
    orders.add(placed);
    wallet.lock(asset, locked);
    reports.execution(placed, "NEW", null);
    terms.market().place(order);
    reports.balances();
    return placed;
  }

  private static String asset(BinanceOrder.Terms terms) {
    Instrument instrument = terms.market().instrument();
    boolean buy = terms.side() == haetae.market.Side.BUY;
    return (buy ? instrument.quote() : instrument.base()).code();
  }

  private static BigDecimal needed(BinanceOrder.Terms terms) {
    boolean buy = terms.side() == haetae.market.Side.BUY;
    BigDecimal amount = terms.quoteQuantity();
    if (amount != null) {
      return buy ? amount : amount.divide(terms.market().mid(), Fixed.SCALE, RoundingMode.UP);
    }
    BigDecimal quantity = terms.quantityOrZero();
    if (!buy) {
      return quantity;
    }
    BigDecimal price = terms.price();
    return price == null ? terms.market().cost(quantity) : price.multiply(quantity);
  }

  /** What a quantity of a limit order has locked. */
  private static BigDecimal share(BinanceOrder own, BigDecimal quantity) {
    BigDecimal price = own.terms().price();
    if (price == null) {
      return BigDecimal.ZERO;
    }
    return own.buy() ? price.multiply(quantity) : quantity;
  }

  /** Cancels; false if the order is not open. */
  boolean cancel(BinanceOrder own, String cancelId) {
    own.cancelledBy(cancelId);
    boolean cancelled = own.market().cancel(own.order());
    reports.balances();
    return cancelled;
  }

  @Override
  public void rested(Order order) {
    // The order was reported when it was accepted.
  }

  @Override
  public void filled(Order order, Fill fill) {
    BinanceOrder own = orders.of(order);
    Instrument instrument = own.market().instrument();
    String base = instrument.base().code();
    String quote = instrument.quote().code();
    unlock(own, share(own, fill.quantity()));
    wallet.debit(own.buy() ? quote : base, own.buy() ? fill.funds() : fill.quantity());
    wallet.credit(own.buy() ? base : quote, own.buy() ? fill.quantity() : fill.funds());
    BigDecimal received = own.buy() ? fill.quantity() : fill.funds();
    BigDecimal inBnb = bnbFee(fill);
    boolean burn = settings.bnbBurn() && wallet.free(BNB).compareTo(inBnb) >= 0;
    String asset = burn ? BNB : own.buy() ? base : quote;
    BigDecimal fee =
        burn
            ? inBnb
            : received.multiply(settings.spotFee()).setScale(Fixed.SCALE, RoundingMode.DOWN);
    wallet.debit(asset, fee);
    BinanceOrder.Trade trade = new BinanceOrder.Trade(fill, fee, asset, BigDecimal.ZERO);
    own.traded(trade);
    reports.execution(own, "TRADE", trade);
    reports.balances();
  }

  private BigDecimal bnbFee(Fill fill) {
    return fill.funds()
        .multiply(settings.spotFee())
        .multiply(BNB_DISCOUNT)
        .divide(settings.bnbPrice(), Fixed.SCALE, RoundingMode.DOWN);
  }

  private void unlock(BinanceOrder own, BigDecimal amount) {
    own.release(amount);
    wallet.unlock(asset(own.terms()), amount);
  }

  @Override
  public void prevented(Order order, BigDecimal quantity) {
    BinanceOrder own = orders.of(order);
    unlock(own, share(own, quantity));
    own.touched(clock.nowMs());
    if (order.left().signum() > 0) {
      reports.execution(own, "TRADE_PREVENTION", null);
    }
    reports.balances();
  }

  @Override
  public void ended(Order order, Order.End end) {
    BinanceOrder own = orders.of(order);
    unlock(own, own.locked());
    if (end != Order.End.FILLED && end != Order.End.AMOUNT_SPENT) {
      own.touched(clock.nowMs());
      reports.execution(own, end == Order.End.CANCELLED ? "CANCELED" : "EXPIRED", null);
    }
    reports.balances();
  }
}
