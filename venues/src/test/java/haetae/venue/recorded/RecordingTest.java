package haetae.venue.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.venue.recorded.Findings.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording may be like, and what is said of one that cannot be used. */
class RecordingTest {
  private static final String CANDLES = "timestamp,open,high,low,close,volume\n";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Path resource(String name) {
    return Path.of("src/test/resources/recordings", name);
  }

  private static void refused(Path file, String why) {
    assertThatThrownBy(() -> Recording.open(List.of(file)))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldReadTheHeadOfASpotRecording() throws RecordingException {
    Figures figures = Figures.of(resource("spot_btcusdt_head.gz"));

    assertThat(figures.rows("BINANCE:BTCUSDT")).isEqualTo(42);
    assertThat(figures.lastNs()).isEqualTo(1_723_161_257_937_900_664L);
    assertThat(figures.sum()).isEqualByComparingTo("2596714.43");
    assertThat(figures.askSum()).isEqualByComparingTo("2596714.85");
  }

  @Test
  void shouldReadTheHeadOfAFuturesRecording() throws RecordingException {
    Figures figures = Figures.of(resource("usdm_btcusdt_head.gz"));

    assertThat(figures.rows("BINANCE:BTCUSDT")).isEqualTo(84);
    assertThat(figures.sum()).isEqualByComparingTo("5191209.6");
    assertThat(figures.askSum()).isEqualByComparingTo("5191218");
  }

  @Test
  void shouldReadBothShapesOfTheTickDump() throws RecordingException {
    try (Recording recording = Recording.open(List.of(resource("upbit_ticks.jsonl.gz")))) {
      Figures figures = Figures.of(recording);

      assertThat(figures.rows()).isEqualTo(266);
      assertThat(figures.rising()).isTrue();
      assertThat(figures.sum()).isEqualByComparingTo("2055001750.38882");
      assertThat(recording.findings().count(Kind.DUPLICATE)).isEqualTo(2);
      assertThat(recording.findings().count(Kind.PASSED_OVER)).isEqualTo(36);
      assertThat(recording.findings().lines())
          .anyMatch(line -> line.contains("2 duplicate: the same trade again, first at upbit_"));
    }
  }

  @Test
  void shouldRefuseSpotAndFuturesOfOneInstrumentTogether() {
    List<Path> both = List.of(resource("spot_btcusdt_head.gz"), resource("usdm_btcusdt_head.gz"));

    assertThatThrownBy(() -> Recording.open(both))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("both hold BINANCE:BTCUSDT at the same time");
  }

  @Test
  void shouldCountWhatIsOddInCandles() throws IOException, RecordingException {
    Path file =
        file(
            "upbit_KRW-BTC_1m.csv",
            CANDLES
                + "2025-09-01 00:00:00,1,1,1,10,1\r\n"
                + "2025-09-01 00:01:00,1,1,1,11,1\n"
                + "2025-09-01 00:01:00,1,1,1,11,1\n"
                + "2025-09-01 00:00:00,1,1,1,12,1\n"
                + "2025-09-01 00:02:00,1,1,1,,1\n"
                + "2025-09-01 00:02:00,1,1,1,-3,1\n"
                + "2025-09-01 00:02:00,1,1,1,x,1\n"
                + "2025-13-01 00:02:00,1,1,1,13,1\n"
                + ",,,,,\n"
                + "\n"
                + "2025-09-01 00:09:00,1,1,1,14,1");

    try (Recording recording = Recording.open(List.of(file))) {
      Figures figures = Figures.of(recording);

      assertThat(figures.rows()).isEqualTo(3);
      assertThat(figures.sum()).isEqualByComparingTo("35");
      assertThat(recording.findings().count(Kind.BAD)).isEqualTo(6);
      assertThat(recording.findings().count(Kind.DUPLICATE)).isEqualTo(1);
      assertThat(recording.findings().count(Kind.LATE)).isEqualTo(1);
      assertThat(recording.findings().count(Kind.GAP)).isEqualTo(1);
      assertThat(recording.findings().lines())
          .contains(
              "upbit_KRW-BTC_1m.csv: 2 unreadable: empty line, first at upbit_KRW-BTC_1m.csv:10",
              "upbit_KRW-BTC_1m.csv: 1 unreadable: time or price is missing,"
                  + " first at upbit_KRW-BTC_1m.csv:6");
    }
  }

  @Test
  void shouldCountACandleAtItsClose() throws IOException, RecordingException {
    Path opening = file("a_BTCUSDT.csv", CANDLES + hours("2025-09-01 00:00:00", "01:00:00"));
    Path closing =
        file(
            "b_ETHUSDT.csv",
            "close,close_datetime\n1,2025-09-01 02:00:00+01:00\n1,2025-09-01 03:00:00+01:00\n");

    try (Recording recording = Recording.open(List.of(opening, closing))) {
      assertThat(recording.contents())
          .allMatch(c -> c.firstNs() == Times.parse("2025-09-01 01:00:00"));
    }
  }

  private static String hours(String first, String second) {
    return first + ",1,1,1,1,1\n2025-09-01 " + second + ",1,1,1,1,1\n";
  }

  @Test
  void shouldRefuseTwoFilesOfOneInstrumentAtTheSameTime() throws IOException {
    Path one = file("a_BTCUSDT.csv", CANDLES + hours("2025-09-01 00:00:00", "01:00:00"));
    Path two = file("b_BTCUSDT.csv", CANDLES + hours("2025-09-01 00:00:00", "01:00:00"));

    assertThatThrownBy(() -> Recording.open(List.of(one, two)))
        .hasMessageContaining("both hold BINANCE:BTCUSDT");
  }

  @Test
  void shouldRefuseCandlesOfAnotherSymbol() throws IOException {
    refused(
        file(
            "a_BTCUSDT.csv",
            "open_time,close,symbol\n2025-09-01 00:00:00,1,BTCUSDT\n2025-09-01 00:01:00,1,ETHUSDT"),
        ":3: a row of ETHUSDT in candles of BTCUSDT");
  }

  @Test
  void shouldRefuseFramesOfAnotherSymbol() throws IOException {
    String frame =
        "{\"stream\":\"x@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"%s\",\"U\":1,"
            + "\"u\":2,\"b\":[],\"a\":[]}}%n";

    refused(
        file(
            "frames",
            ("1723161254087891268 " + frame).formatted("BTCUSDT")
                + ("1723161254087891269 " + frame).formatted("ETHUSDT")),
        ":2: a frame of ETHUSDT in a recording of BTCUSDT");
  }

  @Test
  void shouldRefuseWhatIsNoRecording() throws IOException {
    refused(folder, "is a folder");
    refused(folder.resolve("absent.gz"), "no such file");
    refused(file("empty.csv", ""), "the file is empty");
    refused(file("note.txt", "Dear diary\n"), "not a form of recording that is known: Dear diary");
    refused(file("x_BTCUSDT.csv", CANDLES), "too few candles");
    refused(file("candles.csv", CANDLES + "1,1,1,1,1,1\n"), "the name must hold the instrument");
    refused(Path.of("/dev/null"), "not a regular file");
    refused(Files.write(folder.resolve("b.bin"), new byte[] {0, 1, 2, (byte) 200}), "known: ????");
  }

  @Test
  void shouldRefuseAGzipFileThatIsCutOff() throws IOException {
    byte[] whole = gzip(CANDLES + "2025-09-01 00:00:00,1,1,1,10,1\n".repeat(5_000));

    refused(
        Files.write(folder.resolve("KRW-BTC.csv.gz"), Arrays.copyOf(whole, whole.length - 20)),
        "the gzip file is cut off here");
    refused(
        Files.write(folder.resolve("only_magic.gz"), Arrays.copyOf(whole, 5)), "cannot be read");
  }

  @Test
  void shouldReadAGzipFileUnderAnyName() throws IOException, RecordingException {
    Path file = folder.resolve("KRW-BTC.csv");
    Files.write(file, gzip(CANDLES + hours("2025-09-01 00:00:00", "01:00:00")));

    assertThat(Figures.of(file).rows()).isEqualTo(2);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void shouldCallAFileWithoutReadableRowsByItsFirstFault() throws IOException {
    refused(
        file("usdkrw.csv", "Date,Price\n2024-01-01,abc\n"),
        "no row could be read (usdkrw.csv: 1 unreadable: no number that fits");
  }

  @Test
  void shouldReadTimesAsTheyAreWritten() {
    long expected = 1_506_387_600L * Times.NS_PER_SECOND;

    assertThat(Times.parse("2017-09-26 1:00")).isEqualTo(expected);
    assertThat(Times.parse("2017-09-26 01:00:00")).isEqualTo(expected);
    assertThat(Times.parse("2017-09-26 01:00:00+00:00")).isEqualTo(expected);
    assertThat(Times.parse("2017-09-26T10:00:00+09:00")).isEqualTo(expected);
    assertThat(Times.parse("2017-09-25T20:00:00-05:00")).isEqualTo(expected);
    assertThat(Times.parse("2017-09-26T01:00:00Z")).isEqualTo(expected);
    assertThat(Times.parse("1506387600000")).isEqualTo(expected);
    assertThat(Times.parse("1506387600.000000001")).isEqualTo(expected + 1);
    assertThat(Times.parse("2017-09-26")).isEqualTo(expected - 3_600 * Times.NS_PER_SECOND);
  }
}
