package haetae.venue.binance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.market.Fixed;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.SymbolTable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BinanceDecoderTest {
  private static final JsonMapper JACKSON = JsonMapper.builder().build();
  private static final String FUTURES =
      "{\"e\":\"depthUpdate\",\"E\":123456789,\"T\":123456788,\"s\":\"BTCUSDT\",\"ps\":\"BTCUSDT\","
          + "\"U\":157,\"u\":160,\"pu\":149,\"b\":[[\"0.0024\",\"10\"],[\"0.0023\",\"0\"]],"
          + "\"a\":[[\"0.0026\",\"100\"]],\"st\":1}";
  private static final String SPOT =
      "{\"e\":\"depthUpdate\",\"E\":1672515782136,\"s\":\"BTCUSDT\",\"U\":157,\"u\":160,"
          + "\"b\":[[\"61737.63000000\",\"0.00000000\"]],\"a\":[]}";

  private final JsonReader json = new JsonReader();
  private final DepthDecoder decoder = new DepthDecoder();
  private final Depth depth = new Depth();

  private JsonReader over(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return json.over(bytes, 0, bytes.length);
  }

  private void update(String text) throws DecodeException {
    decoder.update(over(text), depth);
    json.expectEnd();
  }

  @Test
  void shouldReadTheDocumentedFuturesUpdate() throws DecodeException {
    update(FUTURES);
    assertThat(depth.firstId).isEqualTo(157);
    assertThat(depth.lastId).isEqualTo(160);
    assertThat(depth.previousId).isEqualTo(149);
    assertThat(depth.venueMs).isEqualTo(123_456_789);
    assertThat(depth.bids.count()).isEqualTo(2);
    assertThat(depth.bids.priceE8(1)).isEqualTo(230_000);
    assertThat(depth.bids.quantityE8(1)).isZero();
    assertThat(depth.asks.quantityE8(0)).isEqualTo(100 * Fixed.ONE);
  }

  @Test
  void shouldReadTheDocumentedSpotUpdate() throws DecodeException {
    update(SPOT);
    assertThat(depth.lastId).isEqualTo(160);
    assertThat(depth.bids.priceE8(0)).isEqualTo(6_173_763_000_000L);
    assertThat(depth.asks.count()).isZero();
  }

  @Test
  void shouldReadAnyOrderOfFields() throws DecodeException {
    update(
        "{\"a\":[ [ \"2\" , \"1\" ] ],\"u\":9,\"new\":{\"b\":[]},\"b\":[],\"U\":8,\"E\":7,"
            + "\"e\":\"depthUpdate\"}");
    assertThat(depth.firstId).isEqualTo(8);
    assertThat(depth.asks.priceE8(0)).isEqualTo(2 * Fixed.ONE);
  }

  @Test
  void shouldReadSnapshotsOfBothProducts() throws DecodeException {
    decoder.snapshot(
        over(
            "{\"lastUpdateId\":1027024,\"bids\":[[\"4.00000000\",\"431.00000000\"]],"
                + "\"asks\":[[\"4.00000200\",\"12.00000000\"]]}"),
        depth);
    assertThat(depth.lastId).isEqualTo(1_027_024);
    decoder.snapshot(
        over(
            "{\"lastUpdateId\":11563384769463,\"E\":1789478303560,\"T\":1789478303557,"
                + "\"bids\":[[\"76914.90\",\"5.878\"]],\"asks\":[[\"76915.00\",\"2.149\"]]}"),
        depth);
    assertThat(depth.asks.priceE8(0)).isEqualTo(7_691_500_000_000L);
  }

  @Test
  void shouldReadTickersOfBothProducts() throws DecodeException {
    Ticker ticker = new Ticker();
    ticker.read(
        over(
            "{\"e\":\"bookTicker\",\"u\":1568,\"E\":1568014460893,\"T\":1568014460891,"
                + "\"s\":\"BTCUSDT\",\"ps\":\"BTCUSDT\",\"b\":\"76914.90\",\"B\":\"4.218\","
                + "\"a\":\"76915.00\",\"A\":\"6.128\",\"st\":1}"));
    assertThat(ticker.bidE8).isEqualTo(7_691_490_000_000L);
    assertThat(ticker.venueMs).isEqualTo(1_568_014_460_893L);
    ticker.read(
        over(
            "{\"u\":400900217,\"s\":\"BNBUSDT\",\"b\":\"25.35190000\",\"B\":\"31.21000000\","
                + "\"a\":\"25.36520000\",\"A\":\"40.66000000\"}"));
    assertThat(ticker.updateId).isEqualTo(400_900_217);
    assertThat(ticker.askSizeE8).isEqualTo(4_066_000_000L);
    assertThat(ticker.venueMs).isZero();
  }

  @Test
  void shouldReadTheMarkPrice() throws DecodeException {
    MarkPrice mark = new MarkPrice();
    mark.read(
        over(
            "{\"e\":\"markPriceUpdate\",\"E\":1562305380000,\"s\":\"BTCUSDT\","
                + "\"p\":\"76916.95122464\",\"ap\":\"76917.10000000\",\"P\":\"77018.74802742\","
                + "\"i\":\"76959.67847826\",\"r\":\"-0.00008972\",\"T\":1789488000000,\"st\":1}"));
    assertThat(mark.priceE8).isEqualTo(7_691_695_122_464L);
    assertThat(mark.rateE8).isEqualTo(-8_972);
    assertThat(mark.nextMs).isEqualTo(1_789_488_000_000L);
  }

  @Test
  void shouldOpenCombinedMessages() throws DecodeException {
    StreamNames names =
        new StreamNames(
            List.of("BTCUSDT", "ETHUSDT"), StreamNames.Channel.DEPTH, StreamNames.Channel.TICKER);
    assertThat(names.names())
        .containsExactly(
            "btcusdt@depth@100ms",
            "btcusdt@bookTicker",
            "ethusdt@depth@100ms",
            "ethusdt@bookTicker");
    int stream = names.open(over("{\"stream\":\"ethusdt@depth@100ms\",\"data\":" + SPOT + "}"));
    assertThat(names.symbol(stream)).isEqualTo(1);
    assertThat(names.channel(stream)).isEqualTo(StreamNames.Channel.DEPTH);
    decoder.update(json, depth);
    StreamNames.close(json);
    assertThat(names.open(over("{\"result\":null,\"id\":1}"))).isEqualTo(SymbolTable.UNKNOWN);
    assertThat(names.open(over("{\"stream\":\"xrpusdt@depth@100ms\",\"data\":{}}")))
        .isEqualTo(SymbolTable.UNKNOWN);
  }

  @Test
  void shouldRefuseWhatIsNoUpdate() {
    for (String text :
        List.of(
            FUTURES.replace("depthUpdate", "depthUpdatf"),
            FUTURES.replace("\"U\":157", "\"U\":161"),
            FUTURES.replace("\"U\":157,", ""),
            FUTURES.replace("\"0.0026\"", "\"0\""),
            FUTURES.replace("\"100\"", "\"-1\""),
            FUTURES.replace("\"st\":1", "\"b\":[]"),
            FUTURES.replace("\"10\"", "\"0.000000001\""))) {
      assertThatThrownBy(() -> update(text)).as(text).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void shouldNeverReadAWrongUpdateFromABrokenMessage() {
    int[] read = new int[1];
    Seed.forAll(
        40_000,
        seed -> {
          byte[] broken = mutate(seed, seed.pick(SPOT, FUTURES).getBytes(ISO_8859_1));
          String text = new String(broken, ISO_8859_1);
          try {
            decoder.update(json.over(broken, 0, broken.length), depth);
            json.expectEnd();
          } catch (DecodeException e) {
            return;
          }
          read[0]++;
          assertSame(text);
        });
    assertThat(read[0]).isPositive();
  }

  private void assertSame(String text) {
    JsonNode message;
    try {
      message = JACKSON.readTree(text);
    } catch (JacksonException e) {
      throw new AssertionError("read what is no JSON: " + text, e);
    }
    assertThat(depth.firstId).as(text).isEqualTo(message.path("U").longValue());
    assertThat(depth.lastId).as(text).isEqualTo(message.path("u").longValue());
    assertThat(depth.previousId).as(text).isEqualTo(message.path("pu").asLong(0));
    assertThat(levels(depth.bids)).as(text).isEqualTo(levels(message.path("b")));
    assertThat(levels(depth.asks)).as(text).isEqualTo(levels(message.path("a")));
  }

  private static List<Long> levels(JsonNode side) {
    List<Long> levels = new ArrayList<>();
    for (JsonNode level : side) {
      levels.add(Fixed.parse(level.get(0).asString()));
      levels.add(Fixed.parse(level.get(1).asString()));
    }
    return levels;
  }

  private static List<Long> levels(Depth.Side side) {
    List<Long> levels = new ArrayList<>();
    for (int i = 0; i < side.count(); i++) {
      levels.add(side.priceE8(i));
      levels.add(side.quantityE8(i));
    }
    return levels;
  }

  private static byte[] mutate(Seed seed, byte[] bytes) {
    byte[] out = bytes.clone();
    for (long n = seed.between(1, 3); n > 0; n--) {
      int at = (int) seed.between(0, out.length - 1);
      switch ((int) seed.between(0, 3)) {
        case 0 -> out[at] = (byte) seed.between(0, 255);
        case 1 -> out[at] = (byte) "0123456789.-eE\"{}[],: ".charAt((int) seed.between(0, 21));
        case 2 -> out = java.util.Arrays.copyOf(out, Math.max(1, at));
        default -> out[at] = out[(int) seed.between(0, out.length - 1)];
      }
    }
    return out;
  }

  @Test
  void shouldAllocateNothingPerMessage() throws DecodeException {
    StreamNames names =
        new StreamNames(List.of("BTCUSDT"), StreamNames.Channel.DEPTH, StreamNames.Channel.TICKER);
    byte[] bytes =
        ("{\"stream\":\"btcusdt@depth@100ms\",\"data\":" + FUTURES + "}").getBytes(ISO_8859_1);
    LocalBook book = new LocalBook(Product.SPOT);
    depth.clear();
    book.snapshot(depth, 1_000);
    haetae.market.OrderBook out = new haetae.market.OrderBook();
    Ticker ticker = new Ticker();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long used = Long.MAX_VALUE;
    long id = 0;
    for (int round = 0; round < 20 && used != 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 3_000; i++) {
        names.open(json.over(bytes, 0, bytes.length));
        decoder.update(json, depth);
        StreamNames.close(json);
        depth.firstId = id + 1;
        depth.lastId = ++id;
        book.update(depth);
        out.clear();
        book.write(out, ticker);
      }
      used = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(out.bids()).isEqualTo(1);
    assertThat(used).isZero();
  }
}
