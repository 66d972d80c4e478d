package haetae.portfolio;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Dust that ended trades have left, below what a venue trades: signed by instrument, with what it
 * was worth when it was left. Opposite dust cancels. Units: E8. Threads: the engine's.
 */
public final class ResidualBook {
  /**
   * Dust of one instrument.
   *
   * @param netE8 signed base quantity
   * @param bookedKrwE8 signed worth at which it was taken over from the trades
   * @param sinceNs engine time since which it is not 0
   */
  public record Residual(int instrumentId, long netE8, long bookedKrwE8, long sinceNs) {}

  private final Map<Integer, Residual> residuals = new TreeMap<>();

  /**
   * Takes over dust, or gives it back.
   *
   * @param krwE8 its signed worth
   */
  public void add(Instrument instrument, long netE8, long krwE8, long nowNs) {
    if (netE8 == 0) {
      return;
    }
    Residual old = residuals.get(instrument.id());
    long net = Math.addExact(netE8, old == null ? 0 : old.netE8());
    long booked = Math.addExact(krwE8, old == null ? 0 : old.bookedKrwE8());
    boolean begins = old == null || Long.signum(old.netE8()) != Long.signum(net);
    long since = old == null || begins ? nowNs : old.sinceNs();
    residuals.put(instrument.id(), new Residual(instrument.id(), net, booked, since));
  }

  /** Signed dust of an instrument. */
  public long netE8(Instrument instrument) {
    Residual residual = residuals.get(instrument.id());
    return residual == null ? 0 : residual.netE8();
  }

  /** All that is not 0, by instrument. */
  public List<Residual> all() {
    List<Residual> some = new ArrayList<>();
    for (Residual residual : residuals.values()) {
      if (residual.netE8() != 0) {
        some.add(residual);
      }
    }
    return some;
  }

  /**
   * Sum of the absolute worth, rounded up: what the cap is for.
   *
   * @param krwPriceE8 KRW per coin of a residual's instrument
   */
  public long grossKrwE8(ToLongFunction<Residual> krwPriceE8) {
    long sum = 0;
    for (Residual residual : residuals.values()) {
      sum = Math.addExact(sum, Math.abs(worth(residual, krwPriceE8, RoundingMode.UP)));
    }
    return sum;
  }

  /** Profit since the dust was taken over: signed worth now less then. */
  public long profitKrwE8(ToLongFunction<Residual> krwPriceE8) {
    long sum = 0;
    for (Residual residual : residuals.values()) {
      long now = worth(residual, krwPriceE8, RoundingMode.HALF_EVEN);
      sum = Math.addExact(sum, now - residual.bookedKrwE8());
    }
    return sum;
  }

  private static long worth(
      Residual residual, ToLongFunction<Residual> krwPriceE8, RoundingMode rounding) {
    return residual.netE8() == 0
        ? 0
        : Fixed.multiplyE8(residual.netE8(), krwPriceE8.applyAsLong(residual), rounding);
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(residuals.size());
    for (Residual residual : residuals.values()) {
      out.putLong(residual.instrumentId()).putLong(residual.netE8());
      out.putLong(residual.bookedKrwE8()).putLong(residual.sinceNs());
    }
  }

  /** Reads what {@link #save} has written into an empty book. */
  public void load(StateIn in) {
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      Residual residual = new Residual(in.getInt(), in.getLong(), in.getLong(), in.getLong());
      residuals.put(residual.instrumentId(), residual);
    }
  }
}
