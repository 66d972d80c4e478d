package haetae.risk;

import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayDeque;

/** Counts orders of the last 60 seconds. Threads: the engine's. */
public final class OrderRate {
  private static final long WINDOW_NS = 60_000_000_000L;
  private final ArrayDeque<Long> sentNs = new ArrayDeque<>();

  /** An order was sent. */
  public void sent(long nowNs) {
    sentNs.addLast(nowNs);
  }

  /** Orders sent in the 60 s up to now. */
  public int lastMinute(long nowNs) {
    while (!sentNs.isEmpty() && nowNs - sentNs.peekFirst() >= WINDOW_NS) {
      sentNs.removeFirst();
    }
    return sentNs.size();
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(sentNs.size());
    sentNs.forEach(out::putLong);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    sentNs.clear();
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      sentNs.addLast(in.getLong());
    }
  }
}
