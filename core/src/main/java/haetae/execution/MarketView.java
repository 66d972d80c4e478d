package haetae.execution;

import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Side;

/** What execution may know of the market and of the account. Threads: the engine's. */
public interface MarketView {
  /** The last book of an instrument; never null, maybe empty. */
  OrderBook book(Instrument instrument);

  /** True if the book is whole and fresh enough to reduce risk on, reachable or not. */
  boolean quoted(Instrument instrument, long nowNs);

  /** True if it is quoted, its venue is reachable, and takes orders as far as is known. */
  boolean tradable(Instrument instrument, long nowNs);

  /**
   * True if an order can only make the account's position in a perpetual smaller, whichever trades
   * hold it. The venue takes such an order in any size.
   */
  boolean shrinks(Instrument instrument, Side side, long quantityE8);

  /** Until when the venue takes no orders by its own word; in the past if it takes them. */
  long closedUntilNs(Instrument instrument);
}
