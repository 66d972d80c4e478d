package haetae.risk;

import java.util.List;

/**
 * Everything that is known about an entry when it is about to be decided.
 *
 * <p>Units by suffix; a value that could not be had is at its worst, never at 0.
 *
 * @param notionalKrwE8 worth of the Upbit leg
 * @param confidencePpm confidence of the signal
 * @param netPpm net edge after fees and reserve
 * @param slippagePpm from the touch to the average price, both legs together
 * @param liquidityKrwE8 visible liquidity of the thinner leg
 * @param depthSharePpm share of the thinner leg's visible depth that the size takes
 * @param priceGapPpm absolute distance of the Upbit price to Binance's converted price
 * @param fxGapPpm absolute distance of KRW-USDT to its slow average
 * @param exposureKrwE8 open exposure before this entry
 * @param fxExposureKrwE8 net USDT exposure before this entry
 * @param openPositions open pair trades before this entry
 * @param dailyLossKrwE8 loss of the day so far, negative for a profit
 * @param drawdownPpm fall of equity from its peak
 * @param ordersLastMinute orders sent in the last 60 s
 * @param ages ages of the three books
 * @param blocks refusals that are not about a number (states, venues, books, balances)
 */
public record EntryCheck(
    long notionalKrwE8,
    long confidencePpm,
    long netPpm,
    long slippagePpm,
    long liquidityKrwE8,
    long depthSharePpm,
    long priceGapPpm,
    long fxGapPpm,
    long exposureKrwE8,
    long fxExposureKrwE8,
    int openPositions,
    long dailyLossKrwE8,
    long drawdownPpm,
    int ordersLastMinute,
    QuoteAges ages,
    List<Refusal> blocks) {

  /** Takes a copy of the list. */
  public EntryCheck {
    blocks = List.copyOf(blocks);
  }
}
