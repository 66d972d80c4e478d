package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.sandbox.market.Desk;
import haetae.sandbox.market.Fill;
import haetae.sandbox.market.Order;
import haetae.sandbox.market.VenueClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The futures account's orders, and what their fills do to positions. Threads: the sandbox's. */
final class FuturesDesk implements Desk {
  /** Who is told of the account's events. */
  interface Reports {
    /** Something happened to an order: NEW, TRADE, CANCELED or EXPIRED. */
    void order(BinanceOrder order, String what, BinanceOrder.@Nullable Trade trade);

    /** Wallet and positions changed by orders. */
    void account(Set<FuturesPosition> changed);
  }

  private final OrderRegister orders = new OrderRegister(22_000_000_000L);
  private final FuturesAccount account;
  private final BinanceSettings settings;
  private final VenueClock clock;
  private final Reports reports;

  FuturesDesk(FuturesAccount account, BinanceSettings settings, VenueClock clock, Reports reports) {
    this.account = account;
    this.settings = settings;
    this.clock = clock;
    this.reports = reports;
  }

  OrderRegister orders() {
    return orders;
  }

  FuturesAccount account() {
    return account;
  }

  /** The position that an order works on. */
  FuturesPosition position(BinanceOrder.Terms terms) {
    return account.position(terms.market().symbol(), terms.positionSide());
  }

  /** Margin of the open orders that would open or add to a position. */
  BigDecimal openOrderMargin() {
    BigDecimal sum = BigDecimal.ZERO;
    for (BinanceOrder own : orders.open(null)) {
      if (!reduces(own.terms(), own.order().left())) {
        BigDecimal worth = own.terms().priceOrZero().multiply(own.order().left());
        sum = sum.add(account.margin(own.symbol(), worth));
      }
    }
    return sum;
  }

  BigDecimal available() {
    return account.available(openOrderMargin());
  }

  /** True if the quantity only makes the position smaller. */
  boolean reduces(BinanceOrder.Terms terms, BigDecimal quantity) {
    BigDecimal amount = position(terms).amount();
    boolean against = amount.signum() == (terms.side() == Side.BUY ? -1 : 1);
    return against && quantity.compareTo(amount.abs()) <= 0;
  }

  /**
   * Places an order.
   *
   * @throws BinanceRefusal if it may not be placed
   */
  BinanceOrder place(BinanceOrder.Terms asked) {
    BinanceOrder.Terms terms = asked.reduceOnly() ? cappedToPosition(asked) : asked;
    Order order =
        new Order(
            orders.nextId(),
            terms.side(),
            terms.price(),
            terms.quantityOrZero(),
            null,
            BinanceOrder.life(terms),
            BinanceOrder.selfMatch(terms.stp()));
    if (settings.gtxRejects()
        && terms.timeInForce().equals("GTX")
        && terms.market().crosses(order)) {
      throw BinanceRefusal.of(
          -5022,
          "Due to the order could not be executed as maker, the Post Only order will be rejected."
              + " The order will not be recorded in the order history");
    }
    boolean thin =
        order.life() == Order.Life.FOK
            && terms.market().available(order).compareTo(order.left()) < 0;
    if (settings.fokRejects() && thin) {
      throw BinanceRefusal.of(
          -5021,
          "Due to the order could not be filled immediately, the FOK order has been rejected.");
    }
    checkMargin(terms);
    BinanceOrder placed = new BinanceOrder(terms, order, clock.nowMs(), BigDecimal.ZERO);
    orders.add(placed);
    reports.order(placed, "NEW", null);
    terms.market().place(order);
    return placed;
  }

  /** A reduce-only order is never larger than its position. */
  private BinanceOrder.Terms cappedToPosition(BinanceOrder.Terms terms) {
    BigDecimal amount = position(terms).amount();
    boolean against = amount.signum() == (terms.side() == Side.BUY ? -1 : 1);
    if (!against) {
      throw BinanceRefusal.of(-2022, "ReduceOnly Order is rejected.");
    }
    return new BinanceOrder.Terms(
        terms.market(),
        terms.side(),
        terms.type(),
        terms.timeInForce(),
        terms.quantityOrZero().min(amount.abs()),
        null,
        terms.price(),
        terms.clientId(),
        terms.stp(),
        terms.positionSide(),
        true);
  }

  private void checkMargin(BinanceOrder.Terms terms) {
    BigDecimal quantity = terms.quantityOrZero();
    if (reduces(terms, quantity)) {
      return;
    }
    String symbol = terms.market().symbol();
    BigDecimal price = terms.price() == null ? account.mark(symbol) : terms.priceOrZero();
    BigDecimal worth = price.multiply(quantity);
    BigDecimal needed =
        account.margin(symbol, worth).add(worth.multiply(settings.futuresTakerFee()));
    if (available().compareTo(needed) < 0) {
      throw BinanceRefusal.of(-2019, "Margin is insufficient.");
    }
  }

  /** Cancels; false if the order is not open. */
  boolean cancel(BinanceOrder own) {
    return own.market().cancel(own.order());
  }

  @Override
  public void rested(Order order) {
    // The order was reported when it was accepted.
  }

  @Override
  public void filled(Order order, Fill fill) {
    BinanceOrder own = orders.of(order);
    FuturesPosition position = position(own.terms());
    BigDecimal signed = own.buy() ? fill.quantity() : fill.quantity().negate();
    BigDecimal profit = position.fill(signed, fill.price(), fill.timeMs());
    BigDecimal rate = fill.maker() ? settings.futuresMakerFee() : settings.futuresTakerFee();
    BigDecimal fee = fill.funds().multiply(rate).setScale(Fixed.SCALE, RoundingMode.HALF_UP);
    String id = String.valueOf(fill.tradeId());
    account.book(own.symbol(), "COMMISSION", fee.negate(), id, fill.timeMs());
    if (profit.signum() != 0) {
      account.book(own.symbol(), "REALIZED_PNL", profit, id, fill.timeMs());
    }
    BinanceOrder.Trade trade = new BinanceOrder.Trade(fill, fee, FuturesAccount.ASSET, profit);
    own.traded(trade);
    reports.order(own, "TRADE", trade);
    reports.account(new LinkedHashSet<>(Set.of(position)));
  }

  @Override
  public void prevented(Order order, BigDecimal quantity) {
    orders.of(order).touched(clock.nowMs());
  }

  @Override
  public void ended(Order order, Order.End end) {
    if (end != Order.End.FILLED) {
      BinanceOrder own = orders.of(order);
      own.touched(clock.nowMs());
      reports.order(own, end == Order.End.CANCELLED ? "CANCELED" : "EXPIRED", null);
    }
  }
}
