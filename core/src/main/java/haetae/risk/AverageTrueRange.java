package haetae.risk;

/**
 * Wilder's average true range over bars of a fixed length, of a series that may be negative (a
 * premium in ppm).
 *
 * <p>True range of a bar = max(high, last close) − min(low, last close). Threads: the engine's.
 */
public final class AverageTrueRange {
  private final int window;
  private final long barNs;
  private long barStartNs = Long.MIN_VALUE;
  private long high;
  private long low;
  private long close;
  private long lastClose;
  private int bars;
  private long sum;
  private long atrScaled;

  /** An empty range over {@code window} bars of {@code barNs}. */
  public AverageTrueRange(int window, long barNs) {
    this.window = window;
    this.barNs = barNs;
  }

  /** Takes the value at a time; times must not go back. */
  public void update(long nowNs, long value) {
    if (barStartNs == Long.MIN_VALUE) {
      open(nowNs, value);
      lastClose = value;
      return;
    }
    if (nowNs - barStartNs >= barNs) {
      closeBar();
      open(nowNs, value);
    }
    high = Math.max(high, value);
    low = Math.min(low, value);
    close = value;
  }

  private void open(long nowNs, long value) {
    barStartNs = nowNs;
    high = value;
    low = value;
    close = value;
  }

  private void closeBar() {
    long range = Math.max(high, lastClose) - Math.min(low, lastClose);
    lastClose = close;
    bars++;
    if (bars <= window) {
      sum += range;
      atrScaled = sum * window / bars;
    } else {
      // Wilder: atr += (range - atr) / window, kept scaled by the window against rounding.
      atrScaled += range - atrScaled / window;
    }
  }

  /** The average true range, or -1 while fewer than {@code window} bars are complete. */
  public long value() {
    return bars < window ? -1 : atrScaled / window;
  }
}
