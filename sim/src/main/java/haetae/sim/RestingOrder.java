package haetae.sim;

import haetae.engine.Event;
import haetae.execution.OrderIntent;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.util.ArrayList;
import java.util.List;

/** A post-only limit order that rests at its price. Threads: the run's. */
final class RestingOrder {
  private final OrderIntent intent;
  private final Scheduler time;
  private final QueuePosition queue;
  private final List<Event.OrderFilled> fills = new ArrayList<>();

  RestingOrder(OrderIntent intent, OrderBook book, Scheduler time) {
    this.intent = intent;
    this.time = time;
    this.queue = new QueuePosition(levelE8(intent, book), intent.quantityE8());
  }

  /** True if an order at this price would trade at once. */
  static boolean crosses(OrderIntent intent, OrderBook book) {
    if (book.depth(intent.side()) == 0) {
      return false;
    }
    long touch = book.priceE8(intent.side(), 0);
    long limit = intent.limitPriceE8();
    return intent.side() == Side.BUY ? limit >= touch : limit <= touch;
  }

  /** What others have at the order's price, on its own side of the book. */
  private static long levelE8(OrderIntent intent, OrderBook book) {
    Side taker = intent.side().opposite();
    int depth = book.depth(taker);
    long limit = intent.limitPriceE8();
    long last = depth == 0 ? 0 : book.priceE8(taker, depth - 1);
    if (depth == 0 || (intent.side() == Side.BUY ? limit < last : limit > last)) {
      return QueuePosition.UNSEEN;
    }
    for (int i = 0; i < depth; i++) {
      if (book.priceE8(taker, i) == limit) {
        return book.quantityE8(taker, i);
      }
    }
    return 0;
  }

  OrderIntent intent() {
    return intent;
  }

  Scheduler time() {
    return time;
  }

  List<Event.OrderFilled> fills() {
    return fills;
  }

  long leftE8() {
    return queue.leftE8();
  }

  long filledE8() {
    return intent.quantityE8() - queue.leftE8();
  }

  /** A new book; returns what it fills: all that is left if the other side has come through. */
  long book(OrderBook book) {
    boolean through = crosses(intent, book) && book.priceE8(intent.side(), 0) != limitE8();
    if (through) {
      return queue.through();
    }
    queue.level(levelE8(intent, book));
    return 0;
  }

  /** A public trade; returns what of it falls to this order. */
  long trade(Event.TradePrinted trade) {
    boolean beyond =
        intent.side() == Side.BUY ? trade.priceE8() < limitE8() : trade.priceE8() > limitE8();
    if (beyond) {
      return queue.through();
    }
    boolean ours = trade.priceE8() == limitE8() && trade.taker() == intent.side().opposite();
    return ours ? queue.traded(trade.quantityE8()) : 0;
  }

  private long limitE8() {
    return intent.limitPriceE8();
  }
}
