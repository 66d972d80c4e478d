package haetae.app.research;

/** Last known prices of one coin at both venues, and whether each is newer than the last sample. */
final class Coin {
  private final String name;
  private double upbit;
  private double binance;
  private long upbitNs;
  private long binanceNs;
  private boolean upbitNew;
  private boolean binanceNew;

  Coin(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void upbit(double price, long timeNs) {
    upbit = price;
    upbitNs = timeNs;
    upbitNew = true;
  }

  void binance(double price, long timeNs) {
    binance = price;
    binanceNs = timeNs;
    binanceNew = true;
  }

  /** True if both venues have spoken since the last sample. */
  boolean due() {
    return upbitNew && binanceNew;
  }

  /** Nanoseconds between the two prices. */
  long skewNs() {
    return Math.abs(upbitNs - binanceNs);
  }

  /** Premium of Upbit over Binance in percent at a rate; the prices count as used. */
  double take(double rate) {
    upbitNew = false;
    binanceNew = false;
    return (upbit / (binance * rate) - 1) * 100;
  }
}
