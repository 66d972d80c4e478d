package haetae.app;

import haetae.store.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the journal that is meant. */
final class JournalFolder {
  private JournalFolder() {}

  /** The folder itself, or the newest run's below a home when it is called "latest". */
  static Path of(String name, Path home) throws JournalException {
    if (!name.equals("latest")) {
      return Path.of(name);
    }
    if (!Files.isDirectory(home)) {
      throw new JournalException("no journal in " + home + "; run the service first");
    }
    try (Stream<Path> runs = Files.list(home)) {
      return runs.filter(Files::isDirectory)
          .max(Comparator.comparingLong(run -> run.toFile().lastModified()))
          .orElseThrow(() -> new JournalException("no journal in " + home));
    } catch (IOException e) {
      throw new JournalException(home + " cannot be read: " + e, e);
    }
  }
}
