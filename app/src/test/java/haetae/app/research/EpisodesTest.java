package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haetae.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EpisodesTest {
  private static final long SECOND = 1_000_000_000L;

  private static PremiumSeries series(double... percents) {
    PremiumSeries series = new PremiumSeries("BTC");
    for (int i = 0; i < percents.length; i++) {
      series.add(i * SECOND, percents[i]);
    }
    return series;
  }

  private static double[] flatThen(double... more) {
    double[] all = new double[30 + more.length];
    Arrays.fill(all, 0, 30, 1.0);
    System.arraycopy(more, 0, all, 30, more.length);
    return all;
  }

  @Test
  void shouldBeginBeyondTheCostAndEndAtTheMedian() {
    Episodes found =
        Episodes.of(series(flatThen(1.4, 2.0, 3.0, 1.2, 0.9, 1.0)), 1_000 * SECOND, 0.5);

    assertThat(found.all()).hasSize(1);
    Episodes.Episode episode = found.all().getFirst();
    assertThat(episode.beginNs()).isEqualTo(31 * SECOND);
    assertThat(episode.endNs()).isEqualTo(34 * SECOND);
    assertThat(episode.first()).isEqualTo(1.0, within(1e-9));
    assertThat(episode.peak()).isEqualTo(2.0, within(1e-9));
    // Entered 1.0 above the median, left 0.1 below it, paid 0.5.
    assertThat(episode.onSight(0.5)).isEqualTo(0.6, within(1e-9));
    assertThat(episode.atBest(0.5)).isEqualTo(1.6, within(1e-9));
  }

  @Test
  void shouldMirrorWhenThePremiumIsLow() {
    Episodes found = Episodes.of(series(flatThen(0.0, -1.0, 1.1)), 1_000 * SECOND, 0.5);

    assertThat(found.all()).hasSize(1);
    assertThat(found.onSight()).isEqualTo(1.0 + 0.1 - 0.5, within(1e-9));
    assertThat(found.atBest()).isEqualTo(2.0 + 0.1 - 0.5, within(1e-9));
  }

  @Test
  void shouldKnowNothingOfWhatComesLater() {
    double[] all = flatThen(1.4, 2.0, 3.0, 1.2, 0.9, 5.0, 5.0, 5.0);
    double[] cut = Arrays.copyOf(all, 35);

    Episodes whole = Episodes.of(series(all), 1_000 * SECOND, 0.5);
    Episodes part = Episodes.of(series(cut), 1_000 * SECOND, 0.5);

    assertThat(whole.all()).startsWith(part.all().toArray(Episodes.Episode[]::new));
  }

  @Test
  void shouldKeepTheMedianOfTheWindow() {
    Seed.forAll(
        50,
        random -> {
          TrailingMedian median = new TrailingMedian(20 * SECOND);
          double[] values = new double[200];
          for (int i = 0; i < values.length; i++) {
            median.expire(i * SECOND);
            values[i] = random.between(0, 9);
            median.add(i * SECOND, values[i]);
            double[] window = Arrays.copyOfRange(values, Math.max(0, i - 20), i + 1);
            Arrays.sort(window);
            assertThat(median.value()).isEqualTo(PremiumFigures.quantile(window, 0.5));
          }
        });
  }
}
