package haetae.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void shouldBeEmptyAtFirst() {
    Durations none = new Durations();

    assertThat(none.count()).isZero();
    assertThat(none.max()).isZero();
    assertThat(none.percentile(99)).isZero();
  }

  @Test
  void shouldKeepPercentilesWithinAnEighth() {
    Seed.forAll(
        50,
        seed -> {
          Durations all = new Durations();
          Durations half = new Durations();
          long[] values = new long[501];
          for (int i = 0; i < values.length; i++) {
            values[i] = seed.between(0, 1L << seed.between(1, 40));
            (i % 2 == 0 ? all : half).add(values[i]);
          }
          all.addAll(half);
          Arrays.sort(values);

          assertThat(all.count()).isEqualTo(values.length);
          assertThat(all.max()).isEqualTo(values[500]);
          for (int percent : new int[] {1, 50, 90, 99, 100}) {
            long exact = values[Math.ceilDiv(501 * percent, 100) - 1];
            assertThat(all.percentile(percent)).isBetween(exact, exact + exact / 8);
          }
        });
  }
}
