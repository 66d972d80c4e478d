package haetae.market;

import java.math.RoundingMode;

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

  /**
   * Quantity to buy at Binance so that at least the given quantity arrives.
   *
   * <p>{@code ceil_lot(q / (1 - f))} when the fee is charged in the base asset, else q itself.
   * Example: q 0.10, fee 0.1 %, lot 0.00001: 0.10011. This is the one quantity that rounds up, so
   * the balance must be checked again.
   *
   * @param lotE8 Binance's quantity step
   */
  public long grossUpE8(long quantityE8, long lotE8) {
    return binanceInBase ? CommonLot.grossUpE8(quantityE8, binancePpm, lotE8) : quantityE8;
  }

  /** Base quantity that arrives when the given quantity is bought at Binance, rounded down. */
  public long receivedE8(long boughtE8) {
    return binanceInBase
        ? Fixed.partE8(boughtE8, Fixed.MILLION - binancePpm, RoundingMode.FLOOR)
        : boughtE8;
  }

  private static void check(String name, long ppm) {
    if (ppm < 0 || ppm >= Fixed.MILLION) {
      throw new IllegalArgumentException(name + " fee out of range: " + ppm + " ppm");
    }
  }
}
