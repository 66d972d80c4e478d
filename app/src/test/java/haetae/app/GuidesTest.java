package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each guide is there in Korean, with the same chapters, tables and commands. */
final class GuidesTest {
  private static final Pattern KEY = Pattern.compile("^\\| `([^`]+)`");
  private static final Path DOCS = ProjectFiles.root().resolve("docs");

  private static Stream<String> guides() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("ko"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  /** What must be the same in both languages: levels of headings, code, rows with their key. */
  private static List<String> shape(String text) {
    List<String> shape = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("#")) {
        shape.add(line.substring(0, line.indexOf(' ')));
      } else if (line.startsWith("    ") && !line.isBlank()) {
        shape.add(line);
      } else if (line.startsWith("|")) {
        Matcher key = KEY.matcher(line);
        shape.add(
            (key.find() ? key.group(1) : "") + " of " + line.split("(?<!\\\\)\\|", -1).length);
      }
    }
    return shape;
  }

  @Test
  void shouldHaveTheGuidesThatAnOperatorNeeds() throws IOException {
    assertThat(guides())
        .contains(
            "architecture.md",
            "checklist.md",
            "decisions.md",
            "deployment.md",
            "going-live.md",
            "quickstart.md",
            "runbook.md");
  }

  @ParameterizedTest
  @MethodSource("guides")
  void shouldSayTheSameInBothLanguages(String guide) throws IOException {
    String english = Files.readString(DOCS.resolve(guide));
    String korean = Files.readString(DOCS.resolve("ko").resolve(guide));

    assertThat(shape(korean)).as(guide).isEqualTo(shape(english));
    long hangul = korean.chars().filter(c -> c >= 0xAC00 && c <= 0xD7A3).count();
    assertThat(hangul).as("%s is in Korean", guide).isGreaterThan(korean.length() / 5);
    assertThat(english).doesNotContain("STARTFIGURES");
    assertThat(korean).doesNotContain("STARTFIGURES");
  }
}
