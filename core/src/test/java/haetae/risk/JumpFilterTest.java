package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.Fixed;
import org.junit.jupiter.api.Test;

class JumpFilterTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long PRICE = 100_000_000 * Fixed.ONE;
  private final JumpFilter filter = new JumpFilter(10_000);

  @Test
  void shouldTellADistanceAboveTheLimitToTheMedian() {
    for (int i = 0; i < 5; i++) {
      assertThat(filter.jumped(i * SECOND, PRICE)).isFalse();
    }

    assertThat(filter.jumped(5 * SECOND, PRICE + PRICE / 100)).isFalse();
    assertThat(filter.jumped(5 * SECOND, PRICE + PRICE / 100 + 1)).isTrue();
    assertThat(filter.jumped(5 * SECOND, PRICE - PRICE / 100 - 1)).isTrue();
  }

  @Test
  void shouldTakeANewPriceForTheMarketWhenMostSecondsHaveIt() {
    for (int i = 0; i < 5; i++) {
      filter.jumped(i * SECOND, PRICE);
    }
    assertThat(filter.jumped(5 * SECOND, 2 * PRICE)).isTrue();
    assertThat(filter.jumped(6 * SECOND, 2 * PRICE)).isTrue();
    assertThat(filter.jumped(7 * SECOND, 2 * PRICE)).isTrue();
    assertThat(filter.jumped(8 * SECOND, 2 * PRICE)).isFalse();
  }

  @Test
  void shouldKnowNothingAtFirstAndAfterASilence() {
    assertThat(filter.jumped(0, PRICE)).isFalse();
    assertThat(filter.jumped(SECOND - 1, 2 * PRICE)).isFalse();
    assertThat(filter.jumped(7 * SECOND, 9 * PRICE)).isFalse();
  }
}
