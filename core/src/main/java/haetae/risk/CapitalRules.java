package haetae.risk;

/**
 * How much money all pairs together may have at work, in KRW E8 of notional. An entry counts with
 * its whole size from the moment it is sent until it stands or has ended; then what it really holds
 * counts.
 *
 * @param totalKrwE8 over all pairs
 * @param pairKrwE8 of one pair
 * @param upbitKrwE8 of the legs at Upbit
 * @param binanceKrwE8 of the legs at Binance
 */
public record CapitalRules(long totalKrwE8, long pairKrwE8, long upbitKrwE8, long binanceKrwE8) {
  /** Checks that all are positive. */
  public CapitalRules {
    if (Math.min(Math.min(totalKrwE8, pairKrwE8), Math.min(upbitKrwE8, binanceKrwE8)) <= 0) {
      throw new IllegalArgumentException("capital limits must be positive");
    }
  }
}
