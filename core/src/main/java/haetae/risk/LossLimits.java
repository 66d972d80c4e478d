package haetae.risk;

import haetae.market.Fixed;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;

/**
 * Loss of the Asia/Seoul day and drawdown from the all-time peak.
 *
 * <p>The Seoul midnight (15:00Z) resets the daily loss only; a drawdown kill stays latched until a
 * human resets it. The day's worst loss stays too, until the day ends: a loss that has stopped
 * entries does not let them begin again because prices came back. Units: E8 of KRW. Threads: the
 * engine's.
 */
public final class LossLimits {
  private final long maxDrawdownPpm;
  private long day = Long.MIN_VALUE;
  private long dayStartE8;
  private long equityE8;
  private long worstE8;
  private long peakE8 = Long.MIN_VALUE;
  private boolean killed;

  /** Limits that latch at the given fall from the peak. */
  public LossLimits(long maxDrawdownPpm) {
    this.maxDrawdownPpm = maxDrawdownPpm;
  }

  /**
   * Takes the equity at a time.
   *
   * @param day number of the Seoul day
   */
  public void update(long day, long equityE8) {
    if (day != this.day) {
      this.day = day;
      dayStartE8 = equityE8;
      worstE8 = Long.MIN_VALUE;
    }
    this.equityE8 = equityE8;
    worstE8 = Math.max(worstE8, dailyLossE8());
    peakE8 = Math.max(peakE8, equityE8);
    if (drawdownPpm() > maxDrawdownPpm) {
      killed = true;
    }
  }

  /** Capital came in (or left, if negative): neither profit nor loss. */
  public void moved(long amountE8) {
    if (day != Long.MIN_VALUE) {
      dayStartE8 = Math.addExact(dayStartE8, amountE8);
      equityE8 = Math.addExact(equityE8, amountE8);
      peakE8 = Math.addExact(peakE8, amountE8);
    }
  }

  /** Loss since the day's start, negative for a profit. */
  public long dailyLossE8() {
    return dayStartE8 - equityE8;
  }

  /** Largest loss that the day has seen, negative if there was none. */
  public long worstDailyLossE8() {
    return worstE8;
  }

  /** Fall from the peak, rounded up; 0 while there is no positive peak. */
  public long drawdownPpm() {
    if (peakE8 <= 0) {
      return 0;
    }
    return Fixed.mulDiv(peakE8 - equityE8, Fixed.MILLION, peakE8, RoundingMode.CEILING);
  }

  /** True once the drawdown was over its limit, until {@link #reset}. */
  public boolean killed() {
    return killed;
  }

  /** A human's reset: peak and the day's worst start anew from the present equity. */
  public void reset() {
    killed = false;
    worstE8 = dailyLossE8();
    peakE8 = equityE8;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(day).putLong(dayStartE8).putLong(equityE8).putLong(worstE8);
    out.putLong(peakE8).putBool(killed);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    day = in.getLong();
    dayStartE8 = in.getLong();
    equityE8 = in.getLong();
    worstE8 = in.getLong();
    peakE8 = in.getLong();
    killed = in.getBool();
  }
}
