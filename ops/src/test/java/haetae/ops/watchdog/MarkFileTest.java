package haetae.ops.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.ops.Await;
import haetae.ops.watchdog.MarkFile.Mark;
import haetae.ops.watchdog.MarkFile.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkFileTest {
  @TempDir private Path folder;

  private static Optional<Mark> read(Path file) {
    try {
      return MarkFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldShowPhaseAndProgress() {
    Path file = folder.resolve("mark");
    LifeSigns signs = new LifeSigns("", file.toString());
    assertThat(read(file)).contains(new Mark(Phase.STARTING, 0));

    signs.ready("running");
    signs.alive();
    Await.until("the mark", () -> read(file).equals(Optional.of(new Mark(Phase.RUNNING, 2))));
    signs.stopping("asked");
    signs.alive();

    Await.until("the mark", () -> read(file).equals(Optional.of(new Mark(Phase.STOPPING, 3))));
  }

  @Test
  void shouldTakeNothingElseForAMark() throws Exception {
    assertThat(MarkFile.read(folder.resolve("none"))).isEmpty();
    Path file = Files.writeString(folder.resolve("odd"), "RUNNING");

    assertThatThrownBy(() -> MarkFile.read(file)).isInstanceOf(IOException.class);
    Files.writeString(file, "DANCING 3");
    assertThatThrownBy(() -> MarkFile.read(file)).isInstanceOf(IOException.class);
  }
}
