package haetae.app.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that holds trading back until somebody resumes, also over a restart. While it exists no
 * real order that opens risk is sent, whatever it holds; a file made by hand, even an empty one, is
 * a halt. Threads: any.
 *
 * @param file {@code runtime.halt_file}
 */
public record HaltLatch(Path file) {
  /** Sets the latch: a halt, or a flatten, which must go on after a restart. */
  public void set(Word word) throws IOException {
    if (!word.verb().lasting()) {
      throw new IllegalArgumentException(word.verb() + " does not set the latch");
    }
    AtomicFile.write(file, word.json());
  }

  /** Drops the latch. */
  public void drop() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * The word that set the latch; empty if it is not set. What cannot be read is a halt: unknown is
   * not fine.
   */
  public Optional<Word> read() {
    try {
      Word word = Word.parse(Files.readString(file));
      return Optional.of(word.verb().lasting() ? word : byHand());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(byHand());
    }
  }

  private Word byHand() {
    long atMs;
    try {
      atMs = Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      atMs = 0;
    }
    String reason = "file " + file.getFileName() + " found";
    return new Word("by-hand-" + atMs, Word.Verb.HALT, atMs, "unknown", reason, false);
  }
}
