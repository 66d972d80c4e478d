package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Command;
import haetae.ops.metrics.Metric;
import haetae.risk.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The runbook has an entry for everything that can be told, and none for what cannot. */
final class RunbookTest {
  private static final int CELLS = 5;
  private static final Pattern ALERT =
      Pattern.compile("new Alert\\(\\s*[A-Za-z.()]+,\\s*\"([a-z_]+)\"");

  private static String runbook() throws IOException {
    return Files.readString(ProjectFiles.root().resolve("docs/runbook.md"));
  }

  /** What the first cells of a section's rows name; each row is checked to be whole. */
  private static List<String> entries(String section) throws IOException {
    String text = runbook();
    int begin = text.indexOf("\n## " + section + "\n");
    assertThat(begin).as("section %s", section).isNotNegative();
    int end = text.indexOf("\n## ", begin + 1);
    return (end < 0 ? text.substring(begin) : text.substring(begin, end))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(RunbookTest::name)
        .toList();
  }

  private static String name(String row) {
    List<String> cells =
        Arrays.stream(row.substring(1, row.length() - 1).split("(?<!\\\\)\\|", -1))
            .map(String::strip)
            .toList();
    assertThat(cells).as(row).hasSize(CELLS).noneMatch(String::isEmpty);
    return cells.getFirst().replace("`", "");
  }

  private static Set<String> rules() throws IOException {
    String text = Files.readString(ProjectFiles.root().resolve("infra/prometheus/alerts.yml"));
    Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
    Set<String> names = new TreeSet<>();
    collect(root, names);
    return names;
  }

  private static void collect(Object node, Set<String> names) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("alert") instanceof String name) {
        names.add(name);
      }
      map.values().forEach(value -> collect(value, names));
    } else if (node instanceof List<?> list) {
      list.forEach(item -> collect(item, names));
    }
  }

  @Test
  void shouldHaveAnEntryForEachAlertRule() throws IOException {
    assertThat(rules()).hasSizeGreaterThan(20);
    assertThat(entries("Alert rules")).containsExactlyInAnyOrderElementsOf(rules());
  }

  @Test
  void shouldHaveAnEntryForEachRefusalCode() throws IOException {
    assertThat(entries("Refusal codes"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(RefusalCode.values()).map(RefusalCode::name).toList());
  }

  @Test
  void shouldHaveAnEntryForEachWatchdogCheck() throws IOException {
    assertThat(entries("Watchdog checks"))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Metric.values()).map(Metric::key).toList());
  }

  @Test
  void shouldHaveAnEntryForEachTypeOfAlert() throws IOException {
    Set<String> types =
        Stream.of(Command.AlertKind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    for (Path file : ProjectFiles.ending(".java")) {
      if (file.toString().contains("src/main/")) {
        Matcher alert = ALERT.matcher(Files.readString(file));
        while (alert.find()) {
          types.add(alert.group(1));
        }
      }
    }
    assertThat(types).contains("watchdog", "recovery", "quiet_hours");
    assertThat(entries("The service's own alerts")).containsExactlyInAnyOrderElementsOf(types);
  }
}
