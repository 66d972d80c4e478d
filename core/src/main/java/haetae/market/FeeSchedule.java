package haetae.market;

/**
 * Taker fees of one route, in parts per million of the notional.
 *
 * @param upbitPpm coin leg at Upbit, charged in KRW
 * @param binancePpm coin leg at Binance
 * @param fxPpm KRW-USDT leg at Upbit; 0 when USDT stays unconverted
 * @param binanceInBase true when Binance charges spot buys in the base asset (no BNB discount)
 */
public record FeeSchedule(long upbitPpm, long binancePpm, long fxPpm, boolean binanceInBase) {
  /** Checks that no fee is negative or 100 % and above. */
  public FeeSchedule {
    check("upbit", upbitPpm);
    check("binance", binancePpm);
    check("fx", fxPpm);
  }

  private static void check(String name, long ppm) {
    if (ppm < 0 || ppm >= Fixed.MILLION) {
      throw new IllegalArgumentException(name + " fee out of range: " + ppm + " ppm");
    }
  }
}
