package haetae.venue.upbit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.engine.BookChanged;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.SymbolTable;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UpbitBookDecoderTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final SymbolTable SYMBOLS =
      new SymbolTable(List.of("KRW-USDT", "KRW-BTC", "KRW-DOT"));

  private final UpbitBookDecoder decoder = new UpbitBookDecoder(SYMBOLS, new int[] {0, 1, 3});
  private final BookChanged book = new BookChanged();

  private boolean decode(String text) throws DecodeException {
    byte[] bytes = text.getBytes(UTF_8);
    return decoder.decode(bytes, 0, bytes.length, 42, book);
  }

  /** The levels of a side as text, by an independent reader. */
  static List<String> expected(JsonNode message, String price, String size) {
    List<String> levels = new ArrayList<>();
    JsonNode units = message.has("obu") ? message.path("obu") : message.path("orderbook_units");
    for (JsonNode unit : units) {
      BigDecimal p = unit.path(price).decimalValue();
      BigDecimal s = unit.path(size).decimalValue();
      if (p.signum() != 0 && s.signum() != 0 && levels.size() < OrderBook.MAX_LEVELS) {
        levels.add(plain(p) + "x" + plain(s));
      }
    }
    return levels;
  }

  private static String plain(BigDecimal value) {
    return Fixed.format(Fixed.parse(value.toPlainString()));
  }

  static List<String> levels(OrderBook book, Side taker) {
    List<String> levels = new ArrayList<>();
    for (int i = 0; i < book.depth(taker); i++) {
      levels.add(
          Fixed.format(book.priceE8(taker, i)) + "x" + Fixed.format(book.quantityE8(taker, i)));
    }
    return levels;
  }

  private void assertSame(String text) {
    JsonNode message = JACKSON.readTree(text);
    boolean simple = message.has("obu");
    assertThat(levels(book.book(), Side.BUY))
        .isEqualTo(expected(message, simple ? "ap" : "ask_price", simple ? "as" : "ask_size"));
    assertThat(levels(book.book(), Side.SELL))
        .isEqualTo(expected(message, simple ? "bp" : "bid_price", simple ? "bs" : "bid_size"));
  }

  @Test
  void shouldReadWhatJacksonReadsInBothFormats() {
    Seed.forAll(
        2_000,
        seed -> {
          String text = UpbitMessages.book(seed, seed.oneIn(2), "KRW-BTC", seed.oneIn(2) ? 15 : 30);
          try {
            assertThat(decode(text)).isTrue();
          } catch (DecodeException e) {
            throw new AssertionError(text, e);
          }
          assertSame(text);
          assertThat(book.instrumentId()).isEqualTo(1);
          assertThat(book.timeNs()).isEqualTo(42);
          assertThat(book.venueMs()).isEqualTo(1_751_854_223_422L);
        });
  }

  @Test
  void shouldReadAnotherOrderOfFieldsAndWhiteSpace() throws DecodeException {
    String text =
        """
        { "orderbook_units": [ {"bid_size": 2, "ask_size": 1e-8, "ask_price": 1.02E8,
            "bid_price": 101000000, "new": [{}]} ],
          "timestamp": 5, "stream_type": "SNAPSHOT", "code": "KRW-USDT", "type": "orderbook" }
        """;
    assertThat(decode(text)).isTrue();
    assertSame(text);
    assertThat(book.instrumentId()).isZero();
  }

  @Test
  void shouldDropPaddedLevelsAndNormaliseMicroseconds() throws DecodeException {
    assertThat(
            decode(
                "{\"type\":\"orderbook\",\"code\":\"KRW-DOT\",\"timestamp\":1691530805062000,"
                    + "\"total_ask_size\":1.5,\"total_bid_size\":2,\"orderbook_units\":["
                    + "{\"ask_price\":41840.0,\"bid_price\":41730.0,\"ask_size\":103.6,"
                    + "\"bid_size\":47.6},{\"ask_price\":0,\"bid_price\":41720.0,\"ask_size\":0,"
                    + "\"bid_size\":250.0}],\"stream_type\":\"REALTIME\"}"))
        .isTrue();
    assertThat(book.book().asks()).isEqualTo(1);
    assertThat(book.book().bids()).isEqualTo(2);
    assertThat(book.venueMs()).isEqualTo(1_691_530_805_062L);
    assertThat(book.instrumentId()).isEqualTo(3);
  }

  @Test
  void shouldPassOverMarketsThatAreNotOurs() throws DecodeException {
    assertThat(decode(UpbitMessages.book(firstSeed(), false, "KRW-XRP", 15))).isFalse();
  }

  private static Seed firstSeed() {
    Seed[] first = new Seed[1];
    Seed.forAll(1, seed -> first[0] = seed);
    return first[0];
  }

  @Test
  void shouldRefuseFieldsThatComeTwiceOrLackOrAreNegative() {
    for (String text :
        List.of(
            "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":1,\"total_ask_size\":1,"
                + "\"total_bid_size\":1,\"orderbook_units\":[],\"orderbook_units\":[]}",
            "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"orderbook_units\":[]}",
            "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":1,\"orderbook_units\":["
                + "{\"ask_price\":1,\"bid_price\":1,\"ask_size\":-1,\"bid_size\":1}]}",
            "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":1,\"orderbook_units\":["
                + "{\"ask_price\":1,\"bid_price\":1,\"ask_size\":1}]}",
            "[]",
            "")) {
      assertThatThrownBy(() -> decode(text)).as(text).isInstanceOf(DecodeException.class);
      assertThat(book.book().asks()).isZero();
    }
  }

  @Test
  void shouldNeverReadAWrongBookFromABrokenMessage() {
    int[] read = new int[1];
    Seed.forAll(
        40_000,
        seed -> {
          byte[] bytes = UpbitMessages.book(seed, seed.oneIn(2), "KRW-BTC", 3).getBytes(ISO_8859_1);
          byte[] broken = mutate(seed, bytes);
          try {
            if (decoder.decode(broken, 0, broken.length, 1, book)) {
              read[0]++;
              String text = new String(broken, ISO_8859_1);
              try {
                assertSame(text);
              } catch (JacksonException e) {
                throw new AssertionError("read what is no JSON: " + text, e);
              }
            }
          } catch (DecodeException e) {
            assertThat(book.book().asks() + book.book().bids()).isZero();
          }
        });
    assertThat(read[0]).as("some mutations leave a readable message").isPositive();
  }

  /** Changes, drops, doubles or cuts some bytes. */
  static byte[] mutate(Seed seed, byte[] bytes) {
    byte[] out = bytes.clone();
    for (long n = seed.between(1, 3); n > 0; n--) {
      int at = (int) seed.between(0, out.length - 1);
      switch ((int) seed.between(0, 4)) {
        case 0 -> out[at] = (byte) seed.between(0, 255);
        case 1 -> out[at] = (byte) "0123456789.-eE\"{}[],: ".charAt((int) seed.between(0, 21));
        case 2 -> out = java.util.Arrays.copyOf(out, Math.max(1, at));
        case 3 -> out[at] = out[(int) seed.between(0, out.length - 1)];
        default -> {
          byte[] longer = new byte[out.length + 1];
          System.arraycopy(out, 0, longer, 0, at + 1);
          System.arraycopy(out, at, longer, at + 1, out.length - at);
          out = longer;
        }
      }
    }
    return out;
  }

  @Test
  void shouldAllocateNothingPerMessage() throws DecodeException {
    byte[] fast = UpbitMessages.book(firstSeed(), false, "KRW-BTC", 30).getBytes(UTF_8);
    byte[] general =
        new String(fast, UTF_8).replace("\"timestamp\":", "\"timestamp\": ").getBytes(UTF_8);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long used = Long.MAX_VALUE;
    for (int round = 0; round < 20 && used != 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 2_000; i++) {
        decoder.decode(fast, 0, fast.length, i, book);
        decoder.decode(general, 0, general.length, i, book);
      }
      used = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(used).isZero();
  }
}
