package haetae.app.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder in which words wait for the service, and answers for the operator. A word that nobody
 * takes up grows old and is thrown away, so that a service that starts tomorrow does not resume
 * because of yesterday. Threads: any; each file is written at once or not at all.
 *
 * @param folder the service's
 */
public record Mailbox(Path folder) {
  private static final String WORD = ".word";
  private static final String ANSWER = ".answer";
  private static final long WORD_LIVES_MS = 60_000;
  private static final long ANSWER_LIVES_MS = 3_600_000;

  /** Leaves a word. */
  public void post(Word word) throws IOException {
    AtomicFile.write(folder.resolve(word.id() + WORD), word.json());
  }

  /**
   * Takes the words that wait, the oldest first.
   *
   * @param problems takes a line for each file that is no word, which is thrown away
   */
  public List<Word> take(List<String> problems) throws IOException {
    List<Word> words = new ArrayList<>();
    for (Path file : files(WORD)) {
      try {
        Word word = Word.parse(Files.readString(file));
        if (System.currentTimeMillis() - word.atMs() <= WORD_LIVES_MS) {
          words.add(word);
        } else {
          problems.add("a word that nobody took up in time: " + word.verb() + " by " + word.by());
        }
      } catch (IOException | RuntimeException e) {
        problems.add(file + ": " + e.getMessage());
      }
      Files.deleteIfExists(file);
    }
    return words;
  }

  /** Answers a word, or says how far it is. */
  public void answer(Word word, Answer answer) throws IOException {
    AtomicFile.replace(folder.resolve(word.id() + ANSWER), answer.json());
  }

  /** The latest answer to a word; empty if there is none yet. */
  public Optional<Answer> answerTo(Word word) throws IOException {
    try {
      return Optional.of(Answer.parse(Files.readString(folder.resolve(word.id() + ANSWER))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Throws away what nobody waits for any more: the asker has read it, or given up. */
  public void forget(Word word) throws IOException {
    Files.deleteIfExists(folder.resolve(word.id() + WORD));
    Files.deleteIfExists(folder.resolve(word.id() + ANSWER));
  }

  /** Throws away old answers. */
  public void sweep() throws IOException {
    for (Path file : files(ANSWER)) {
      long age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
      if (age > ANSWER_LIVES_MS) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files(String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().endsWith(ending)).sorted().toList();
    }
  }
}
