package haetae.sandbox.market;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instrument's live market: others' book, our orders in it, and matching by price and time.
 *
 * <p>An order takes from the present depth, and what it takes is gone until the market itself
 * moves. At one price others stand before us. A resting order fills when others come to its price
 * or trade through it. Not modelled: others' reaction to us. Threads: the sandbox's.
 */
public final class Market {
  private final Instrument instrument;
  private final VenueClock clock;
  private final long idStep;
  private final BigDecimal lot;
  private final Ladder bids = new Ladder(Side.BUY);
  private final Ladder asks = new Ladder(Side.SELL);
  private final List<MarketListener> listeners = new ArrayList<>();
  private final DayStats stats;
  private @Nullable Desk desk;
  private long updateId = 1_000;
  private long tradeId = 1;

  /**
   * An empty market.
   *
   * @param idStep how far update ids advance a change: 1 where they are contiguous
   */
  public Market(Instrument instrument, VenueClock clock, long idStep) {
    this.instrument = instrument;
    this.clock = clock;
    this.idStep = idStep;
    this.lot = Fixed.toDecimal(instrument.rules().lotE8());
    this.stats = new DayStats(clock);
  }

  /** What is traded. */
  public Instrument instrument() {
    return instrument;
  }

  /** The venue's name for it. */
  public String symbol() {
    return instrument.symbol();
  }

  /** Who keeps the accounts behind the orders; to be set once, before any order. */
  public void desk(Desk keeper) {
    this.desk = keeper;
  }

  /** Tells a listener of everything from now on. */
  public void listen(MarketListener listener) {
    listeners.add(listener);
  }

  /** Id of the last change of the published book. */
  public long updateId() {
    return updateId;
  }

  /** Statistics of the trades. */
  public DayStats stats() {
    return stats;
  }

  /** The published book's best levels of a side: {@code BUY} for bids. */
  public List<Level> levels(Side side, int most) {
    return ladder(side).published(most);
  }

  /** The published quantity at a price. */
  public BigDecimal quantityAt(Side side, BigDecimal price) {
    return ladder(side).publishedAt(price);
  }

  /** The published best level of a side, or null. */
  public @Nullable Level best(Side side) {
    return ladder(side).publishedBest();
  }

  /** Mean of best bid and ask, or the last price if a side is empty. */
  public BigDecimal mid() {
    Level bid = best(Side.BUY);
    Level ask = best(Side.SELL);
    if (bid == null || ask == null) {
      return stats.last();
    }
    return bid.price().add(ask.price()).divide(BigDecimal.TWO, Fixed.SCALE, RoundingMode.HALF_EVEN);
  }

  private Ladder ladder(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /** Replaces what others offer. */
  public void replace(OrderBook book) {
    bids.clear();
    asks.clear();
    for (int i = 0; i < book.bids(); i++) {
      set(Side.BUY, book.priceE8(Side.SELL, i), book.quantityE8(Side.SELL, i));
    }
    for (int i = 0; i < book.asks(); i++) {
      set(Side.SELL, book.priceE8(Side.BUY, i), book.quantityE8(Side.BUY, i));
    }
    moved();
  }

  private void set(Side side, long priceE8, long quantityE8) {
    level(side, Fixed.toDecimal(priceE8), Fixed.toDecimal(quantityE8));
  }

  /** Forgets what others offer; {@link #moved} must follow. */
  public void clear() {
    bids.clear();
    asks.clear();
  }

  /** Sets what others offer at a price; {@link #moved} must follow. */
  public void level(Side side, BigDecimal price, BigDecimal quantity) {
    ladder(side).set(price, quantity);
  }

  /** Others' offers have changed: resting orders that now meet them trade, and all is published. */
  public void moved() {
    fillResting(bids, asks);
    fillResting(asks, bids);
    publish();
  }

  private void fillResting(Ladder resting, Ladder opposite) {
    for (Order order : resting.ownOrders()) {
      BigDecimal price = limit(order);
      BigDecimal offer = opposite.bestOffered();
      while (offer != null && order.accepts(offer) && order.end() == null) {
        BigDecimal quantity = order.left().min(opposite.offered(offer));
        opposite.set(offer, opposite.offered(offer).subtract(quantity));
        maker(resting, order, price, quantity);
        offer = opposite.bestOffered();
      }
    }
  }

  /** Others trade at a price; our orders that are better, or alone at it, take part. */
  public void print(BigDecimal price, BigDecimal quantity, Side taker) {
    Ladder resting = ladder(taker.opposite());
    BigDecimal left = quantity;
    for (Order order : resting.ownOrders()) {
      BigDecimal limit = limit(order);
      boolean first = order.accepts(price) && resting.offered(limit).signum() == 0;
      if (left.signum() > 0 && first) {
        BigDecimal part = order.left().min(left);
        left = left.subtract(part);
        maker(resting, order, limit, part);
      }
    }
    if (left.signum() > 0) {
      tell(trade(price, left, taker));
    }
    publish();
  }

  private void maker(Ladder resting, Order order, BigDecimal price, BigDecimal quantity) {
    MarketTrade trade = trade(price, quantity, order.side().opposite());
    execute(order, trade, true);
    resting.touch(price);
    if (order.left().signum() == 0) {
      resting.remove(order, price);
      end(order, Order.End.FILLED);
    }
    tell(trade);
  }

  private static BigDecimal limit(Order order) {
    BigDecimal price = order.price();
    if (price == null) {
      throw new IllegalStateException("order " + order.id() + " rests without a limit");
    }
    return price;
  }

  /** True if an order would trade at once. */
  public boolean crosses(Order order) {
    BigDecimal best = ladder(order.side().opposite()).best();
    return best != null && order.accepts(best);
  }

  /** What an order could take at once from others: quantity, or worth if it is by amount. */
  public BigDecimal available(Order order) {
    return ladder(order.side().opposite()).available(order);
  }

  /** What buying a quantity at once would cost; all that is offered if that is less. */
  public BigDecimal cost(BigDecimal quantity) {
    BigDecimal left = quantity;
    BigDecimal cost = BigDecimal.ZERO;
    for (Level level : asks.published(Integer.MAX_VALUE)) {
      BigDecimal part = left.min(level.quantity());
      cost = cost.add(part.multiply(level.price()));
      left = left.subtract(part);
    }
    return cost;
  }

  /** Takes an order in: it trades, rests or ends before this returns. */
  public void place(Order order) {
    if (order.life() == Order.Life.POST_ONLY && crosses(order)) {
      end(order, Order.End.WOULD_TAKE);
      return;
    }
    BigDecimal amount = order.amount();
    BigDecimal wanted = amount == null ? order.left() : amount;
    if (order.life() == Order.Life.FOK && available(order).compareTo(wanted) < 0) {
      end(order, Order.End.UNFILLED_FOK);
      return;
    }
    take(order);
    if (order.end() == null) {
      settleRest(order);
    }
    publish();
  }

  private void settleRest(Order order) {
    if (order.amount() != null && affordable(order) == null) {
      boolean all = order.amountLeft().signum() == 0;
      end(order, all ? Order.End.FILLED : Order.End.AMOUNT_SPENT);
    } else if (order.amount() == null && order.left().signum() == 0) {
      end(order, Order.End.FILLED);
    } else if (order.price() == null) {
      end(order, Order.End.NO_LIQUIDITY);
    } else if (order.life() == Order.Life.GTC || order.life() == Order.Life.POST_ONLY) {
      ladder(order.side()).add(order, limit(order));
      keeper().rested(order);
    } else {
      end(order, Order.End.UNFILLED_IOC);
    }
  }

  /** Null if the amount left buys nothing at the best price; else what it buys. */
  private @Nullable BigDecimal affordable(Order order) {
    BigDecimal best = ladder(order.side().opposite()).best();
    if (best == null) {
      return BigDecimal.ONE;
    }
    BigDecimal quantity = order.amountLeft().divide(best, Fixed.SCALE, RoundingMode.DOWN);
    BigDecimal whole = quantity.subtract(quantity.remainder(lot));
    return whole.signum() == 0 ? null : whole;
  }

  private void take(Order order) {
    Ladder opposite = ladder(order.side().opposite());
    while (order.end() == null) {
      BigDecimal price = opposite.best();
      BigDecimal wanted = order.amount() == null ? order.left() : affordable(order);
      if (price == null || wanted == null || wanted.signum() == 0 || !order.accepts(price)) {
        return;
      }
      BigDecimal offered = opposite.offered(price);
      if (offered.signum() > 0) {
        BigDecimal quantity = wanted.min(offered);
        opposite.set(price, offered.subtract(quantity));
        MarketTrade trade = trade(price, quantity, order.side());
        execute(order, trade, false);
        tell(trade);
      } else {
        meetOwn(order, opposite, price, wanted);
      }
    }
  }

  private void meetOwn(Order taker, Ladder opposite, BigDecimal price, BigDecimal wanted) {
    Order maker = opposite.firstOwnAt(price);
    if (maker == null) {
      throw new IllegalStateException("no order at " + price);
    }
    BigDecimal common = wanted.min(maker.left());
    switch (taker.selfMatch()) {
      case NONE -> {
        execute(taker, trade(price, common, taker.side()), false);
        maker(opposite, maker, price, common);
      }
      case CANCEL_MAKER -> prevent(maker, maker.left());
      case CANCEL_TAKER -> prevent(taker, taker.left());
      case CANCEL_BOTH -> {
        prevent(maker, maker.left());
        prevent(taker, taker.left());
      }
      case REDUCE -> {
        prevent(maker, common);
        prevent(taker, common);
      }
    }
  }

  private void prevent(Order order, BigDecimal quantity) {
    order.prevent(quantity);
    keeper().prevented(order, quantity);
    if (order.resting()) {
      ladder(order.side()).touch(limit(order));
    }
    if (order.left().signum() == 0) {
      if (order.resting()) {
        ladder(order.side()).remove(order, limit(order));
      }
      end(order, Order.End.SELF_MATCH);
    }
  }

  /** Takes an order out of the book; false if it does not rest there. */
  public boolean cancel(Order order) {
    if (!order.resting()) {
      return false;
    }
    ladder(order.side()).remove(order, limit(order));
    end(order, Order.End.CANCELLED);
    publish();
    return true;
  }

  private MarketTrade trade(BigDecimal price, BigDecimal quantity, Side taker) {
    return new MarketTrade(tradeId++, price, quantity, taker, clock.nowMs());
  }

  private void execute(Order order, MarketTrade trade, boolean maker) {
    Fill fill = new Fill(trade.id(), trade.price(), trade.quantity(), maker, trade.timeMs());
    order.execute(fill);
    keeper().filled(order, fill);
  }

  private void end(Order order, Order.End why) {
    order.end(why);
    keeper().ended(order, why);
  }

  private Desk keeper() {
    if (desk == null) {
      throw new IllegalStateException(symbol() + " has no desk");
    }
    return desk;
  }

  private void tell(MarketTrade trade) {
    stats.add(trade);
    listeners.forEach(l -> l.traded(this, trade));
  }

  private void publish() {
    boolean bidsChanged = publish(Side.BUY);
    boolean asksChanged = publish(Side.SELL);
    if (bidsChanged || asksChanged) {
      listeners.forEach(l -> l.bookChanged(this));
    }
  }

  private boolean publish(Side side) {
    List<Level> changes = ladder(side).takeChanges();
    for (Level change : changes) {
      updateId += idStep;
      listeners.forEach(l -> l.levelChanged(this, side, change.price(), change.quantity()));
    }
    return !changes.isEmpty();
  }
}
