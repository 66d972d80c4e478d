package haetae.market;

import java.util.Locale;

/**
 * A currency or coin.
 *
 * @param code upper-case ticker, for example {@code KRW}; never empty
 */
public record Asset(String code) implements Comparable<Asset> {
  /** Korean won, the book currency. */
  public static final Asset KRW = new Asset("KRW");

  /** Tether, the quote asset at Binance. */
  public static final Asset USDT = new Asset("USDT");

  /** Binance's fee token. */
  public static final Asset BNB = new Asset("BNB");

  /** Checks that the code is upper case and not empty. */
  public Asset {
    if (code.isEmpty() || !code.equals(code.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException("asset code must be upper case: '" + code + "'");
    }
  }

  @Override
  public int compareTo(Asset other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }
}
