package haetae.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Work that never changes: its ratio tells how this machine compares with the baseline's. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class ReferenceBench {
  private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
  private static final int STEPS = 1_000;
  private static final int SHIFT = 29;

  private long seed = 1;

  /** A thousand multiplications, each of which needs the one before. */
  @Benchmark
  public long multiplications() {
    long value = seed++;
    for (int i = 0; i < STEPS; i++) {
      value = (value ^ (value >>> SHIFT)) * MULTIPLIER;
    }
    return value;
  }
}
