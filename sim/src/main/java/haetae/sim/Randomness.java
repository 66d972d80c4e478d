package haetae.sim;

import java.util.SplittableRandom;

/**
 * Seeded draws for one concern. Each concern has its own stream, so that one draw more in one does
 * not shift the others.
 */
public final class Randomness {
  private static final double UNIT = 0x1.0p-53;

  private final SplittableRandom random;

  /** The stream of a concern under a seed. */
  public Randomness(long seed, String concern) {
    long mixed = seed;
    for (int i = 0; i < concern.length(); i++) {
      mixed = mixed * 0x9E3779B97F4A7C15L + concern.charAt(i);
    }
    this.random = new SplittableRandom(mixed);
  }

  /** Uniform in [0, 1). */
  public double unit() {
    return (random.nextLong() >>> 11) * UNIT;
  }

  /** True with the given probability in parts per million. */
  public boolean chance(long ppm) {
    return ppm > 0 && random.nextLong(1_000_000L) < ppm;
  }

  /** Uniform in [low, high]. */
  public long between(long low, long high) {
    return low == high ? low : random.nextLong(low, high + 1);
  }

  /** Standard normal. */
  public double gaussian() {
    // Box-Muller in its plain form: one draw in, the same two uniforms consumed each time.
    double radius = Math.sqrt(-2 * Math.log(1 - unit()));
    return radius * Math.cos(2 * Math.PI * unit());
  }
}
