package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.live.Lives.Life;
import haetae.engine.Command;
import haetae.risk.TradingState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart does with a journal or snapshots that are damaged or cut short. */
class ResumeDamagedTest {
  @TempDir private Path folder;
  private Lives lives;

  @BeforeEach
  void beginNothing() {
    lives = new Lives(folder);
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int was = bytes.read();
      bytes.seek(at);
      bytes.write(was ^ 1);
    }
  }

  @Test
  void shouldPassOverADamagedSnapshotAndReadMore() throws Exception {
    lives.journal = Lives.QUICK;
    Life first = lives.first().trade(10);
    first.awaitSnapshots(3);
    long hash = first.engine().stateHash();
    Path data = first.killed();
    List<Path> all = Lives.snapshots(Lives.run(data, "h1"));
    flip(all.getLast(), 100);

    Life second = lives.next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    assertThat(second.start.recovered().notes())
        .anyMatch(note -> note.contains("is damaged and was passed over"));
    second.close();
  }

  @Test
  void shouldReadAllWhenNoSnapshotIsLeft() throws Exception {
    lives.journal = Lives.QUICK;
    Life first = lives.first().trade(10);
    first.awaitSnapshots(2);
    long hash = first.engine().stateHash();
    Path data = first.killed();
    for (Path snapshot : Lives.snapshots(Lives.run(data, "h1"))) {
      flip(snapshot, 100);
    }

    Life second = lives.next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    assertThat(second.start.recovered().fromSeq()).isEqualTo(1);
    second.close();
  }

  @Test
  void shouldHaltWhenTheJournalIsDamagedBeforeItsEnd() throws Exception {
    Life first = lives.first().trade(10);
    first.start.journal().journal().sync();
    long middle = first.start.journal().journal().lastSeq() / 2;
    Path data = first.killed();
    Path segment = Lives.run(data, "h1").resolve("segment-0000000000000000001.journal");
    flip(segment, placeOf(segment, middle));

    Life second = lives.next(data, first).open().trade(2);

    assertThat(second.start.recovered().broken()).contains("is damaged");
    assertThat(second.engine().snapshot().tradingState()).isEqualTo(TradingState.HALTED);
    assertThat(second.commands)
        .anyMatch(
            c ->
                c instanceof Command.Narrate n && n.text().contains("Trading HALTED: the journal"));
    second.close();
  }

  /** A byte of a record's number, found by its own value. */
  private static long placeOf(Path segment, long seq) throws IOException {
    byte[] all = Files.readAllBytes(segment);
    var view = java.nio.ByteBuffer.wrap(all).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (int at = 64; at < all.length - 8; at += 8) {
      if (view.getLong(at) == seq && view.getInt(at - 8) != 0) {
        return at;
      }
    }
    throw new AssertionError("no record " + seq);
  }

  @Test
  void shouldCutAnUnfinishedTailAndSaySo() throws Exception {
    Life first = lives.first().trade(10);
    Path data = first.killed();
    Path segment = Lives.run(data, "h1").resolve("segment-0000000000000000001.journal");
    long last = lastPlace(segment);
    try (RandomAccessFile bytes = new RandomAccessFile(segment.toFile(), "rw")) {
      // As if the machine had lost power before the record's last bytes were on the disk.
      bytes.seek(16);
      bytes.write(new byte[8]);
      bytes.seek(last);
      bytes.write(0x55);
    }

    Life second = lives.next(data, first);

    assertThat(second.start.recovered().broken()).isEmpty();
    assertThat(second.start.recovered().notes())
        .anyMatch(note -> note.contains("what a loss of power cuts off"));
    second.close();
  }

  private static long lastPlace(Path segment) throws IOException {
    byte[] all = Files.readAllBytes(segment);
    int at = all.length - 1;
    while (all[at] == 0) {
      at--;
    }
    return at;
  }

  @Test
  void shouldPassOverARunThatDiedBeforeItBegan() throws Exception {
    Life first = lives.first().trade(10);
    long hash = first.engine().stateHash();
    Path data = first.killed();
    Life second = lives.next(data, first);
    Path again = second.killed();
    for (Path snapshot : Lives.snapshots(Lives.run(again, "h2"))) {
      Files.delete(snapshot);
    }

    Life third = lives.next(again, first);

    assertThat(third.start.recovered().run().name()).isEqualTo("paper-h1");
    assertThat(third.engine().stateHash()).isEqualTo(hash);
    third.close();
  }
}
