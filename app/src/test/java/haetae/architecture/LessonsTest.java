package haetae.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of lessons names a test for each defect, and the tests are there. */
final class LessonsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\|[^|]+\\|[^|]+\\|([^|]+)\\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

  private static String page() throws IOException {
    return Files.readString(ProjectFiles.root().resolve("docs/lessons.md"));
  }

  @Test
  void shouldNameTestsThatExist() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path file : ProjectFiles.ending("Test.java")) {
      String name = file.getFileName().toString();
      sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
    }
    List<String> missing = new ArrayList<>();
    for (Matcher row = ROW.matcher(page()); row.find(); ) {
      Matcher test = TEST.matcher(row.group(2));
      assertThat(row.group(2)).as("tests of number " + row.group(1)).containsPattern(TEST);
      while (test.find()) {
        String source = sources.getOrDefault(test.group(1), "");
        if (!source.contains(" void " + test.group(2) + "(")) {
          missing.add(row.group(1) + ": " + test.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void shouldCoverEachDefectOnce() throws IOException {
    Set<Integer> wanted = new TreeSet<>(Set.of(40, 41, 42, 44));
    IntStream.rangeClosed(6, 12).forEach(wanted::add);
    IntStream.rangeClosed(14, 35).forEach(wanted::add);

    assertThat(ROW.matcher(page()).results().map(r -> Integer.valueOf(r.group(1))).toList())
        .doesNotHaveDuplicates()
        .hasSameElementsAs(wanted.stream().collect(Collectors.toList()));
  }
}
