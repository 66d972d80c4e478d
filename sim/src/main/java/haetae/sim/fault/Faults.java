package haetae.sim.fault;

import haetae.sim.Randomness;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The mixture of one seed: which faults it has and how often each strikes, both drawn first, so
 * that every seed is another world. Threads: the run's.
 */
final class Faults {
  private static final long[] RATES_PPM = {2_000, 10_000, 40_000, 150_000};
  private static final long[] GAPS_SEC = {120, 300, 900};

  private final Set<FaultKind> mixture = EnumSet.noneOf(FaultKind.class);
  private final long[] ratePpm = new long[FaultKind.values().length];
  private final long[] gapSec = new long[FaultKind.values().length];
  private final long[] counts = new long[FaultKind.values().length];
  private final Randomness random;
  private boolean begun;
  private boolean healed;

  Faults(Set<FaultKind> allowed, long seed) {
    Randomness draw = new Randomness(seed, "mixture");
    // Some worlds have every fault, most have half of them.
    boolean everything = draw.chance(100_000);
    for (FaultKind kind : FaultKind.values()) {
      boolean chosen = draw.chance(500_000) || everything;
      ratePpm[kind.ordinal()] = RATES_PPM[(int) draw.between(0, RATES_PPM.length - 1)];
      gapSec[kind.ordinal()] = GAPS_SEC[(int) draw.between(0, GAPS_SEC.length - 1)];
      if (chosen && allowed.contains(kind)) {
        mixture.add(kind);
      }
    }
    this.random = new Randomness(seed, "strikes");
  }

  /** The process is killed in this world, whatever else is drawn, and often. */
  void killing(long everySec) {
    mixture.add(FaultKind.CRASH);
    gapSec[FaultKind.CRASH.ordinal()] = everySec;
  }

  /** True if this fault strikes now; counts it. */
  boolean strikes(FaultKind kind) {
    if (!begun || healed || !mixture.contains(kind) || !random.chance(ratePpm[kind.ordinal()])) {
      return false;
    }
    counts[kind.ordinal()]++;
    return true;
  }

  /** True if this fault is in the mixture and the world is not healed. */
  boolean has(FaultKind kind) {
    return !healed && mixture.contains(kind);
  }

  void count(FaultKind kind) {
    counts[kind.ordinal()]++;
  }

  /** Time until a fault that lasts strikes next: half to one and a half of its mean. */
  long pauseNs(FaultKind kind) {
    long mean = gapSec[kind.ordinal()] * 1_000;
    return between(mean / 2, mean + mean / 2) * 1_000_000;
  }

  long between(long low, long high) {
    return random.between(low, high);
  }

  boolean oneIn(int n) {
    return random.between(1, n) == 1;
  }

  /** From now on things fail. */
  void begin() {
    begun = true;
  }

  /** From now on nothing fails any more. */
  void heal() {
    healed = true;
  }

  Set<FaultKind> mixture() {
    return mixture;
  }

  Map<FaultKind, Long> counts() {
    Map<FaultKind, Long> map = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      if (counts[kind.ordinal()] > 0) {
        map.put(kind, counts[kind.ordinal()]);
      }
    }
    return map;
  }
}
