package haetae.venue.binance;

/** Which of Binance's two markets a connector serves. */
public enum Product {
  /** Coins change hands. */
  SPOT("/api/v3"),
  /** USD-margined perpetual futures. */
  USDM("/fapi/v1");

  private final String path;

  Product(String path) {
    this.path = path;
  }

  /** Path before an endpoint's own, for example {@code /api/v3}. */
  String path() {
    return path;
  }
}
