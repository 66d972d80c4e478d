package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders of the last minute, counted over a window that slides. */
class OrderRateTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldForgetAnOrderAfterAMinute() {
    OrderRate rate = new OrderRate();
    rate.sent(0);
    rate.sent(30 * SECOND);

    assertThat(rate.lastMinute(60 * SECOND - 1)).isEqualTo(2);
    assertThat(rate.lastMinute(60 * SECOND)).isEqualTo(1);
    assertThat(rate.lastMinute(90 * SECOND)).isZero();
  }

  @Test
  void shouldCountLikeAPlainList() {
    Seed.forAll(
        50,
        seed -> {
          OrderRate rate = new OrderRate();
          List<Long> all = new ArrayList<>();
          long now = 0;
          for (int i = 0; i < 300; i++) {
            now += seed.between(0, 5 * SECOND);
            if (seed.oneIn(2)) {
              rate.sent(now);
              all.add(now);
            }
            long then = now;
            long expected = all.stream().filter(t -> then - t < 60 * SECOND).count();
            assertThat(rate.lastMinute(now)).isEqualTo((int) expected);
          }
        });
  }
}
