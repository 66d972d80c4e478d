package haetae.app.shadow;

import haetae.engine.TradeRecord;
import haetae.market.Direction;
import haetae.market.Venue;
import org.jspecify.annotations.Nullable;

/**
 * How one pair trade went, as its orders and fills tell. Immutable.
 *
 * @param pair coin of the pair
 * @param decidedNs engine time of the entry's first order
 * @param liveAllowed real orders were allowed then
 * @param upbitIn the entry's Upbit leg; an unwind of it counts as the way out
 * @param nakedNs time for which a leg stood alone, of all its times together
 * @param nakedLongestNs the longest of them
 * @param end its figures once it has ended
 */
public record TradeFacts(
    long tradeId,
    String pair,
    Direction direction,
    long decidedNs,
    boolean liveAllowed,
    LegFacts upbitIn,
    LegFacts binanceIn,
    LegFacts upbitOut,
    LegFacts binanceOut,
    long nakedNs,
    long nakedLongestNs,
    @Nullable TradeRecord end) {

  /** True if at least one of its orders filled. */
  public boolean filled() {
    return upbitIn.quantityE8() != 0 || binanceIn.quantityE8() != 0;
  }

  /** The entry's leg at a venue. */
  public LegFacts in(Venue venue) {
    return venue == Venue.UPBIT ? upbitIn : binanceIn;
  }

  /** The exit's leg at a venue. */
  public LegFacts out(Venue venue) {
    return venue == Venue.UPBIT ? upbitOut : binanceOut;
  }
}
