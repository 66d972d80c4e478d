package haetae.sim;

/**
 * A seeded Ornstein-Uhlenbeck process: wanders around a mean and comes back to it with a half-life.
 * Times must not go back. Threads: one.
 */
public final class Wandering {
  private static final double NS_PER_SECOND = 1e9;

  private final Randomness random;
  private final double mean;
  private final double sd;
  private final double halfLifeSec;
  private double value;
  private long atNs = Long.MIN_VALUE;

  /** A process that begins at its mean. */
  public Wandering(Randomness random, double mean, double sd, double halfLifeSec) {
    this.random = random;
    this.mean = mean;
    this.sd = sd;
    this.halfLifeSec = halfLifeSec;
    this.value = mean;
  }

  /** The value at a time. */
  public double at(long timeNs) {
    if (atNs != Long.MIN_VALUE && timeNs > atNs) {
      double seconds = (timeNs - atNs) / NS_PER_SECOND;
      double keep = Math.exp(-seconds * Math.log(2) / halfLifeSec);
      double spread = sd * Math.sqrt(1 - keep * keep);
      value = mean + (value - mean) * keep + spread * random.gaussian();
    }
    atNs = Math.max(atNs, timeNs);
    return value;
  }

  /** Adds to the value at once. */
  public void jump(double by) {
    value += by;
  }
}
