package haetae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class EventTimesTest {
  private static EventTimes times(long within1, long within2, long all) {
    return EventTimes.parse(
        """
        # TYPE haetae_engine_event_seconds histogram
        haetae_engine_event_seconds_bucket{le="1.0E-6"} %d
        haetae_engine_event_seconds_bucket{le="2.0E-6"} %d
        haetae_engine_event_seconds_bucket{le="+Inf"} %d
        haetae_engine_event_seconds_count %d
        """
            .formatted(within1, within2, all, all));
  }

  @Test
  void shouldTellQuantilesOfWhatCameBetweenTwoLooks() {
    EventTimes part = times(150, 190, 200).since(times(50, 90, 100));

    assertThat(part.count()).isEqualTo(100);
    assertThat(part.micros(0.5)).isCloseTo(0.5, within(1e-9));
    assertThat(part.micros(1)).isCloseTo(1, within(1e-9));
    assertThat(times(0, 100, 100).micros(0.5)).isCloseTo(1.5, within(1e-9));
    // Beyond the last bound nothing is known but the bound.
    assertThat(times(0, 0, 10).micros(0.99)).isCloseTo(2, within(1e-9));
    assertThat(times(7, 7, 7).since(times(7, 7, 7)).micros(0.99)).isNaN();
  }

  @Test
  void shouldSayWhenTheMetricsAreOfSomethingElse() {
    assertThatThrownBy(() -> EventTimes.parse("up 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("haetae_engine_event_seconds");
  }
}
