package haetae.ops.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/**
 * Durations counted in fixed buckets. One thread records, without a lock and without allocating;
 * any may take a picture.
 */
public final class LatencyHistogram {
  private final long[] boundsNs;
  private final AtomicLongArray counts;
  private final AtomicLong sumNs = new AtomicLong();

  /**
   * A picture of the buckets, which may lack the very last record in its sum.
   *
   * @param boundsNs upper bounds, inclusive, ascending; one more bucket has no bound
   * @param counts records in each bucket, not cumulative, one more than there are bounds
   * @param sumNs sum of all records
   */
  public record Picture(List<Long> boundsNs, List<Long> counts, long sumNs) {
    /** Takes copies of the lists. */
    public Picture {
      boundsNs = List.copyOf(boundsNs);
      counts = List.copyOf(counts);
    }

    /** Records in all buckets. */
    public long total() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * An empty histogram.
   *
   * @param boundsNs upper bounds in ns, inclusive, ascending
   */
  public LatencyHistogram(long... boundsNs) {
    this.boundsNs = boundsNs.clone();
    for (int i = 1; i < boundsNs.length; i++) {
      if (boundsNs[i] <= boundsNs[i - 1]) {
        throw new IllegalArgumentException("bounds must ascend: " + boundsNs[i]);
      }
    }
    this.counts = new AtomicLongArray(boundsNs.length + 1);
  }

  /** Bounds 1, 2, 5, 10 ... from the first to the last power of ten, in ns. */
  public static LatencyHistogram decades(long fromNs, long toNs) {
    LongStream.Builder bounds = LongStream.builder();
    for (long decade = fromNs; decade < toNs; decade *= 10) {
      bounds.add(decade).add(2 * decade).add(5 * decade);
    }
    return new LatencyHistogram(bounds.add(toNs).build().toArray());
  }

  /** Counts a duration; less than 0 counts as 0. Threads: the one that records. */
  public void record(long ns) {
    long value = Math.max(0, ns);
    int bucket = 0;
    while (bucket < boundsNs.length && value > boundsNs[bucket]) {
      bucket++;
    }
    counts.lazySet(bucket, counts.getPlain(bucket) + 1);
    sumNs.lazySet(sumNs.getPlain() + value);
  }

  /** The counts now. */
  public Picture picture() {
    List<Long> now = new ArrayList<>();
    for (int i = 0; i < counts.length(); i++) {
      now.add(counts.get(i));
    }
    return new Picture(LongStream.of(boundsNs).boxed().toList(), now, sumNs.get());
  }
}
