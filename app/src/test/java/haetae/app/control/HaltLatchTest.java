package haetae.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.control.Word.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HaltLatchTest {
  @TempDir private Path temp;
  private HaltLatch latch;

  @BeforeEach
  void makeLatch() {
    latch = new HaltLatch(temp.resolve("some/HALT"));
  }

  @Test
  void shouldKeepTheWordThatSetIt() throws Exception {
    Word word = Word.now(Verb.FLATTEN, "kim@desk", "\"odd\": {fill}\n#1 \\ 이상한 체결", false);

    latch.set(word);

    assertThat(latch.read()).contains(word);
    assertThat(temp.resolve("some").toFile().list()).containsExactly("HALT");
    latch.drop();
    latch.drop();
    assertThat(latch.read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "stop it", "{\"verb\": \"RESUME", "{\"verb\": \"DANCE\", \"at_ms\": 1}"})
  void shouldTakeAnyFileForAHalt(String text) throws Exception {
    Files.createDirectories(temp.resolve("some"));
    Files.writeString(latch.file(), text);

    assertThat(latch.read().map(Word::verb)).contains(Verb.HALT);
    assertThat(latch.read()).isEqualTo(latch.read());
  }

  @Test
  void shouldTakeAFolderForAHalt() throws Exception {
    Files.createDirectories(latch.file());

    assertThat(latch.read().map(Word::verb)).contains(Verb.HALT);
  }

  @Test
  void shouldTakeAResumeInTheFileForAHalt() throws Exception {
    AtomicFile.write(latch.file(), Word.now(Verb.RESUME, "kim", "fine", false).json());

    assertThat(latch.read().map(Word::verb)).contains(Verb.HALT);
  }

  @Test
  void shouldRefuseAFlattenUnderAHaltWhichClosesNothing() throws Exception {
    Caller caller = new Caller(latch, temp.resolve("data").toString());
    Word flatten = Word.now(Verb.FLATTEN, "kim", "", false);
    assertThat(caller.objection(flatten)).isEmpty();

    latch.set(Word.now(Verb.HALT, "kim", "", false));

    assertThat(caller.objection(flatten)).contains("resume first");
    assertThat(caller.objection(Word.now(Verb.HALT, "lee", "", false))).isEmpty();
  }

  @Test
  void shouldSetTheLatchThoughNobodyRuns() throws Exception {
    Caller caller = new Caller(latch, temp.resolve("data").toString());
    Word halt = Word.now(Verb.HALT, "kim", "", false);

    List<ServiceFolder> heard = caller.give(halt);
    List<ServiceFolder> resumed = caller.give(Word.now(Verb.RESUME, "kim", "fine", false));

    assertThat(heard).isEmpty();
    assertThat(resumed).isEmpty();
    assertThat(latch.read()).isEqualTo(Optional.of(halt));
  }
}
