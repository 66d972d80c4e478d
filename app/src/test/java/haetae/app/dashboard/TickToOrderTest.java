package haetae.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.Venue;
import org.junit.jupiter.api.Test;

class TickToOrderTest {
  private static final long US = 1_000;

  private final TickToOrder times = new TickToOrder();

  @Test
  void shouldCountFromTheMessageToTheWrittenRequest() {
    times.decided(1, Venue.UPBIT, 1_000 * US);
    times.decided(2, Venue.BINANCE, 1_000 * US);
    times.written(1, 1_090 * US);
    times.written(2, 1_300 * US);

    assertThat(times.of(Venue.UPBIT).sumNs()).isEqualTo(90 * US);
    assertThat(times.of(Venue.BINANCE).sumNs()).isEqualTo(300 * US);
    assertThat(times.of(Venue.UPBIT).total()).isEqualTo(1);
    assertThat(times.words())
        .containsExactly(
            "tick to order UPBIT: n=1 p50=90us p99=90us max=90us",
            "tick to order BINANCE: n=1 p50=300us p99=300us max=300us");
  }

  @Test
  void shouldCountAnOrderOnceAndNoneThatWasNotDecidedHere() {
    times.decided(1, Venue.UPBIT, 0);
    times.written(1, 20 * US);
    times.written(1, 40 * US);
    times.written(9, 40 * US);

    assertThat(times.of(Venue.UPBIT).total()).isEqualTo(1);
    assertThat(times.of(Venue.BINANCE).total()).isZero();
  }

  @Test
  void shouldForgetTheOldestOfOrdersThatAreNeverWritten() {
    for (int id = 1; id <= 5_000; id++) {
      times.decided(id, Venue.UPBIT, 0);
    }
    times.written(1, 20 * US);
    times.written(5_000, 20 * US);

    assertThat(times.of(Venue.UPBIT).total()).isEqualTo(1);
  }
}
