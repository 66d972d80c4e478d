package haetae.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.Venue;
import haetae.venue.wire.OrderTimes;
import org.junit.jupiter.api.Test;

class TickToOrderTest {
  private static final long US = 1_000;

  private final TickToOrder times = new TickToOrder();

  private void decided(long orderId, Venue venue, long receivedUs) {
    times.decided(orderId, venue, receivedUs * US, (receivedUs + 5) * US, (receivedUs + 20) * US);
  }

  private void written(long orderId, long atUs) {
    times.written(orderId, new OrderTimes((atUs - 40) * US, (atUs - 10) * US, atUs * US));
  }

  @Test
  void shouldCountFromTheMessageToTheWrittenRequest() {
    decided(1, Venue.UPBIT, 1_000);
    decided(2, Venue.BINANCE, 1_000);
    written(1, 1_090);
    written(2, 1_300);

    assertThat(times.of(Venue.UPBIT).sumNs()).isEqualTo(90 * US);
    assertThat(times.of(Venue.BINANCE).sumNs()).isEqualTo(300 * US);
    assertThat(times.of(Venue.UPBIT).total()).isEqualTo(1);
    assertThat(times.words())
        .containsExactly(
            "tick to order upbit first: n=1 p50=90.0us p99=90.0us p99.9=90.0us max=90.0us",
            "tick to order binance first: n=1 p50=300.0us p99=300.0us p99.9=300.0us max=300.0us");
  }

  @Test
  void shouldTellLaterOrdersAndTheirStagesApartFromTheFirst() {
    for (int id = 0; id < 20; id++) {
      decided(id, Venue.UPBIT, 1_000);
      written(id, 9_000);
    }
    decided(20, Venue.UPBIT, 1_000);
    written(20, 1_090);

    assertThat(times.words())
        .hasSize(7)
        .contains(
            "tick to order upbit: n=1 p50=90.0us p99=90.0us p99.9=90.0us max=90.0us",
            "tick to order upbit inbox: n=1 p50=5.0us p99=5.0us p99.9=5.0us max=5.0us",
            "tick to order upbit engine: n=1 p50=15.0us p99=15.0us p99.9=15.0us max=15.0us",
            "tick to order upbit handover: n=1 p50=30.0us p99=30.0us p99.9=30.0us max=30.0us",
            "tick to order upbit sign: n=1 p50=30.0us p99=30.0us p99.9=30.0us max=30.0us",
            "tick to order upbit write: n=1 p50=10.0us p99=10.0us p99.9=10.0us max=10.0us");
  }

  @Test
  void shouldCountAnOrderOnceAndNoneThatWasNotDecidedHere() {
    decided(1, Venue.UPBIT, 0);
    written(1, 120);
    written(1, 140);
    written(9, 140);

    assertThat(times.of(Venue.UPBIT).total()).isEqualTo(1);
    assertThat(times.of(Venue.BINANCE).total()).isZero();
  }

  @Test
  void shouldForgetTheOldestOfOrdersThatAreNeverWritten() {
    for (int id = 1; id <= 5_000; id++) {
      decided(id, Venue.UPBIT, 0);
    }
    written(1, 120);
    written(5_000, 120);

    assertThat(times.of(Venue.UPBIT).total()).isEqualTo(1);
  }
}
