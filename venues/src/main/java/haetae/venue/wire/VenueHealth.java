package haetae.venue.wire;

import haetae.engine.Event;
import haetae.engine.VenueStatus;
import haetae.market.Venue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Judges a venue's connection and tells the engine when the judgement changes.
 *
 * <p>DOWN: no market data connection, or REST has failed several times in a row. DEGRADED: a stream
 * is not synced or stale, a request budget is used up, or the clock's offset is not known. UP: all
 * fine. Threads: any.
 */
public final class VenueHealth {
  private static final int FAILURES = 3;
  private static final long FULL_PPM = 900_000;

  private final Venue venue;
  private final EventSink sink;
  private final LongSupplier clockNs;
  private final AtomicInteger failures = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile String lastFailure = "";
  private volatile VenueStatus status = VenueStatus.DOWN;
  private boolean told;

  /** Health of one venue, DOWN until judged otherwise. */
  public VenueHealth(Venue venue, EventSink sink, LongSupplier clockNs) {
    this.venue = venue;
    this.sink = sink;
    this.clockNs = clockNs;
  }

  /** REST has answered. */
  public void worked() {
    failures.set(0);
  }

  /** REST has failed. */
  public void failed(String reason) {
    lastFailure = reason;
    failures.incrementAndGet();
  }

  /** The last judgement. */
  public VenueStatus status() {
    return status;
  }

  /**
   * Judges.
   *
   * @param connected true while market data is connected
   * @param clockKnown true if the venue's clock offset is known
   * @param budgetUsedPpm use of the fullest request budget
   * @param staleMs age of a market stream from which it is stale
   * @return true if it was down and is no more: whoever heard of that trusts no earlier offset of
   *     the venue's clock
   */
  public boolean judge(
      List<FeedStatus> streams,
      boolean connected,
      boolean clockKnown,
      long budgetUsedPpm,
      long staleMs) {
    boolean down = status == VenueStatus.DOWN;
    if (!connected) {
      tell(VenueStatus.DOWN, "market data is not connected");
    } else if (failures.get() >= FAILURES) {
      tell(VenueStatus.DOWN, "REST fails: " + lastFailure);
    } else {
      String flaw = flaw(streams, clockKnown, staleMs);
      flaw = flaw.isEmpty() && budgetUsedPpm >= FULL_PPM ? "a request budget is used up" : flaw;
      tell(flaw.isEmpty() ? VenueStatus.UP : VenueStatus.DEGRADED, flaw);
    }
    return down && status != VenueStatus.DOWN;
  }

  private String flaw(List<FeedStatus> streams, boolean clockKnown, long staleMs) {
    long nowNs = clockNs.getAsLong();
    for (FeedStatus stream : streams) {
      boolean quietAllowed = stream.stream().endsWith("private");
      if (!stream.connected() || !stream.synced()) {
        return stream.stream() + " is not synced";
      }
      if (!quietAllowed && stream.ageMs(nowNs) > staleMs) {
        return stream.stream() + " is stale";
      }
    }
    return clockKnown ? "" : "clock offset is not known";
  }

  private void tell(VenueStatus judged, String reason) {
    lock.lock();
    try {
      if (judged != status || !told) {
        status = judged;
        told = true;
        sink.accept(new Event.VenueStatusChanged(clockNs.getAsLong(), venue, judged, reason));
      }
    } finally {
      lock.unlock();
    }
  }
}
