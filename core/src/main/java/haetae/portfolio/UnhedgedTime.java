package haetae.portfolio;

import haetae.market.Fixed;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;

/**
 * Time and size of exposure that no other leg offsets. Maximum size and maximum time are separate
 * limits. Threads: one owner.
 */
public final class UnhedgedTime {
  private long lastNs;
  private long deltaE8;
  private long unhedgedNs;
  private long maxE8;
  private long integralE8Ms;

  /** The signed delta from this time on; times must not go back. */
  public void update(long nowNs, long deltaE8) {
    if (this.deltaE8 != 0) {
      long elapsed = nowNs - lastNs;
      unhedgedNs += elapsed;
      integralE8Ms +=
          Fixed.mulDiv(Math.abs(this.deltaE8), elapsed, 1_000_000L, RoundingMode.HALF_EVEN);
    }
    maxE8 = Math.max(maxE8, Math.abs(deltaE8));
    this.deltaE8 = deltaE8;
    lastNs = nowNs;
  }

  /** Time with a delta, up to the last update. */
  public long unhedgedNs() {
    return unhedgedNs;
  }

  /** Largest absolute delta. */
  public long maxE8() {
    return maxE8;
  }

  /** Integral of the absolute delta over time, in E8 of the coin times milliseconds. */
  public long integralE8Ms() {
    return integralE8Ms;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(lastNs).putLong(deltaE8).putLong(unhedgedNs).putLong(maxE8).putLong(integralE8Ms);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    lastNs = in.getLong();
    deltaE8 = in.getLong();
    unhedgedNs = in.getLong();
    maxE8 = in.getLong();
    integralE8Ms = in.getLong();
  }
}
