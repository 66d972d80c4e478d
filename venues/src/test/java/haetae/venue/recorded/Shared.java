package haetae.venue.recorded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Recordings that are too large or not free to keep here, in the project's sibling folder. */
final class Shared {
  private Shared() {}

  /** A file below {@code ../shared/data}; the test is skipped where it is absent. */
  static Path file(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.isRegularFile(root.resolve("haetae"))) {
      root = root.getParent();
    }
    assumeTrue(root != null, "skipped: the project's root was not found");
    Path file = root.resolveSibling("shared").resolve("data").resolve(name);
    assumeTrue(Files.isReadable(file), "skipped: " + file + " is not here");
    return file;
  }
}
