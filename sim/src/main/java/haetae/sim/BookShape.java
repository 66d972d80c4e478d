package haetae.sim;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.PriceGrid;
import org.jspecify.annotations.Nullable;

/**
 * Builds a modelled book around a mid price: levels a tick or more apart, each worth about the
 * same.
 *
 * <p>The touch is as near to the mid as grid and spread allow, so the book is never crossed.
 */
public final class BookShape {
  private final int levels;
  private final double topQuote;
  private final double halfSpread;

  /**
   * A shape.
   *
   * @param topQuote worth of one level in the quote asset
   * @param halfSpread distance of the touch to the mid as a fraction of the mid
   */
  public BookShape(int levels, double topQuote, double halfSpread) {
    this.levels = levels;
    this.topQuote = topQuote;
    this.halfSpread = halfSpread;
  }

  /**
   * Fills a book that is empty.
   *
   * @param random varies the sizes; null for equal ones
   */
  public void fill(OrderBook book, Instrument instrument, double mid, @Nullable Randomness random) {
    PriceGrid grid = instrument.rules().grid();
    long midE8 = Math.round(mid * Fixed.ONE);
    long away = Math.round(mid * halfSpread * Fixed.ONE);
    long bid = grid.floorE8(midE8 - away);
    long ask = grid.ceilE8(midE8 + away);
    if (ask == bid) {
      ask = grid.ceilE8(bid + 1);
    }
    for (int i = 0; i < levels && bid > 0; i++) {
      book.addBid(bid, quantity(instrument, bid, random));
      bid = grid.floorE8(bid - 1);
    }
    for (int i = 0; i < levels; i++) {
      book.addAsk(ask, quantity(instrument, ask, random));
      ask = grid.ceilE8(ask + 1);
    }
  }

  private long quantity(Instrument instrument, long priceE8, @Nullable Randomness random) {
    double factor = random == null ? 1 : Math.exp(0.5 * random.gaussian());
    double quantity = topQuote * factor / (priceE8 / (double) Fixed.ONE);
    long whole = instrument.rules().floorQuantityE8(Math.round(quantity * Fixed.ONE));
    return Math.max(whole, instrument.rules().lotE8());
  }
}
