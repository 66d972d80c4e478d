package haetae.sim.fault;

import java.util.Arrays;

/**
 * Durations in ms, in buckets an eighth wide at most; percentiles are a bucket's upper end. Merging
 * two is exact. Threads: one owner.
 */
public final class Durations {
  private static final int SUB_BITS = 3;
  private static final int SUB = 1 << SUB_BITS;

  private final long[] counts = new long[64 * SUB];
  private long count;
  private long max;

  /** Adds one duration; a negative one counts as 0. */
  public void add(long ms) {
    long value = Math.max(0, ms);
    counts[bucket(value)]++;
    count++;
    max = Math.max(max, value);
  }

  /** Adds all of another. */
  public void addAll(Durations other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    max = Math.max(max, other.max);
  }

  /** How many. */
  public long count() {
    return count;
  }

  /** The longest, 0 if there is none. */
  public long max() {
    return max;
  }

  /** The duration that the given share of all is not above; 0 if there is none. */
  public long percentile(int percent) {
    long wanted = Math.ceilDiv(count * percent, 100);
    long seen = 0;
    for (int i = 0; i < counts.length && wanted > 0; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(max, upper(i));
      }
    }
    return 0;
  }

  private static int bucket(long value) {
    if (value < SUB) {
      return (int) value;
    }
    int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    return (shift + 1) * SUB + (int) (value >> shift) - SUB;
  }

  private static long upper(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Durations d && max == d.max && Arrays.equals(counts, d.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
