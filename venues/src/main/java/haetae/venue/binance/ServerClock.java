package haetae.venue.binance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The venue's clock less ours: from the last samples, the one with the shortest round trip.
 *
 * <p>Threads: any.
 */
final class ServerClock {
  private static final int SAMPLES = 8;
  private static final long MS_NS = 1_000_000;
  private static final long SLACK_NS = 50 * MS_NS;

  private record Sample(long offsetNs, long roundTripNs) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long offsetNs;
  private volatile boolean known;

  /** Takes the venue's time between our times of asking and hearing. */
  void sample(long sentNs, long serverMs, long receivedNs) {
    long middleNs = sentNs + (receivedNs - sentNs) / 2;
    lock.lock();
    try {
      if (samples.size() == SAMPLES) {
        samples.removeFirst();
      }
      Sample fresh = new Sample(serverMs * MS_NS - middleNs, receivedNs - sentNs);
      // Samples that cannot both be right: one of the clocks was set, and the new one counts.
      samples.removeIf(old -> contradicts(old, fresh));
      samples.addLast(fresh);
      Sample best = samples.getFirst();
      for (Sample sample : samples) {
        best = sample.roundTripNs < best.roundTripNs ? sample : best;
      }
      offsetNs = best.offsetNs;
      known = true;
    } finally {
      lock.unlock();
    }
  }

  private static boolean contradicts(Sample a, Sample b) {
    long apart = Math.abs(a.offsetNs - b.offsetNs);
    return apart > (a.roundTripNs + b.roundTripNs) / 2 + SLACK_NS;
  }

  /** The venue's clock less ours, 0 before the first sample. */
  long offsetNs() {
    return offsetNs;
  }

  /** True once there is a sample. */
  boolean known() {
    return known;
  }

  /** The venue's time at a time of ours, ms since the epoch. */
  long serverMs(long nowNs) {
    return (nowNs + offsetNs) / MS_NS;
  }
}
