package haetae.ops.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes files put aside: those beyond the days kept, then the oldest until the rest fits.
 *
 * @param names of the files in use; only what was put aside from them is ever deleted
 * @param maxOldBytes bound of all files put aside together
 */
record Retention(Path folder, Set<String> names, int keepDays, long maxOldBytes) {
  private static final Pattern ASIDE =
      Pattern.compile("(.+)\\.(\\d{4}-\\d{2}-\\d{2})(?:\\.\\d+)?(?:\\.gz)?");

  private record Old(Path path, LocalDate day, FileTime modified, long bytes) {}

  /**
   * What is left.
   *
   * @param problem why something could not be deleted, empty if nothing failed
   */
  record Swept(long oldBytes, String problem) {}

  /** Applies both bounds. A file that cannot be deleted is no reason to stop logging. */
  Swept apply(LocalDate today) {
    String problem = "";
    long left = 0;
    try {
      List<Old> old = old();
      left = old.stream().mapToLong(Old::bytes).sum();
      for (Old file : old) {
        if (file.day().isBefore(today.minusDays(keepDays)) || left > maxOldBytes) {
          Files.deleteIfExists(file.path());
          left -= file.bytes();
        }
      }
    } catch (IOException e) {
      problem = "old log files cannot be deleted: " + e;
    }
    return new Swept(left, problem);
  }

  private List<Old> old() throws IOException {
    List<Old> old = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        LocalDate day = day(file.getFileName().toString());
        if (day != null && Files.isRegularFile(file)) {
          old.add(new Old(file, day, Files.getLastModifiedTime(file), Files.size(file)));
        }
      }
    }
    old.sort(
        Comparator.comparing(Old::day)
            .thenComparing(Old::modified)
            .thenComparing(file -> file.path().toString()));
    return old;
  }

  /** Day of a put-aside file of ours, null if the name is another's. */
  private @Nullable LocalDate day(String name) {
    Matcher matcher = ASIDE.matcher(name);
    if (!matcher.matches() || !names.contains(matcher.group(1))) {
      return null;
    }
    try {
      return LocalDate.parse(matcher.group(2));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
