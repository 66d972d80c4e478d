package haetae.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {
  @Test
  void shouldCountEachDurationInTheFirstBucketThatHoldsIt() {
    LatencyHistogram histogram = new LatencyHistogram(10, 20);

    histogram.record(-5);
    histogram.record(10);
    histogram.record(11);
    histogram.record(21);

    LatencyHistogram.Picture picture = histogram.picture();
    assertThat(picture.counts()).containsExactly(2L, 1L, 1L);
    assertThat(picture.sumNs()).isEqualTo(42);
    assertThat(picture.total()).isEqualTo(4);
  }

  @Test
  void shouldHaveThreeBoundsADecade() {
    assertThat(LatencyHistogram.decades(1_000, 100_000).picture().boundsNs())
        .containsExactly(1_000L, 2_000L, 5_000L, 10_000L, 20_000L, 50_000L, 100_000L);
  }

  @Test
  void shouldRefuseBoundsThatDoNotAscend() {
    assertThatThrownBy(() -> new LatencyHistogram(10, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
