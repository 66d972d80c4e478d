package haetae.venue.upbit;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Upbit's clock less ours, bounded from both sides: it has no time endpoint, but each answer's Date
 * header has whole seconds, and no message is stamped later than it is sent. The bounds of many
 * samples narrow to well below a second.
 *
 * <p>Threads: any.
 */
final class UpbitClock {
  private static final long MS_NS = 1_000_000L;
  private static final long SECOND_NS = 1_000 * MS_NS;
  private static final long WIDEN_PPM = 50;
  private static final long NARROW_NS = 2 * SECOND_NS;

  private final ReentrantLock lock = new ReentrantLock();
  private boolean known;
  private long lowNs;
  private long highNs;
  private long atNs;

  /** Takes the Date header of an answer. */
  void date(@Nullable String header, long sentNs, long receivedNs) {
    if (header == null) {
      return;
    }
    try {
      long second =
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
      narrow(second * SECOND_NS - receivedNs, (second + 1) * SECOND_NS - sentNs, receivedNs);
    } catch (DateTimeException e) {
      // A header that is no date tells nothing.
      return;
    }
  }

  /** The venue's clock showed at least this when its message was received. */
  void notAfter(long venueMs, long receivedNs) {
    lock.lock();
    try {
      if (known) {
        narrow(venueMs * MS_NS - receivedNs, Long.MAX_VALUE, receivedNs);
      }
    } finally {
      lock.unlock();
    }
  }

  private void narrow(long low, long high, long nowNs) {
    lock.lock();
    try {
      if (!known) {
        lowNs = low;
        highNs = high;
        known = true;
        atNs = nowNs;
        return;
      }
      // Clocks drift: old bounds grow wider with time.
      long widen = Math.max(0, nowNs - atNs) / 1_000_000 * WIDEN_PPM;
      atNs = nowNs;
      lowNs = Math.max(lowNs - widen, low);
      highNs = Math.min(highNs + widen, high);
      if (lowNs > highNs) {
        // One of the clocks was set: begin again with this sample.
        known = high != Long.MAX_VALUE;
        lowNs = low;
        highNs = high;
      }
    } finally {
      lock.unlock();
    }
  }

  /** True once the bounds are narrow enough to be of use. */
  boolean known() {
    lock.lock();
    try {
      return known && highNs - lowNs <= NARROW_NS;
    } finally {
      lock.unlock();
    }
  }

  /** How far the bounds are apart, ns; {@link Long#MAX_VALUE} before the first sample. */
  long widthNs() {
    lock.lock();
    try {
      return known ? highNs - lowNs : Long.MAX_VALUE;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The bound that is farther from zero, ns: the offset is no worse than this. Until the bounds are
   * narrow a clock that may be far off counts as far off.
   */
  long worstNs() {
    lock.lock();
    try {
      return known ? (Math.abs(lowNs) > Math.abs(highNs) ? lowNs : highNs) : 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How long to wait until the venue's second changes if its clock is at the middle of the bounds.
   * The Date of a request sent then says in which half the offset lies.
   */
  long edgeWaitMs(long nowNs) {
    return Math.floorMod(-(nowNs + offsetNs()), SECOND_NS) / MS_NS;
  }

  /** Middle of the bounds, ns. */
  long offsetNs() {
    lock.lock();
    try {
      return known ? lowNs + (highNs - lowNs) / 2 : 0;
    } finally {
      lock.unlock();
    }
  }
}
