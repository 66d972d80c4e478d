package haetae.ops.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deletes old log files: those beyond the days kept, then the oldest beyond the total size. */
record Retention(Path folder, Set<String> names, int keepDays, long maxTotalBytes) {
  private record Old(Path path, LocalDate day, long bytes) {}

  /** Applies both bounds; files whose names are not ours are never touched. */
  void apply(LocalDate today) throws IOException {
    List<Old> old = new ArrayList<>();
    long total = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        LocalDate day = day(name);
        if (day != null) {
          old.add(new Old(file, day, Files.size(file)));
        }
        total += day != null || names.contains(name) ? Files.size(file) : 0;
      }
    }
    old.sort(Comparator.comparing(Old::day).thenComparing(o -> o.path().toString()));
    for (Old file : old) {
      boolean expired = file.day().isBefore(today.minusDays(keepDays));
      if (expired || total > maxTotalBytes) {
        Files.deleteIfExists(file.path());
        total -= file.bytes();
      }
    }
  }

  /** Day of a put-aside file of ours, null if the name is another's. */
  private @Nullable LocalDate day(String name) {
    for (String ours : names) {
      if (name.startsWith(ours + ".")) {
        String rest = name.substring(ours.length() + 1);
        try {
          return LocalDate.parse(rest.substring(0, Math.min(10, rest.length())));
        } catch (DateTimeParseException e) {
          return null;
        }
      }
    }
    return null;
  }
}
