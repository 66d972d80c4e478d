package haetae.ops.sysmon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class LeakTrendTest {
  private static final long STEP_MS = 60_000;

  private final LeakTrend trend = new LeakTrend(60, 20, 64, 0.2);

  private double after(int samples, java.util.function.IntToDoubleFunction value) {
    for (int i = 0; i < samples; i++) {
      trend.add(i * STEP_MS, value.applyAsDouble(i));
    }
    return trend.leakPerHour();
  }

  @Test
  void shouldMeasureTheSlopeOfALeak() {
    assertThat(after(80, i -> 200 + 3.0 * i)).isEqualTo(180, within(1e-6));
  }

  @Test
  void shouldMeasureItThroughNoise() {
    Random noise = new Random(1);

    assertThat(after(80, i -> 200 + 3.0 * i + noise.nextGaussian() * 8))
        .isEqualTo(180, within(20.0));
  }

  @Test
  void shouldWaitForAFullWindowBehindTheWarmUp() {
    assertThat(after(79, i -> 200 + 3.0 * i)).isZero();
  }

  @Test
  void shouldNotMistakeTheWarmUpForALeak() {
    assertThat(after(80, i -> i < 20 ? 10.0 * i : 200)).isZero();
  }

  @Test
  void shouldIgnoreWhatIsSmallFlatFallingOrAStep() {
    assertThat(after(200, _ -> 500)).isZero();
    assertThat(after(200, i -> 1_000 - 3.0 * i)).isZero();
    assertThat(after(200, i -> 200 + 0.5 * i)).isZero();
    assertThat(after(200, i -> 2_000 + 2.0 * i)).isZero();
    assertThat(after(200, i -> i < 199 ? 200 : 800)).isZero();
  }

  @Test
  void shouldForgetALeakThatHasEnded() {
    assertThat(after(80, i -> 200 + 3.0 * i)).isPositive();
    for (int i = 80; i < 160; i++) {
      trend.add(i * STEP_MS, 440);
    }

    assertThat(trend.leakPerHour()).isZero();
  }
}
