package haetae.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haetae.Seed;
import haetae.StrategyCases;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class RollingStatisticsTest {
  /** As in the worked case, without a stop. */
  private static final ZScoreBand BAND = new ZScoreBand(2_000_000, 500_000, Long.MAX_VALUE, 150);

  @Test
  void shouldMatchCaseS19ZScoreDecisions() {
    RollingStatistics statistics = new RollingStatistics(10);
    BandPosition position = BandPosition.FLAT;
    for (JsonNode row : StrategyCases.expected("S19")) {
      long premiumPpm = ppm(row.get("p"));
      BandSignal signal = BAND.signal(statistics, premiumPpm, position);
      position = position.after(signal);

      assertThat(signal.name()).as("%s", row).isEqualTo(row.get("signal").asString());
      assertThat(position).as("%s", row).isEqualTo(position(row.get("pos").asInt()));
      if (statistics.full()) {
        assertThat(statistics.mean()).isCloseTo(percent(row.get("mean")), within(1e-9));
        assertThat(statistics.standardDeviation()).isCloseTo(percent(row.get("sd")), within(1e-6));
        assertThat(statistics.zPpm(premiumPpm, BAND.sdFloorPpm()))
            .isEqualTo(Math.round(row.get("z").asDouble() * 1e6));
      }
      statistics.add(premiumPpm);
    }
  }

  private static BandPosition position(int sign) {
    if (sign == 0) {
      return BandPosition.FLAT;
    }
    return sign < 0 ? BandPosition.SOLD_UPBIT : BandPosition.BOUGHT_UPBIT;
  }

  private static long ppm(JsonNode percent) {
    return StrategyCases.decimal(percent).movePointRight(4).longValueExact();
  }

  private static double percent(JsonNode node) {
    return node.asDouble() * 1e4;
  }

  @Test
  void shouldExcludeTheCurrentValueFromItsWindow() {
    RollingStatistics statistics = new RollingStatistics(2);
    statistics.add(0);
    statistics.add(100);

    long spikePpm = statistics.zPpm(1_000_000, 1);

    assertThat(spikePpm).isGreaterThan(10_000_000_000L);
    assertThat(statistics.mean()).isEqualTo(50);
  }

  @Test
  void shouldGiveNoSignalOnAFlatSeries() {
    RollingStatistics statistics = new RollingStatistics(5);
    for (int i = 0; i < 5; i++) {
      statistics.add(777);
    }

    assertThat(statistics.standardDeviation()).isZero();
    assertThat(BAND.signal(statistics, 777 + 200, BandPosition.FLAT)).isEqualTo(BandSignal.HOLD);
    assertThat(BAND.signal(statistics, 777 + 300, BandPosition.FLAT))
        .isEqualTo(BandSignal.ENTER_SELL_UPBIT);
  }

  @Test
  void shouldNotJudgeBeforeTheWindowIsFull() {
    RollingStatistics statistics = new RollingStatistics(3);
    statistics.add(1);

    assertThat(statistics.standardDeviation()).isNaN();
    assertThatThrownBy(() -> statistics.zPpm(1, 1)).isInstanceOf(IllegalStateException.class);
    assertThat(BAND.signal(statistics, 1_000_000, BandPosition.SOLD_UPBIT))
        .isEqualTo(BandSignal.WARMUP);
    statistics.clear();
    assertThat(statistics.count()).isZero();
    assertThat(statistics.mean()).isNaN();
  }

  @Test
  void shouldStopAndNeverOpenBeyondTheStop() {
    ZScoreBand band = new ZScoreBand(2_000_000, 500_000, 4_000_000, 150);

    assertThat(band.decide(3_999_999, BandPosition.FLAT)).isEqualTo(BandSignal.ENTER_SELL_UPBIT);
    assertThat(band.decide(4_000_000, BandPosition.FLAT)).isEqualTo(BandSignal.HOLD);
    assertThat(band.decide(4_000_000, BandPosition.SOLD_UPBIT)).isEqualTo(BandSignal.STOP);
    assertThat(band.decide(-4_000_000, BandPosition.BOUGHT_UPBIT)).isEqualTo(BandSignal.STOP);
    assertThat(band.decide(-4_000_000, BandPosition.SOLD_UPBIT)).isEqualTo(BandSignal.EXIT);
    assertThat(band.decide(-2_000_000, BandPosition.FLAT)).isEqualTo(BandSignal.ENTER_BUY_UPBIT);
    assertThat(band.decide(500_000, BandPosition.SOLD_UPBIT)).isEqualTo(BandSignal.EXIT);
    assertThat(band.decide(500_001, BandPosition.SOLD_UPBIT)).isEqualTo(BandSignal.HOLD);
  }

  @Test
  void shouldEqualARecomputationAfterAnyNumberOfValues() {
    Seed.forAll(
        10,
        seed -> {
          int window = 60;
          RollingStatistics statistics = new RollingStatistics(window);
          long[] all = new long[2_000];
          for (int i = 0; i < all.length; i++) {
            all[i] =
                seed.between(-RollingStatistics.MAX_VALUE_PPM, RollingStatistics.MAX_VALUE_PPM);
            statistics.add(all[i]);
            if (i + 1 >= window) {
              assertThat(statistics.standardDeviation())
                  .isCloseTo(naiveDeviation(all, i + 1 - window, i + 1), within(1e-4));
            }
          }
        });
  }

  private static double naiveDeviation(long[] values, int from, int to) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += (double) values[i] / (to - from);
    }
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(squares / (to - from - 1));
  }

  @Test
  void shouldRefuseWhatItCannotHold() {
    RollingStatistics statistics = new RollingStatistics(2);
    assertThatThrownBy(() -> statistics.add(RollingStatistics.MAX_VALUE_PPM + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RollingStatistics(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ZScoreBand(1, 1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ZScoreBand(2, 1, 3, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
