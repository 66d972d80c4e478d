package haetae.venue.upbit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.BookChanged;
import haetae.market.Side;
import haetae.venue.upbit.UpbitFrame.Kind;
import haetae.venue.wire.Recordings;
import haetae.venue.wire.SymbolTable;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Frames recorded from Upbit, against an independent reader. */
class UpbitRecordingTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final List<String> CODES =
      List.of(
          "KRW-LAMB",
          "KRW-WAVES",
          "BTC-STPT",
          "BTC-AQT",
          "BTC-ITAM",
          "BTC-PAX",
          "BTC-XTZ",
          "BTC-ARK",
          "BTC-FCT2",
          "BTC-MARO",
          "KRW-DOT",
          "KRW-DOGE",
          "USDT-ETC");

  private final SymbolTable symbols = new SymbolTable(CODES);
  private final int[] ids = java.util.stream.IntStream.range(0, CODES.size()).toArray();
  private final UpbitFrame frame = new UpbitFrame();
  private final UpbitBookDecoder books = new UpbitBookDecoder(symbols, ids);
  private final UpbitTradeDecoder trades = new UpbitTradeDecoder(symbols);
  private final BookChanged book = new BookChanged();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  private void check(byte[] bytes) throws Exception {
    Kind kind = frame.kind(bytes, 0, bytes.length);
    counts.merge(kind, 1, Integer::sum);
    JsonNode message = JACKSON.readTree(bytes);
    boolean simple = message.has("ty");
    if (kind == Kind.BOOK) {
      assertThat(books.decode(bytes, 0, bytes.length, 1, book)).isTrue();
      List<String> asks =
          UpbitBookDecoderTest.expected(
              message, simple ? "ap" : "ask_price", simple ? "as" : "ask_size");
      List<String> bids =
          UpbitBookDecoderTest.expected(
              message, simple ? "bp" : "bid_price", simple ? "bs" : "bid_size");
      assertThat(UpbitBookDecoderTest.levels(book.book(), Side.BUY)).isEqualTo(asks);
      assertThat(UpbitBookDecoderTest.levels(book.book(), Side.SELL)).isEqualTo(bids);
    } else if (kind == Kind.TRADE) {
      assertThat(trades.decode(bytes, 0, bytes.length)).isTrue();
      String price = message.path(simple ? "tp" : "trade_price").decimalValue().toPlainString();
      assertThat(trades.priceE8()).isEqualTo(haetae.market.Fixed.parse(price));
      String side = message.path(simple ? "ab" : "ask_bid").asString();
      assertThat(trades.taker()).isEqualTo(side.equals("BID") ? Side.BUY : Side.SELL);
      assertThat(trades.tradeMs())
          .isEqualTo(message.path(simple ? "ttms" : "trade_timestamp").longValue());
    }
  }

  @Test
  void shouldReadEveryRecordedBinaryFrame() throws Exception {
    Recordings.lines(
        "raw_cryptofeed/UPBIT.jsonl.gz",
        line -> {
          JsonNode record = JACKSON.readTree(line);
          if (record.path("t").asString().equals("recv")) {
            check(Base64.getDecoder().decode(record.path("b64").asString()));
          }
        });
    assertThat(counts.get(Kind.BOOK) + counts.get(Kind.TRADE)).isEqualTo(449);
  }

  @Test
  void shouldReadTheFixtures() throws Exception {
    SymbolTable table = new SymbolTable(List.of("KRW-ETH"));
    byte[] book = Recordings.fixture("upbit_net/Subscriptions_Spot_OrderBook.txt");
    assertThat(frame.kind(book, 0, book.length)).isEqualTo(Kind.BOOK);
    UpbitBookDecoder decoder = new UpbitBookDecoder(table, new int[] {7});
    assertThat(decoder.decode(book, 0, book.length, 1, this.book)).isTrue();
    assertThat(UpbitBookDecoderTest.levels(this.book.book(), Side.BUY))
        .isEqualTo(UpbitBookDecoderTest.expected(JACKSON.readTree(book), "ask_price", "ask_size"));
    UpbitTradeDecoder trade = new UpbitTradeDecoder(table);
    byte[] print = Recordings.fixture("upbit_net/Subscriptions_Spot_Trades.txt");
    assertThat(trade.decode(print, 0, print.length)).isTrue();
    assertThat(trade.quantityE8()).isEqualTo(8_428);
    byte[] ticker = Recordings.fixture("upbit_net/Subscriptions_Spot_Tickers.txt");
    assertThat(frame.kind(ticker, 0, ticker.length)).isEqualTo(Kind.TICKER);
    assertThat(trade.decode(ticker, 0, ticker.length)).isTrue();
    assertThat(trade.priceE8()).isEqualTo(36_929 * haetae.market.Fixed.ONE);
    assertThat(trade.tradeMs()).isEqualTo(1_693_383_665_811L);
  }

  @Test
  void shouldReadTheOddFrames() throws Exception {
    Recordings.lines(
        "fixtures/tardis_node/upbit_ws_frames.jsonl", line -> check(line.getBytes(UTF_8)));
    assertThat(counts).containsEntry(Kind.BOOK, 2).containsEntry(Kind.TRADE, 1);
  }
}
