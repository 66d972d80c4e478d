package haetae.venue.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import haetae.Seed;
import haetae.engine.Event;
import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written comes out again, bit for bit, and what is damaged is told. */
class SegmentTest {
  private static final long DAY_NS = 86_400_000_000_000L;

  @TempDir private Path folder;

  private SegmentWriter.Settings settings(Path to, int blockBytes) {
    return new SegmentWriter.Settings(to, blockBytes, 1_000_000_000L, 0, 3);
  }

  private SegmentWriter open(Path to, int blockBytes) throws IOException {
    return SegmentWriter.open(
        settings(to, blockBytes), Stream.INSTRUMENTS, Stream.START_NS, "test");
  }

  private static List<String> write(SegmentWriter writer, Stream stream, int count) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Event event = stream.next();
      writer.append(event);
      writer.tick(event.timeNs());
      written.add(Stream.text(event));
    }
    return written;
  }

  @Test
  void shouldGiveBackEveryEventBitForBit() {
    Seed.forAll(
        8,
        seed -> {
          try {
            Path to = Files.createTempDirectory(folder, "s");
            Stream stream = new Stream(seed);
            SegmentWriter writer = open(to, (int) seed.between(1_000, 40_000));
            List<String> written = write(writer, stream, 1_000);
            writer.stop(stream.nowNs());

            Readout read = Readout.in(to);
            assertThat(read.events()).isEqualTo(written);
            assertThat(read.kinds()).containsExactly(Mark.Kind.STARTED, Mark.Kind.STOPPED);
            assertThat(read.damage()).isEmpty();
            assertThat(writer.figures().events()).isEqualTo(1_000);
            assertThat(writer.figures().lost()).isZero();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void shouldMakeAnyBookOfAnyOther() {
    Seed.forAll(
        2_000,
        seed -> {
          OrderBook before = any(seed);
          OrderBook after = any(seed);
          Units units = new Units(Units.LARGEST, Units.LARGEST);
          units.fit(before);
          units.fit(after);
          StateOut out = new StateOut();

          BookDelta.write(before, after, units, out);

          OrderBook read = new OrderBook();
          read.copyFrom(before);
          OrderBook follower = new OrderBook();
          follower.copyFrom(read);
          read.revise();
          BookDelta.read(read, new OrderBook(), units, StateIn.of(out.toBytes()));
          follower.copyFrom(read);
          assertThat(saved(follower)).isEqualTo(saved(after));
          assertThat(saved(read)).isEqualTo(saved(after));
        });
  }

  private static byte[] saved(OrderBook book) {
    StateOut out = new StateOut();
    book.save(out);
    return out.toBytes();
  }

  private static OrderBook any(Seed seed) {
    OrderBook book = new OrderBook();
    for (Side side : Side.values()) {
      long levels = seed.between(0, 30);
      for (int i = 0; i < levels; i++) {
        long price = seed.between(1, 12) * 1_000;
        long quantity = seed.oneIn(20) ? seed.between(0, Long.MAX_VALUE - 1) : seed.between(0, 3);
        if (side == Side.BUY) {
          book.addAsk(price, quantity);
        } else {
          book.addBid(price, quantity);
        }
      }
    }
    return book;
  }

  @Test
  void shouldBeginAFileEachUtcDay() throws Exception {
    Seed.forAll(
        1,
        seed -> {
          try {
            Stream stream = new Stream(seed);
            SegmentWriter writer = open(folder, 1 << 20);
            List<String> written = new ArrayList<>();
            for (int day = 0; day < 3; day++) {
              written.addAll(write(writer, stream, 50));
              stream.sleep(DAY_NS);
            }
            writer.stop(stream.nowNs() - DAY_NS);

            assertThat(Readout.files(folder))
                .extracting(file -> file.getFileName().toString())
                .satisfiesExactly(
                    name -> assertThat(name).isEqualTo("20261124T060000Z.seg.zst"),
                    name -> assertThat(name).startsWith("20261125T"),
                    name -> assertThat(name).startsWith("20261126T"));
            assertThat(Readout.in(folder).events()).isEqualTo(written);
            assertThat(Readout.in(folder).kinds())
                .containsExactly(
                    Mark.Kind.STARTED, Mark.Kind.NEXT_DAY, Mark.Kind.NEXT_DAY, Mark.Kind.STOPPED);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private Path small(Seed seed, List<String> written) throws Exception {
    Path to = Files.createTempDirectory(folder, "s");
    Stream stream = new Stream(seed);
    SegmentWriter writer = open(to, 600);
    written.addAll(write(writer, stream, 120));
    writer.stop(stream.nowNs());
    return Readout.files(to).getFirst();
  }

  @Test
  void shouldKeepEveryWholeBlockWhereverTheFileIsCutOff() {
    Seed.forAll(
        2,
        seed -> {
          try {
            List<String> written = new ArrayList<>();
            Path file = small(seed, written);
            byte[] whole = Files.readAllBytes(file);
            int before = 0;
            for (int length = 0; length <= whole.length; length += 97) {
              Files.write(file, java.util.Arrays.copyOf(whole, length));
              Readout read = Readout.of(file);
              assertThat(read.events()).isEqualTo(written.subList(0, read.events().size()));
              assertThat(read.events()).hasSizeGreaterThanOrEqualTo(before);
              assertThat(read.damage()).hasSizeLessThanOrEqualTo(1).allMatch(d -> d.endsWith("e"));
              before = read.events().size();
            }
            assertThat(before).isGreaterThan(100);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void shouldPassOverADamagedBlockAndTellIt() {
    Seed.forAll(
        2,
        seed -> {
          try {
            List<String> written = new ArrayList<>();
            Path file = small(seed, written);
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < 50; i++) {
              byte[] bytes = whole.clone();
              bytes[(int) seed.between(0, bytes.length - 1)] ^= (byte) (1 << seed.between(0, 7));
              Files.write(file, bytes);
              oneBlockLess(written, Readout.of(file));
            }
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  /** What comes is what was written, in order, with one block left out. */
  private static void oneBlockLess(List<String> written, Readout read) {
    assertThat(read.damage()).hasSize(1);
    List<String> events = read.events();
    int same = 0;
    while (same < events.size() && events.get(same).equals(written.get(same))) {
      same++;
    }
    assertThat(written).endsWith(tail(events, same));
    assertThat(events).hasSizeGreaterThan(written.size() / 2);
  }

  private static String[] tail(List<String> events, int from) {
    return events.subList(from, events.size()).toArray(String[]::new);
  }

  @Test
  void shouldBeAFileThatZstandardReads() throws Exception {
    List<String> written = new ArrayList<>();
    Seed.forAll(
        1,
        seed -> {
          try {
            Path file = small(seed, written);
            try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
              assertThat(in.readAllBytes()).hasSizeGreaterThan(1_000);
            }
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void shouldRefuseAFolderThatAnotherRecorderWrites() throws Exception {
    try (SegmentWriter first = open(folder, 1 << 20)) {
      assertThatThrownBy(() -> open(folder, 1 << 20))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another recorder writes into it");
      first.flush();
    }
    open(folder, 1 << 20).close();
    assertThat(Readout.files(folder)).hasSize(2);
  }

  @Test
  void shouldLeaveRoomOnTheDiskAndSayWhatItLeftOut() throws Exception {
    SegmentWriter.Settings greedy =
        new SegmentWriter.Settings(folder, 1 << 20, 1_000_000_000L, Long.MAX_VALUE, 3);

    assertThatThrownBy(
            () -> SegmentWriter.open(greedy, Stream.INSTRUMENTS, Stream.START_NS, "test"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("are to be kept free");
  }
}
