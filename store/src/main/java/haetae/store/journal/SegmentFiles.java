package haetae.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Names of the files in a journal's folder. */
final class SegmentFiles {
  private static final String PREFIX = "segment-";
  private static final String SUFFIX = ".journal";

  private SegmentFiles() {}

  static Path segment(Path folder, long firstSeq) {
    return folder.resolve(String.format(Locale.ROOT, "%s%019d%s", PREFIX, firstSeq, SUFFIX));
  }

  /** A segment that has its space on disk and is not in use yet. */
  static Path spare(Path folder) {
    return folder.resolve("spare" + SUFFIX);
  }

  static long firstSeq(Path segment) {
    String name = segment.getFileName().toString();
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }

  /** All segments, oldest first; empty if there is no folder yet. */
  static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(SegmentFiles::isSegment).sorted().toList();
    }
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().matches(PREFIX + "\\d{19}\\" + SUFFIX);
  }
}
