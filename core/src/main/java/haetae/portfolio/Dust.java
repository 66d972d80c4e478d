package haetae.portfolio;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Dust on its way between the residual book and a trade: the signs of all three agree. Units: E8.
 *
 * @param netE8 signed base quantity
 * @param fundsE8 its worth in the quote asset
 * @param krwE8 its worth in KRW, as the residual book had it
 * @param sinceNs engine time since which it has lain
 */
public record Dust(long netE8, long fundsE8, long krwE8, long sinceNs) {
  /** None. */
  public static final Dust NONE = new Dust(0, 0, 0, Long.MAX_VALUE);

  /** Both together. */
  public Dust plus(Dust other) {
    return new Dust(
        Math.addExact(netE8, other.netE8),
        Math.addExact(fundsE8, other.fundsE8),
        Math.addExact(krwE8, other.krwE8),
        Math.min(sinceNs, other.sinceNs));
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(netE8).putLong(fundsE8).putLong(krwE8).putLong(sinceNs);
  }

  /** Reads what {@link #save} has written. */
  public static Dust load(StateIn in) {
    return new Dust(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }
}
