package haetae.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.FundingRateReported;
import org.junit.jupiter.api.Test;

/** The rate of the next settlement is told when it changes, and not with every message. */
class FundingForecastTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR_MS = 3_600_000;

  private final FundingForecast forecast = new FundingForecast(7);
  private final MarkPrice mark = new MarkPrice();

  private void mark(long rateE8, long nextMs) {
    mark.rateE8 = rateE8;
    mark.nextMs = nextMs;
  }

  @Test
  void shouldTellTheFirstRateAndThenOnlyChanges() {
    mark(10_000, 8 * HOUR_MS);
    assertThat(forecast.read(mark, SECOND))
        .isEqualTo(new FundingRateReported(SECOND, 7, 10_000, 8, 8 * HOUR_MS));
    assertThat(forecast.read(mark, 60 * SECOND)).isNull();

    mark(10_001, 8 * HOUR_MS);
    assertThat(forecast.read(mark, 61 * SECOND)).isNotNull();
    mark(10_002, 8 * HOUR_MS);
    assertThat(forecast.read(mark, 62 * SECOND)).isNull();
    assertThat(forecast.read(mark, 71 * SECOND)).isNotNull();
  }

  @Test
  void shouldLearnTheIntervalFromTwoSettlements() {
    mark(10_000, 8 * HOUR_MS);
    forecast.read(mark, 0);
    mark(20_000, 12 * HOUR_MS);

    assertThat(forecast.read(mark, SECOND))
        .isEqualTo(new FundingRateReported(SECOND, 7, 20_000, 4, 12 * HOUR_MS));
  }
}
