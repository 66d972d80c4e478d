package haetae.sim;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Models KRW-USDT where a recording lacks it: the median, over a trailing window, of the rate that
 * both venues' coin prices imply. A premium against it is the deviation from its own recent median,
 * not the real one. Threads: one.
 */
public final class ImpliedRate {
  private record Point(long timeNs, double rate) {}

  private static final int MOST = 4_096;

  private final long windowNs;
  private final ArrayDeque<Point> points = new ArrayDeque<>();

  /** A rate over a window. */
  public ImpliedRate(long windowNs) {
    this.windowNs = windowNs;
  }

  /** Takes both prices at a time. */
  public void add(long timeNs, double krw, double usdt) {
    points.addLast(new Point(timeNs, krw / usdt));
    while (points.size() > MOST || timeNs - points.peekFirst().timeNs() > windowNs) {
      points.removeFirst();
    }
  }

  /** The median, 0 while there is nothing. */
  public double rate() {
    if (points.isEmpty()) {
      return 0;
    }
    double[] sorted = points.stream().mapToDouble(Point::rate).sorted().toArray();
    return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElse(0);
  }
}
