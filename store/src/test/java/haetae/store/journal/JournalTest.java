package haetae.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was appended is read again, after any end; what is damaged is named and not guessed. */
class JournalTest {
  private static final int SMALL = JournalConfig.MIN_SEGMENT_BYTES;

  @TempDir private Path folder;

  private JournalConfig config() {
    return new JournalConfig(folder, SMALL, 5, 1L << 30);
  }

  private static long append(Journal journal, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return journal.append(7, bytes, bytes.length);
  }

  private List<String> read(long from) throws JournalException {
    List<String> all = new ArrayList<>();
    try (JournalReader reader = JournalReader.open(folder, from)) {
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        assertThat(r.kind()).isEqualTo(7);
        assertThat(r.seq()).isEqualTo(from + all.size());
        all.add(new String(r.bytes(), UTF_8));
      }
    }
    return all;
  }

  @Test
  void shouldReadWhatWasAppendedAlsoWhileItIsWritten() throws Exception {
    try (Journal journal = Journal.open(config())) {
      assertThat(append(journal, "one")).isEqualTo(1);
      assertThat(append(journal, "")).isEqualTo(2);
      assertThat(append(journal, "three ₩")).isEqualTo(3);

      assertThat(read(1)).containsExactly("one", "", "three ₩");
      assertThat(read(3)).containsExactly("three ₩");
    }
  }

  @Test
  void shouldGoOnWhereItWasClosed() throws Exception {
    for (int run = 0; run < 5; run++) {
      try (Journal journal = Journal.open(config())) {
        assertThat(journal.lastSeq()).isEqualTo(run);
        assertThat(journal.repair()).isEmpty();
        append(journal, "run " + run);
      }
    }
    assertThat(read(1)).containsExactly("run 0", "run 1", "run 2", "run 3", "run 4");
  }

  @Test
  void shouldGoOnInTheNextFileWhenOneIsFull() throws Exception {
    String text = "x".repeat(5_000);
    try (Journal journal = Journal.open(config()).start()) {
      for (int i = 0; i < 60; i++) {
        while (append(journal, i + text) == 0) {
          Thread.onSpinWait();
        }
      }
    }
    assertThat(SegmentFiles.list(folder)).hasSizeGreaterThan(3);
    assertThat(read(1)).hasSize(60);
    assertThat(read(31).getFirst()).startsWith("30x");
    try (Journal again = Journal.open(config())) {
      assertThat(again.lastSeq()).isEqualTo(60);
    }
  }

  @Test
  void shouldBeOpenedByOneOnly() throws Exception {
    try (Journal journal = Journal.open(config())) {
      append(journal, "x");
      assertThatThrownBy(() -> Journal.open(config()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use by another process");
    }
  }

  /** After a loss of power the last bytes may be anything: what is whole before them stays. */
  @Test
  void shouldCutOffATornTailAtAnyByte() throws Exception {
    try (Journal journal = Journal.open(config())) {
      append(journal, "whole one");
      append(journal, "whole two");
    }
    Path file = SegmentFiles.list(folder).getFirst();
    byte[] good = Files.readAllBytes(file);
    int end = lastPlace(good);
    markSynced(good);
    Seed.forAll(
        200,
        seed -> {
          byte[] torn = good.clone();
          int length = (int) seed.between(1, 60);
          for (int i = 0; i < length; i++) {
            torn[end + i] = (byte) seed.between(-128, 127);
          }
          boolean whole = tryOpen(file, torn, "three");
          assertThat(whole).isTrue();
        });
  }

  private boolean tryOpen(Path file, byte[] bytes, String next) {
    try {
      Files.write(file, bytes);
      try (Journal journal = Journal.open(config())) {
        assertThat(journal.repair()).contains("cut short");
        assertThat(journal.lastSeq()).isEqualTo(2);
        append(journal, next);
      }
      return read(1).equals(List.of("whole one", "whole two", next));
    } catch (IOException | JournalException e) {
      throw new AssertionError(e);
    }
  }

  private static int lastPlace(byte[] segment) {
    var view = java.nio.ByteBuffer.wrap(segment).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    return new SegmentScan(view, 1).toEnd().place();
  }

  private static void markSynced(byte[] segment) {
    var view = java.nio.ByteBuffer.wrap(segment).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    view.putLong(16, lastPlace(segment));
  }

  @Test
  void shouldRefuseToOpenWhenWhatWasOnDiskIsDamaged() throws Exception {
    try (Journal journal = Journal.open(config())) {
      append(journal, "first");
      append(journal, "second");
      journal.sync();
    }
    Path file = SegmentFiles.list(folder).getFirst();
    flip(file, Segment.HEADER + RecordFormat.BYTES_AT);

    assertThatThrownBy(() -> Journal.open(config()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("damaged at byte " + Segment.HEADER)
        .hasMessageContaining("checksum does not match");
  }

  @Test
  void shouldNameTheDamageInAnOlderFile() throws Exception {
    String text = "x".repeat(5_000);
    try (Journal journal = Journal.open(config()).start()) {
      for (int i = 0; i < 30; i++) {
        while (append(journal, i + text) == 0) {
          Thread.onSpinWait();
        }
      }
    }
    Path first = SegmentFiles.list(folder).getFirst();
    flip(first, Segment.HEADER + RecordFormat.BYTES_AT + 10);

    assertThatThrownBy(() -> read(1))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("damaged at byte " + Segment.HEADER);
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      int old = raw.read();
      raw.seek(at);
      raw.write(old ^ 1);
    }
  }

  @Test
  void shouldSayWhichRecordsAreGone() throws Exception {
    assertThatThrownBy(() -> JournalReader.open(folder.resolve("none"), 1))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("no journal in");
    String text = "x".repeat(5_000);
    try (Journal journal = Journal.open(new JournalConfig(folder, SMALL, 5, SMALL)).start()) {
      for (int i = 0; i < 40; i++) {
        while (append(journal, i + text) == 0) {
          Thread.onSpinWait();
        }
      }
      journal.hold(1);
      journal.release(20);
      // A few rounds of the thread that would let files go.
      Thread.sleep(100);
      assertThat(JournalReader.oldestSeq(folder)).isEqualTo(1);
      journal.hold(25);
      journal.release(20);
      while (JournalReader.oldestSeq(folder) == 1) {
        Thread.sleep(1);
      }
      assertThat(JournalReader.oldestSeq(folder)).isLessThanOrEqualTo(20);
    }
    assertThatThrownBy(() -> JournalReader.open(folder, 1))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("begins with record");
    assertThat(read(25)).hasSize(16);
  }
}
