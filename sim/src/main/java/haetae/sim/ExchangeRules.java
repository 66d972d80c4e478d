package haetae.sim;

import haetae.market.Fixed;

/**
 * How the simulated venues behave.
 *
 * @param upbitFeePpm taker fee in KRW
 * @param binanceFeePpm taker fee, in USDT for perpetuals and spot sells
 * @param binanceFeeInBase true if spot buys pay the fee in the coin
 * @param upbitLatencyNs one-way time of an order or an answer at Upbit
 * @param binanceLatencyNs the same at Binance
 * @param jitterPpm a latency is drawn between itself and itself plus this share
 * @param leverage notional a perpetual may have for one USDT of margin, from 1
 * @param partialPpm probability that an order finds part of the visible depth gone
 * @param rejectPpm probability that the venue refuses a good order
 * @param silentPpm probability that an order is carried out and its answer is lost
 * @param duplicatePpm probability that a fill is reported twice
 */
public record ExchangeRules(
    long upbitFeePpm,
    long binanceFeePpm,
    boolean binanceFeeInBase,
    long upbitLatencyNs,
    long binanceLatencyNs,
    long jitterPpm,
    int leverage,
    long partialPpm,
    long rejectPpm,
    long silentPpm,
    long duplicatePpm) {
  /** Checks the ranges. */
  public ExchangeRules {
    if (upbitLatencyNs < 0 || binanceLatencyNs < 0 || leverage < 1) {
      throw new IllegalArgumentException("exchange rules out of range");
    }
    for (long ppm :
        new long[] {upbitFeePpm, binanceFeePpm, partialPpm, rejectPpm, silentPpm, duplicatePpm}) {
      if (ppm < 0 || ppm > Fixed.MILLION) {
        throw new IllegalArgumentException("exchange rules out of range: " + ppm + " ppm");
      }
    }
  }

  /** Venues without faults: fees of Upbit's KRW market and of a perpetual taker at VIP 0. */
  public static ExchangeRules faultless(long upbitLatencyNs, long binanceLatencyNs) {
    return new ExchangeRules(
        500, 500, false, upbitLatencyNs, binanceLatencyNs, 500_000, 3, 0, 0, 0, 0);
  }
}
