package haetae.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import haetae.app.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The metrics, and everything that names them. */
@Timeout(120)
final class ExpositionTest {
  private static final Pattern NAME = Pattern.compile("\\bhaetae_[a-z0-9_]+");

  @TempDir private Path temp;

  private String metrics() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      return desk.get("/metrics").body();
    }
  }

  private static Set<String> families(String text) {
    return text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", -1)[2])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldHaveEachMetricThatRulesAndDashboardName() throws Exception {
    Set<String> families = families(metrics());
    for (String file : new String[] {"prometheus/alerts.yml", "grafana/haetae.json"}) {
      String text = Files.readString(ProjectFiles.root().resolve("infra").resolve(file));
      Matcher names = NAME.matcher(text);
      int found = 0;
      while (names.find()) {
        found++;
        String family = names.group().replaceFirst("_bucket$", "");
        assertThat(families).as("%s names %s", file, names.group()).contains(family);
      }
      assertThat(found).isGreaterThan(15);
    }
  }

  @Test
  void shouldDescribeEachMetricInTheDocs() throws Exception {
    String docs = Files.readString(ProjectFiles.root().resolve("docs/dashboard.md"));
    for (String family : families(metrics())) {
      assertThat(docs).contains("`" + family + "`");
    }
  }

  @Test
  void shouldTellUnknownFiguresAsNaN() throws Exception {
    assertThat(metrics())
        .contains("haetae_cpu_ratio NaN", "haetae_feed_age_seconds{venue=\"upbit\"} NaN")
        .contains("haetae_rate_budget_left_ratio{budget=\"upbit\"} 0.9");
  }

  @Test
  void shouldPassPrometheusOwnCheck() throws Exception {
    assumeThat(promtool("--version", "")).as("promtool is not on this machine").isZero();
    Path rules = ProjectFiles.root().resolve("infra/prometheus/alerts.yml");
    assertThat(promtool("check rules " + rules, "")).isZero();
    assertThat(promtool("check metrics", metrics())).isZero();
    for (String config : new String[] {"prometheus.yml", "compose.yml"}) {
      Path file = ProjectFiles.root().resolve("infra/prometheus").resolve(config);
      assertThat(promtool("check config --syntax-only " + file, "")).as(config).isZero();
    }
  }

  private static int promtool(String arguments, String input) throws Exception {
    try {
      Process process =
          new ProcessBuilder(("promtool " + arguments).split(" ", -1))
              .redirectErrorStream(true)
              .start();
      try (var out = process.outputWriter()) {
        out.write(input);
      }
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      if (process.exitValue() != 0) {
        System.err.println(said);
      }
      return process.exitValue();
    } catch (IOException e) {
      // Not on this machine: the caller skips.
      return -1;
    }
  }
}
