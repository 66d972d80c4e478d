package haetae.engine;

/**
 * One pair as people watch it. Immutable.
 *
 * <p>Units: prices E8 of the quote asset, 0 if a side is empty; premia and edges ppm, positive when
 * Korea is dearer or the trade pays, {@link #UNKNOWN} while the depth of a book is short; ages ms,
 * -1 if a book was never seen.
 *
 * @param pair name of the pair
 * @param fault what is wrong with its books, empty if nothing
 * @param quantityE8 coin quantity that premia and edges are for
 * @param midPpm premium of the mid prices, for display only
 * @param sellPpm executable premium of selling at Upbit and buying at Binance
 * @param buyPpm executable premium of buying at Upbit and selling at Binance
 * @param sellNetPpm edge of that sale after fees and expected costs
 * @param buyNetPpm edge of that purchase after fees and expected costs
 * @param neededPpm net edge that an entry must have
 */
public record PairView(
    String pair,
    String fault,
    long quantityE8,
    long upbitBidE8,
    long upbitAskE8,
    long binanceBidE8,
    long binanceAskE8,
    long fxBidE8,
    long fxAskE8,
    long midPpm,
    long sellPpm,
    long buyPpm,
    long sellNetPpm,
    long buyNetPpm,
    long neededPpm,
    long upbitAgeMs,
    long binanceAgeMs,
    long fxAgeMs) {
  /** A premium or an edge that cannot be told. */
  public static final long UNKNOWN = Long.MIN_VALUE;
}
