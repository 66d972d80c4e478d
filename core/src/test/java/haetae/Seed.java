package haetae;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Seeded draws for property tests. The seed of a failing case is printed; {@code -Dseed=N} runs
 * that case alone.
 */
public final class Seed {
  private final SplittableRandom random;

  private Seed(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Runs a property for a number of seeds, or for the one given on the command line. */
  public static void forAll(int cases, Consumer<Seed> property) {
    String wanted = System.getProperty("seed", "");
    long first = wanted.isBlank() ? 1 : Long.parseLong(wanted);
    long last = wanted.isBlank() ? cases : first;
    for (long seed = first; seed <= last; seed++) {
      try {
        property.accept(new Seed(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("failed with -Dseed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** Uniform in [low, high]. */
  public long between(long low, long high) {
    return low == high ? low : random.nextLong(low, high + 1);
  }

  /** Any long, of any magnitude. */
  public long anyLong() {
    return random.nextLong() >> random.nextInt(64);
  }

  /** True one time in n. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** One of the given values. */
  @SafeVarargs
  public final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
