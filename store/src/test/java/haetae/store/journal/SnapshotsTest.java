package haetae.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest snapshot that is whole is found again. */
class SnapshotsTest {
  @TempDir private Path folder;

  private static void write(Snapshots snapshots, long seq, String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    snapshots.write(seq, bytes, bytes.length);
  }

  @Test
  void shouldFindTheNewestAndKeepAFew() throws Exception {
    Snapshots snapshots = new Snapshots(folder.resolve("deep/er"), 2);
    assertThat(snapshots.newest()).isEmpty();
    for (int i = 1; i <= 5; i++) {
      write(snapshots, i * 10L, "state " + i);
    }

    assertThat(snapshots.newest()).hasValueSatisfying(s -> assertThat(s.seq()).isEqualTo(50));
    assertThat(new String(snapshots.newest().orElseThrow().bytes(), UTF_8)).isEqualTo("state 5");
    assertThat(snapshots.neededSeq()).isEqualTo(40);
    assertThat(snapshots.newest(50)).hasValueSatisfying(s -> assertThat(s.seq()).isEqualTo(40));
    assertThat(snapshots.newest(40)).hasValueSatisfying(s -> assertThat(s.seq()).isEqualTo(10));
  }

  @Test
  void shouldKeepTheFirstUntilItIsToBeForgotten() throws Exception {
    Snapshots snapshots = new Snapshots(folder, 2);
    for (int i = 1; i <= 5; i++) {
      write(snapshots, i * 10L, "state " + i);
    }
    assertThat(snapshots.oldest(1)).hasValueSatisfying(s -> assertThat(s.seq()).isEqualTo(10));

    snapshots.forget(10);
    assertThat(files()).hasSize(3);
    snapshots.forget(11);
    snapshots.forget(1_000);

    assertThat(files()).hasSize(2);
    assertThat(snapshots.oldest(11)).hasValueSatisfying(s -> assertThat(s.seq()).isEqualTo(40));
    assertThat(snapshots.oldest(51)).isEmpty();
  }

  @Test
  void shouldPassOverADamagedOneAndSaySo() throws Exception {
    Snapshots snapshots = new Snapshots(folder, 3);
    write(snapshots, 10, "older");
    write(snapshots, 20, "newer");
    Path newest = files().getLast();
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 1] ^= 1;
    Files.write(newest, bytes);

    assertThat(snapshots.newest()).hasValueSatisfying(s -> assertThat(s.seq()).isEqualTo(10));
    assertThat(snapshots.passedOver()).singleElement().asString().contains("is damaged");

    Files.write(newest, new byte[5]);
    assertThat(snapshots.newest()).hasValueSatisfying(s -> assertThat(s.seq()).isEqualTo(10));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
