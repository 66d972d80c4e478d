package haetae.portfolio;

import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Profit by Asia/Seoul day, from totals that only ever run on; the last {@value #DAYS_KEPT} days.
 * Threads: one owner.
 */
public final class DailyTable {
  /** Days remembered. */
  public static final int DAYS_KEPT = 62;

  private final ArrayDeque<DailyPnl> ended = new ArrayDeque<>();
  private @Nullable DailyPnl start;

  /** True if a time belongs to a later day than the one that is running. */
  public boolean rolls(long day) {
    return start == null || day > start.day();
  }

  /**
   * Ends the running day with the totals of its last moment and begins another.
   *
   * @param totals figures since the start of all, with the day that begins
   * @return the day that ended; null at the very first
   */
  public @Nullable DailyPnl roll(DailyPnl totals) {
    DailyPnl before = start;
    start = totals;
    if (before == null) {
      return null;
    }
    DailyPnl day = today(totals, before);
    ended.addLast(day);
    if (ended.size() > DAYS_KEPT) {
      ended.removeFirst();
    }
    return day;
  }

  /** The running day so far; null before the first. */
  public @Nullable DailyPnl today(DailyPnl totals) {
    return start == null ? null : today(totals, start);
  }

  private static DailyPnl today(DailyPnl totals, DailyPnl start) {
    DailyPnl gone = totals.since(start);
    return new DailyPnl(
        start.day(),
        gone.realizedE8(),
        gone.unrealizedE8(),
        gone.feesE8(),
        gone.fundingE8(),
        gone.fxE8(),
        gone.trades());
  }

  /** Days that ended, oldest first. */
  public List<DailyPnl> ended() {
    return List.copyOf(ended);
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(ended.size());
    ended.forEach(day -> day.save(out));
    DailyPnl begun = start;
    out.putBool(begun != null);
    if (begun != null) {
      begun.save(out);
    }
  }

  /** Reads what {@link #save} has written into an empty table. */
  public void load(StateIn in) {
    for (int i = in.getCount(DAYS_KEPT); i > 0; i--) {
      ended.addLast(DailyPnl.load(in));
    }
    start = in.getBool() ? DailyPnl.load(in) : null;
  }
}
