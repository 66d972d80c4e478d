package haetae.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class ReplayTest {
  private static final String SECOND = "1723161254";
  private static final String TICKER =
      SECOND
          + "000000000 {\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":99,\"s\":\"BTCUSDT\","
          + "\"b\":\"50000.00\",\"B\":\"1\",\"a\":\"50000.10\",\"A\":\"1\"}}\n";
  private static final String SNAPSHOT =
      SECOND
          + "100000000 {\"lastUpdateId\":100,\"bids\":[[\"50000.00\",\"2\"],[\"49999.00\",\"3\"]],"
          + "\"asks\":[[\"50000.10\",\"1.5\"]]}\n";
  private static final String OLD_UPDATE = update(200, 95, 100, "[[\"50000.00\",\"9\"]]");
  private static final String NEW_UPDATE = update(300, 101, 102, "[[\"49999.00\",\"0\"]]");
  private static final String TRADE =
      SECOND
          + "400000000 {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1,"
          + "\"s\":\"BTCUSDT\",\"t\":7,\"p\":\"50000.10\",\"q\":\"0.25\",\"T\":1,\"m\":false}}\n";

  @TempDir private Path folder;

  private static String update(int ms, int first, int last, String bids) {
    return SECOND
        + ms
        + "000000 {\"stream\":\"btcusdt@depth@100ms\",\"data\":{"
        + "\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"U\":"
        + first
        + ",\"u\":"
        + last
        + ",\"b\":"
        + bids
        + ",\"a\":[]}}\n";
  }

  private Path file(String text, boolean zipped) throws IOException {
    Path path = folder.resolve("frames");
    try (OutputStream plain = Files.newOutputStream(path);
        OutputStream out = zipped ? new GZIPOutputStream(plain) : plain) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void shouldReplayBooksAndTradesAndLetTheOthersFollow(boolean zipped) throws Exception {
    // A frame far away keeps the recording from beginning anew during the test.
    String end = TRADE.replace(SECOND, "1723162254");
    Path path = file(TICKER + SNAPSHOT + OLD_UPDATE + NEW_UPDATE + TRADE + end, zipped);
    try (TestSandbox sandbox =
        new TestSandbox("market: {coins: [BTC], premium_sd_pct: 0}", List.of(path))) {
      TestBinance binance = sandbox.binance();

      Eventually.holds(
          () -> binance.open("/api/v3/trades", "symbol", "BTCUSDT").body().contains("0.25000000"));

      JsonNode book = binance.open("/api/v3/depth", "symbol", "BTCUSDT").json();
      assertThat(book.get("bids").toString()).isEqualTo("[[\"50000.00000000\",\"2.00000000\"]]");
      assertThat(book.get("asks").toString()).isEqualTo("[[\"50000.10000000\",\"1.50000000\"]]");
      BigDecimal future =
          new BigDecimal(
              binance
                  .open("/fapi/v1/ticker/bookTicker", "symbol", "BTCUSDT")
                  .json()
                  .get("askPrice")
                  .asString());
      assertThat(future).isBetween(new BigDecimal("49500"), new BigDecimal("50500"));
      BigDecimal won = sandbox.upbit().book("KRW-BTC", "ask", "price", 0);
      assertThat(won).isBetween(new BigDecimal("71000000"), new BigDecimal("74500000"));
    }
  }

  @Test
  void shouldBeginAnewAtTheEnd() throws Exception {
    Path path = file(TICKER + SNAPSHOT + NEW_UPDATE + TRADE, false);
    try (TestSandbox sandbox =
        new TestSandbox("market: {coins: [BTC]}\nspeed: 10", List.of(path))) {
      TestBinance binance = sandbox.binance();

      Eventually.holds(
          () -> binance.open("/api/v3/trades", "symbol", "BTCUSDT").json().size() >= 3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | :1: not a raw Binance frame",
        "'' | the file is empty",
        "1 {\"s\":\"DOGEUSDT\",\"B\":\"1\"} | DOGEUSDT is not traded; add its coin",
        "1 {\"s\":\"BTCUSDT\",\"B\":\"1\"} | no snapshot (lastUpdateId)"
      })
  void shouldSayWhatIsWrongWithAFile(String text, String problem) throws Exception {
    Path path = file(text, false);

    assertThatThrownBy(() -> new TestSandbox("seed: 1", List.of(path)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void shouldSayThatThereIsNoFile() {
    Path missing = folder.resolve("none");

    assertThatThrownBy(() -> new TestSandbox("seed: 1", List.of(missing)))
        .hasMessageContaining("no such file; give another with --replay FILE");
  }
}
