package haetae.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.control.Answer.Stage;
import haetae.app.control.Word.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailboxTest {
  @TempDir private Path temp;
  private final List<String> problems = new ArrayList<>();

  @Test
  void shouldHandOverEachWordOnceAndTheOldestFirst() throws Exception {
    Mailbox mailbox = new Mailbox(temp.resolve("mock"));
    Word first = new Word("100-a", Verb.HALT, System.currentTimeMillis(), "kim", "", false);
    Word second = new Word("200-a", Verb.RESUME, System.currentTimeMillis(), "lee", "ok", true);
    assertThat(mailbox.take(problems)).isEmpty();
    mailbox.post(second);
    mailbox.post(first);

    assertThat(mailbox.take(problems)).containsExactly(first, second);
    assertThat(mailbox.take(problems)).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldThrowAwayWhatIsOldOrNoWord() throws Exception {
    Mailbox mailbox = new Mailbox(temp);
    long old = System.currentTimeMillis() - 61_000;
    mailbox.post(new Word("1-a", Verb.RESUME, old, "kim", "yesterday", false));
    Files.writeString(temp.resolve("2-a.word"), "{\"verb\": ");

    assertThat(mailbox.take(problems)).isEmpty();
    assertThat(problems).hasSize(2);
    assertThat(problems.getFirst()).contains("RESUME by kim");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void shouldTellTheLatestAnswerUntilItIsForgotten() throws Exception {
    Mailbox mailbox = new Mailbox(temp);
    Word word = Word.now(Verb.HALT, "kim", "", false);
    assertThat(mailbox.answerTo(word)).isEmpty();

    mailbox.answer(word, new Answer(Stage.TAKEN, "2 orders in flight", 10, 20));
    mailbox.answer(word, new Answer(Stage.DONE, "\"done\"", 30, 600));

    assertThat(mailbox.answerTo(word)).contains(new Answer(Stage.DONE, "\"done\"", 30, 600));
    mailbox.forget(word);
    assertThat(mailbox.answerTo(word)).isEmpty();
  }

  @Test
  void shouldNotLetAnIdLeaveTheFolder() {
    assertThatThrownBy(() -> new Word("../HALT", Verb.HALT, 0, "kim", "", false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
