package haetae.app.research;

import java.util.Arrays;

/** The median of the values of a stretch of time. Threads: one. */
final class TrailingMedian {
  private final long windowNs;
  private final long[] times = new long[Episodes.MOST_IN_WINDOW];
  private final double[] values = new double[Episodes.MOST_IN_WINDOW];
  private final double[] sorted = new double[Episodes.MOST_IN_WINDOW];
  private int oldest;
  private int size;

  TrailingMedian(long windowNs) {
    this.windowNs = windowNs;
  }

  /** Forgets what is older than the window. */
  void expire(long nowNs) {
    while (size > 0 && nowNs - times[oldest] > windowNs) {
      drop();
    }
  }

  void add(long timeNs, double value) {
    if (size == values.length) {
      drop();
    }
    int at = (oldest + size) % values.length;
    times[at] = timeNs;
    values[at] = value;
    int place = Arrays.binarySearch(sorted, 0, size, value);
    place = place < 0 ? -place - 1 : place;
    System.arraycopy(sorted, place, sorted, place + 1, size - place);
    sorted[place] = value;
    size++;
  }

  private void drop() {
    int place = Arrays.binarySearch(sorted, 0, size, values[oldest]);
    System.arraycopy(sorted, place + 1, sorted, place, size - place - 1);
    oldest = (oldest + 1) % values.length;
    size--;
  }

  int size() {
    return size;
  }

  /** The median; with an even number the mean of the two in the middle. */
  double value() {
    int half = size / 2;
    return size % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
