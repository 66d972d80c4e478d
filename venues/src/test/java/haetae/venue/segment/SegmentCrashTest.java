package haetae.venue.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.SmallDisk;
import haetae.engine.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 takes at most the block that is being filled; a full disk stops nothing. */
class SegmentCrashTest {
  private static final long BLOCK_NS = 1_000_000_000L;

  @TempDir private Path folder;

  private static SegmentWriter open(Path to) throws IOException {
    return SegmentWriter.open(
        new SegmentWriter.Settings(to, 1 << 16, BLOCK_NS, 0, 3),
        Stream.INSTRUMENTS,
        Stream.START_NS,
        "test");
  }

  /** Writes until it is killed; tells the number of each event before it is appended. */
  static final class Writer {
    private Writer() {}

    /** Runs it on a folder. */
    public static void main(String[] arguments) throws IOException {
      SegmentWriter writer = open(Path.of(arguments[0]));
      Seed.forAll(
          1,
          seed -> {
            Stream stream = new Stream(seed);
            for (long i = 1; ; i++) {
              Event event = stream.next();
              writer.append(event);
              writer.tick(event.timeNs());
              System.out.println(i + " " + writer.figures().events());
            }
          });
    }
  }

  @Test
  void shouldLoseAtMostTheLastBlockWhenItIsKilled() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String last = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      while (!last.startsWith("3000 ")) {
        last = lines.readLine();
        assertThat(last).as("the writer ended by itself").isNotNull();
      }
      process.destroyForcibly();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    int written = Integer.parseInt(last.substring(last.indexOf(' ') + 1));

    Readout read = Readout.in(folder);

    List<String> all = new ArrayList<>();
    Seed.forAll(
        1,
        seed -> {
          Stream stream = new Stream(seed);
          read.events().forEach(e -> all.add(Stream.text(stream.next())));
        });
    assertThat(read.events()).isEqualTo(all);
    assertThat(read.events()).hasSizeGreaterThanOrEqualTo(written);
    assertThat(written).isGreaterThan(2_500);
  }

  @Test
  void shouldGoOnWhenTheDiskIsFullAndMarkWhatIsMissing() throws Exception {
    try (SmallDisk disk = SmallDisk.on(folder.resolve("disk"))) {
      List<String> written = new ArrayList<>();
      Seed.forAll(1, seed -> fillUp(disk, new Stream(seed), written));

      Readout read = Readout.in(disk.folder());
      Mark gap =
          read.marks().stream()
              .filter(mark -> mark.kind() == Mark.Kind.DISK)
              .findFirst()
              .orElseThrow();
      int missing = written.size() - read.events().size();
      assertThat(gap.count()).isEqualTo(missing).isPositive();
      assertThat(gap.words()).contains("No space left");
      assertThat(gap.sinceNs()).isBetween(Stream.START_NS, gap.timeNs());
      assertThat(read.damage()).isEmpty();
      assertThat(written).containsSubsequence(read.events());
      assertThat(read.kinds()).endsWith(Mark.Kind.DISK, Mark.Kind.STOPPED);
    }
  }

  private static void fillUp(SmallDisk disk, Stream stream, List<String> written) {
    try (SegmentWriter writer = open(disk.folder())) {
      append(writer, stream, written, 500);
      disk.fill();
      while (writer.fault().isEmpty()) {
        append(writer, stream, written, 1);
      }
      append(writer, stream, written, 500);
      assertThat(writer.fault()).contains("No space left");
      disk.free();
      while (!writer.fault().isEmpty()) {
        append(writer, stream, written, 1);
      }
      append(writer, stream, written, 500);
      writer.stop(stream.nowNs());
      assertThat(writer.figures().lost()).isPositive();
      assertThat(writer.figures().events() + writer.figures().lost()).isEqualTo(written.size());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void append(SegmentWriter writer, Stream stream, List<String> written, int count) {
    for (int i = 0; i < count; i++) {
      Event event = stream.next();
      writer.append(event);
      writer.tick(event.timeNs());
      written.add(Stream.text(event));
    }
  }
}
