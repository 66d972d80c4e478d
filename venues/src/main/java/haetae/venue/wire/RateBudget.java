package haetae.venue.wire;

import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests (or how much weight) may still go out in a trailing window, with a part kept
 * back for what is urgent.
 *
 * <p>Counting over a trailing window holds whether the venue's own window slides or is fixed. After
 * a refusal it is closed until the venue's time is over. Times: ns of any one clock. Threads: any.
 */
public final class RateBudget {
  private static final int SLICES = 32;
  private static final long MILLION = 1_000_000;

  private final String name;
  private final long limit;
  private final long sliceNs;
  private final long keptForUrgent;
  private final long keptFromLow;
  private final long[] used = new long[SLICES + 1];
  private final long[] slices = new long[SLICES + 1];
  private final ReentrantLock lock = new ReentrantLock();
  private long closedUntilNs = Long.MIN_VALUE;
  private long refused;

  /**
   * A budget.
   *
   * @param name the venue's group, for messages
   * @param nominal what the venue allows in a window
   * @param windowNs length of the window
   * @param sharePpm part of the nominal that is used at all
   * @param reservePpm part of that which only {@link Lane#URGENT} may use
   */
  public RateBudget(String name, long nominal, long windowNs, long sharePpm, long reservePpm) {
    this.name = name;
    this.limit = Math.max(1, nominal * sharePpm / MILLION);
    this.sliceNs = Math.max(1, windowNs / SLICES);
    this.keptForUrgent = limit * reservePpm / MILLION;
    this.keptFromLow = Math.min(limit - 1, keptForUrgent + limit / 5);
    java.util.Arrays.fill(slices, Long.MIN_VALUE);
  }

  /** The venue's group. */
  public String name() {
    return name;
  }

  /** Takes weight out of the budget, or tells that it may not be sent now. */
  public boolean take(long weight, Lane lane, long nowNs) {
    lock.lock();
    try {
      long kept =
          switch (lane) {
            case URGENT -> 0;
            case NORMAL -> keptForUrgent;
            case LOW -> keptFromLow;
          };
      if (nowNs < closedUntilNs || usedAt(nowNs) + weight > limit - kept) {
        refused++;
        return false;
      }
      add(weight, nowNs);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void add(long weight, long nowNs) {
    long slice = Math.floorDiv(nowNs, sliceNs);
    int i = (int) Math.floorMod(slice, (long) slices.length);
    if (slices[i] != slice) {
      slices[i] = slice;
      used[i] = 0;
    }
    used[i] += weight;
  }

  private long usedAt(long nowNs) {
    long slice = Math.floorDiv(nowNs, sliceNs);
    long sum = 0;
    for (int i = 0; i < slices.length; i++) {
      if (slices[i] > slice - slices.length && slices[i] <= slice) {
        sum += used[i];
      }
    }
    return sum;
  }

  /** The venue counts more than we do (another process uses the same budget): follow it. */
  public void observeUsed(long venueUsed, long nowNs) {
    lock.lock();
    try {
      long missing = venueUsed - usedAt(nowNs);
      if (missing > 0) {
        add(missing, nowNs);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is sent until a time; never shortens a pause. */
  public void close(long untilNs) {
    lock.lock();
    try {
      closedUntilNs = Math.max(closedUntilNs, untilNs);
    } finally {
      lock.unlock();
    }
  }

  /** Time for which nothing more is sent, 0 if it is open. */
  public long closedForNs(long nowNs) {
    lock.lock();
    try {
      return nowNs < closedUntilNs ? closedUntilNs - nowNs : 0;
    } finally {
      lock.unlock();
    }
  }

  /** Weight in use, in parts per million of the limit. */
  public long usedPpm(long nowNs) {
    lock.lock();
    try {
      return nowNs < closedUntilNs ? MILLION : usedAt(nowNs) * MILLION / limit;
    } finally {
      lock.unlock();
    }
  }

  /** Requests that were not sent for want of budget. */
  public long refused() {
    lock.lock();
    try {
      return refused;
    } finally {
      lock.unlock();
    }
  }

  /** Most weight in a window. */
  public long limit() {
    return limit;
  }
}
