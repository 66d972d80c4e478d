package haetae.execution;

import haetae.market.Instrument;
import haetae.market.OrderBook;

/** What execution may know of the market. Threads: the engine's. */
public interface MarketView {
  /** The last book of an instrument; never null, maybe empty. */
  OrderBook book(Instrument instrument);

  /** True if the book is whole, fresh enough to reduce risk on, and its venue is reachable. */
  boolean tradable(Instrument instrument, long nowNs);
}
