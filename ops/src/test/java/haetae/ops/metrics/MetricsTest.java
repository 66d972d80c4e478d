package haetae.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldSayUnknownForWhatWasNotSet() {
    MetricsSnapshot snapshot = MetricsSnapshot.builder().set(Metric.WS_LAG_MS, 0).build();

    assertThat(snapshot.get(Metric.WS_LAG_MS)).isZero();
    for (Metric metric : Metric.values()) {
      if (metric != Metric.WS_LAG_MS) {
        assertThat(snapshot.get(metric)).as(metric.key()).isNaN();
      }
    }
  }

  @Test
  void shouldNotChangeASnapshotWithItsBuilder() {
    MetricsSnapshot.Builder builder = MetricsSnapshot.builder().set(Metric.CPU_PCT, 1);
    MetricsSnapshot snapshot = builder.build();

    builder.set(Metric.CPU_PCT, 2);

    assertThat(snapshot.get(Metric.CPU_PCT)).isEqualTo(1);
    assertThat(builder.build().get(Metric.CPU_PCT)).isEqualTo(2);
  }

  @Test
  void shouldNameEachMetricOnce() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::key))
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[a-z_]+"));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "7,7", "50,50", "55,55", "57,57", "95,95", "99,99", "100,100"})
  void shouldTakeTheNearestRank(int percent, double expected) {
    Window window = new Window(100);
    for (int i = 100; i >= 1; i--) {
      window.add(i);
    }

    assertThat(window.percentile(percent)).isEqualTo(expected);
  }

  @Test
  void shouldGiveTheFiguresOfTwentyRecords() {
    Window window = new Window(100);
    for (int i = 0; i < 20; i++) {
      window.add(50 + 10 * i);
    }

    assertThat(window.mean()).isEqualTo(145.0);
    assertThat(window.percentile(95)).isEqualTo(230.0);
    assertThat(window.max()).isEqualTo(240.0);
    assertThat(window.size()).isEqualTo(20);
  }

  @Test
  void shouldForgetTheOldestAndLeaveOutWhatIsUnknown() {
    Window window = new Window(3);
    for (double value : new double[] {9, Double.NaN, 1, 2, Double.NaN, 3}) {
      window.add(value);
    }

    assertThat(window.size()).isEqualTo(3);
    assertThat(window.max()).isEqualTo(3);
    assertThat(window.mean()).isEqualTo(2);
  }

  @Test
  void shouldSayZeroWhenEmptyAndTheTruthBelowZero() {
    Window window = new Window(3);
    assertThat(window.mean() + window.max() + window.percentile(95)).isZero();

    window.add(-5);

    assertThat(window.max()).isEqualTo(-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101})
  void shouldRefuseAPercentageThatIsNone(int percent) {
    assertThatThrownBy(() -> new Window(3).percentile(percent))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Window(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldCountOnlyTheLastMinute() {
    MinuteCounter counter = new MinuteCounter();
    long start = 1_000 * SECOND;
    counter.total(start, 7);
    assertThat(counter.lastMinute(start)).isEqualTo(7);
    assertThat(counter.lastMinute(start + 59 * SECOND)).isEqualTo(7);

    counter.total(start + 30 * SECOND, 10);

    assertThat(counter.lastMinute(start + 59 * SECOND)).isEqualTo(10);
    assertThat(counter.lastMinute(start + 60 * SECOND)).isEqualTo(3);
    assertThat(counter.lastMinute(start + 90 * SECOND)).isZero();
  }

  @Test
  void shouldNotCountATotalTwiceOrBackwards() {
    MinuteCounter counter = new MinuteCounter();
    counter.total(0, 5);
    counter.total(1, 5);
    counter.total(2, 3);
    counter.total(3, 4);

    assertThat(counter.lastMinute(3)).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5_000 * SECOND, 9_000_000 * SECOND})
  void shouldCountAsASimpleListDoes(long start) {
    Random random = new Random(start);
    MinuteCounter counter = new MinuteCounter();
    Deque<long[]> list = new ArrayDeque<>();
    long total = 0;
    long now = start;
    for (int i = 0; i < 2_000; i++) {
      now += random.nextLong(3 * SECOND);
      int more = random.nextInt(4);
      total += more;
      counter.total(now, total);
      list.add(new long[] {Math.floorDiv(now, SECOND), more});
      long oldest = Math.floorDiv(now, SECOND) - 59;
      list.removeIf(entry -> entry[0] < oldest);
      assertThat(counter.lastMinute(now)).isEqualTo(list.stream().mapToLong(e -> e[1]).sum());
    }
  }
}
