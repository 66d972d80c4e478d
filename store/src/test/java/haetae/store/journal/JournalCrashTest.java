package haetae.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.SmallDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 takes nothing that was appended; a full disk stops nothing and is told. */
class JournalCrashTest {
  @TempDir private Path folder;

  /** Appends for ever, and prints the number of each record once it is appended. */
  static final class Writer {
    private Writer() {}

    /** The folder is the only argument. */
    public static void main(String[] args) throws Exception {
      JournalConfig config =
          new JournalConfig(Path.of(args[0]), JournalConfig.MIN_SEGMENT_BYTES, 5, 1L << 30);
      Journal journal = Journal.open(config).start();
      while (true) {
        byte[] bytes = ("record " + (journal.lastSeq() + 1)).getBytes(UTF_8);
        long seq = journal.append(1, bytes, bytes.length);
        if (seq != 0) {
          System.out.println(seq);
        }
      }
    }
  }

  @Test
  void shouldKeepEveryRecordWhenTheProcessIsKilled() throws Exception {
    long last = 0;
    for (int round = 0; round < 3; round++) {
      long told = killAfter(last + 400);
      try (JournalReader reader = JournalReader.open(folder, 1)) {
        long seq = 0;
        for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
          seq = r.seq();
          assertThat(new String(r.bytes(), UTF_8)).isEqualTo("record " + seq);
        }
        assertThat(seq).isGreaterThanOrEqualTo(told);
        last = seq;
      }
    }
  }

  /** Kills the writer in mid-work once it has told of a number; returns the last it has told. */
  private long killAfter(long seq) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long told = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
      while (told < seq) {
        String line = lines.readLine();
        assertThat(line).as("the writer ended by itself").isNotNull();
        told = Long.parseLong(line);
      }
      writer.destroyForcibly();
      assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    return told;
  }

  @Test
  void shouldGoOnWhenTheDiskIsFullAndGetWellByItself() throws Exception {
    try (SmallDisk disk = SmallDisk.on(folder.resolve("disk"))) {
      JournalConfig config =
          new JournalConfig(
              disk.folder().resolve("j"), JournalConfig.MIN_SEGMENT_BYTES, 1, 1L << 30);
      try (Journal journal = Journal.open(config).start()) {
        disk.fill();
        byte[] bytes = new byte[2_000];
        while (journal.state() == JournalState.GOOD) {
          journal.append(1, bytes, bytes.length);
        }
        assertThat(journal.fault()).contains("no room for the next journal file");
        long lastGood = journal.lastSeq();
        while (journal.append(1, bytes, bytes.length) != 0) {
          lastGood++;
        }
        assertThat(journal.state()).isEqualTo(JournalState.FULL);
        assertThat(journal.lost()).isPositive();
        assertThat(journal.lastSeq()).isEqualTo(lastGood);

        disk.free();
        while (journal.append(1, bytes, bytes.length) == 0) {
          Thread.onSpinWait();
        }
        assertThat(journal.lastSeq()).isEqualTo(lastGood + 1);
        while (journal.state() != JournalState.GOOD) {
          Thread.onSpinWait();
        }
      }
      try (JournalReader reader = JournalReader.open(config.folder(), 1)) {
        long count = 0;
        while (reader.next() != null) {
          count++;
        }
        assertThat(count).isPositive();
      }
    }
  }
}
