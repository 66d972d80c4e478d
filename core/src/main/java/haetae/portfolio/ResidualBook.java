package haetae.portfolio;

import static java.util.Objects.requireNonNull;

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
import org.jspecify.annotations.Nullable;

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

  /** Dust of an instrument; null if there never was any. */
  public @Nullable Residual of(Instrument instrument) {
    return residuals.get(instrument.id());
  }

  /**
   * Takes part of the dust of an instrument out, with its share of the worth.
   *
   * @param quantityE8 without sign, at most what there is
   * @param quoteRateE8 KRW per unit of the quote asset, not 0
   */
  public Dust take(Instrument instrument, long quantityE8, long quoteRateE8, long nowNs) {
    Residual residual = requireNonNull(residuals.get(instrument.id()), "residual");
    long net = Long.signum(residual.netE8()) * quantityE8;
    long krw =
        Fixed.mulDiv(
            residual.bookedKrwE8(), quantityE8, Math.abs(residual.netE8()), RoundingMode.HALF_EVEN);
    add(instrument, -net, -krw, nowNs);
    long funds = Fixed.divideE8(krw, quoteRateE8, RoundingMode.HALF_EVEN);
    return new Dust(net, funds, krw, residual.sinceNs());
  }

  /** Takes back what was taken out; it has lain since it first did. */
  public void giveBack(Instrument instrument, Dust dust) {
    if (dust.netE8() != 0) {
      add(instrument, dust.netE8(), dust.krwE8(), dust.sinceNs());
      Residual now = requireNonNull(residuals.get(instrument.id()), "residual");
      long since = Math.min(now.sinceNs(), dust.sinceNs());
      residuals.put(
          instrument.id(), new Residual(instrument.id(), now.netE8(), now.bookedKrwE8(), since));
    }
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
