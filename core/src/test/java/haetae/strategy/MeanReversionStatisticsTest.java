package haetae.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haetae.Seed;
import haetae.StrategyCases;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class MeanReversionStatisticsTest {
  private static final Percentage CASE_TOLERANCE = Percentage.withPercentage(1e-3);

  @Test
  void shouldMatchCaseS20Ar1Fit() {
    JsonNode out = StrategyCases.expected("S20");
    JsonNode series = StrategyCases.input("S20").get("series_pct");
    Ar1Statistics fit = new Ar1Statistics(series.size());
    fit.add(123_456);
    for (JsonNode value : series) {
      fit.add(ppm(value));
    }

    assertThat(fit.fit()).isEqualTo(out.get("valid").asBoolean());

    assertThat(fit.pairs()).isEqualTo(out.get("n").asInt());
    assertThat(fit.slope()).isCloseTo(number(out, "b"), within(1e-11));
    assertThat(fit.intercept()).isCloseTo(number(out, "a") * 1e4, within(1e-7));
    assertThat(fit.mean()).isCloseTo(number(out, "mu") * 1e4, within(1e-7));
    assertThat(fit.kappa()).isCloseTo(number(out, "kappa"), within(1e-11));
    assertThat(fit.halfLife()).isCloseTo(number(out, "half_life"), within(1e-11));
    assertThat(fit.residualVariance()).isCloseTo(number(out, "resid_var") * 1e8, within(1e-3));
    assertThat(fit.sigma()).isCloseTo(number(out, "sigma_eq") * 1e4, within(1e-7));
    assertThat(fit.meanPpm()).isEqualTo(339);
    assertThat(fit.sigmaPpm()).isEqualTo(1_324);
    assertThat(fit.usable(1, 10, 4)).isTrue();
    assertThat(fit.usable(1, 10, 10)).as("15 pairs are not 10 half-lives").isFalse();
    assertThat(fit.usable(4, 10, 1)).isFalse();
    assertThat(fit.usable(1, 3, 1)).isFalse();
  }

  @Test
  void shouldBeInvalidWithoutReversion() {
    assertInvalid(new long[] {1, 2, 4, 8, 16, 32});
    assertInvalid(new long[] {1, -1, 1, -1, 1, -1});
    assertInvalid(new long[] {5, 5, 5, 5, 5});
    assertInvalid(new long[] {5, 4, 5});
  }

  private static void assertInvalid(long[] series) {
    Ar1Statistics fit = new Ar1Statistics(10);
    for (long value : series) {
      fit.add(value);
    }
    assertThat(fit.fit()).isFalse();
    assertThat(fit.halfLife()).isNaN();
    assertThat(fit.usable(0, Double.MAX_VALUE, 0)).isFalse();
    assertThatThrownBy(fit::meanPpm).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(fit::sigmaPpm).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldMatchCaseS21Percentiles() {
    JsonNode out = StrategyCases.expected("S21");
    JsonNode values = StrategyCases.input("S21").get("sorted_pct");
    PercentileStatistics percentiles = new PercentileStatistics(values.size());
    percentiles.add(-9_999_999);
    for (int i = values.size() - 1; i >= 0; i--) {
      percentiles.add(ppm(values.get(i)));
    }

    for (String name : new String[] {"p5", "p50", "p90", "p95", "p99"}) {
      long sharePpm = Long.parseLong(name.substring(1)) * 10_000;
      assertThat(percentiles.percentilePpm(sharePpm)).as(name).isEqualTo(ppm(out.get(name)));
    }
    assertThat(percentiles.percentilePpm(0)).isEqualTo(-1_200);
    assertThat(percentiles.percentilePpm(1_000_000)).isEqualTo(3_500);
  }

  @Test
  void shouldKeepItsWindowSorted() {
    Seed.forAll(
        10,
        seed -> {
          int window = 37;
          PercentileStatistics percentiles = new PercentileStatistics(window);
          long[] all = new long[500];
          for (int i = 0; i < all.length; i++) {
            all[i] = seed.between(-50, 50);
            percentiles.add(all[i]);
            long[] naive = Arrays.copyOfRange(all, Math.max(0, i + 1 - window), i + 1);
            Arrays.sort(naive);
            assertThat(percentiles.count()).isEqualTo(naive.length);
            assertThat(percentiles.percentilePpm(0)).isEqualTo(naive[0]);
            assertThat(percentiles.percentilePpm(1_000_000)).isEqualTo(naive[naive.length - 1]);
            if (naive.length % 2 == 1) {
              assertThat(percentiles.percentilePpm(500_000)).isEqualTo(naive[naive.length / 2]);
            }
          }
        });
  }

  @Test
  void shouldRefusePercentilesOfNothing() {
    PercentileStatistics percentiles = new PercentileStatistics(3);
    assertThatThrownBy(() -> percentiles.percentilePpm(500_000))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> percentiles.percentilePpm(1_000_001))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PercentileStatistics(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldMatchCaseS39OptimalBand() {
    for (JsonNode row : StrategyCases.expected("S39")) {
      double sigmaPpm = number(row, "sigma_eq_pct") * 1e4;

      OptimalBandStatistics band =
          OptimalBandStatistics.of(
              sigmaPpm, number(row, "half_life_h"), ppm(row.get("round_trip_cost_pct")));

      assertThat(band.halfBandPpm()).isEqualTo(ppm(row.get("best_half_band_pct")));
      assertThat(band.profitPerCyclePpm()).isEqualTo(ppm(row.get("profit_per_cycle_pct")));
      assertThat(band.halfBandPpm() / sigmaPpm).isCloseTo(number(row, "in_sigma"), within(6e-4));
      assertThat(band.cycleTime()).isCloseTo(number(row, "cycle_hours"), CASE_TOLERANCE);
      assertThat(band.profitPpm(720))
          .isCloseTo(number(row, "pct_of_notional_per_30d") * 1e4, CASE_TOLERANCE);
    }
  }

  @Test
  void shouldFindNoBandWhenCostsAreOutOfReach() {
    OptimalBandStatistics band = OptimalBandStatistics.of(10, 1, 100_000);

    assertThat(band.halfBandPpm()).isZero();
    assertThat(band.profitPpm(720)).isZero();
    assertThat(band.cycleTime()).isInfinite();
    assertThatThrownBy(() -> OptimalBandStatistics.of(Double.NaN, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OptimalBandStatistics.of(1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long ppm(JsonNode percent) {
    return StrategyCases.decimal(percent).movePointRight(4).longValueExact();
  }

  private static double number(JsonNode row, String field) {
    return row.get(field).asDouble();
  }
}
