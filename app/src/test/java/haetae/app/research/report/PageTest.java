package haetae.app.research.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void shouldKeepTextFromEndingTheScript() {
    String html = new Page("a </script><b>", "").notes("n", List.of("<i>")).html();

    assertThat(html).contains("a \\u003c/script>\\u003cb>").doesNotContain("a </script>");
  }

  @Test
  void shouldWriteNumbersThatJsonHas() {
    assertThat(Json.of(Map.of("a", new double[] {1, 0.5, Double.NaN, -2e20})))
        .isEqualTo("{\"a\":[1,0.5,null,-2.0E20]}");
  }

  @Test
  void shouldLeaveOutEmptyCharts() {
    Series none = Series.of("x", Chart.Style.LINE, new double[0], new double[0]);
    Chart chart = new Chart("x", "Nothing here", "", Chart.Axis.NUMBER, "", List.of(none));

    assertThat(new Page("t", "").chart(chart).html()).doesNotContain("Nothing here");
  }

  @Test
  void shouldKeepEveryExtremeWhenItThinsOut() {
    double[] xs = new double[100_000];
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = i;
    }
    ys[33_333] = 7;
    ys[77_777] = -9;

    Series thin = Thinning.of(Series.of("x", Chart.Style.LINE, xs, ys), 1_000);

    assertThat(thin.size()).isLessThanOrEqualTo(1_000);
    assertThat(thin.ys()).contains(7, -9);
    assertThat(thin.xs()).isSorted().contains(33_333, 77_777);
  }

  @Test
  void shouldRefuseValuesWithoutPoints() {
    assertThatThrownBy(() -> Series.of("x", Chart.Style.LINE, new double[2], new double[1]))
        .hasMessage("x: 2 points, 1 values");
  }
}
