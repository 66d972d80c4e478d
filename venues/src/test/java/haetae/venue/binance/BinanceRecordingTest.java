package haetae.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.BookFault;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Recordings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recorded tapes of hftbacktest and cryptofeed through decoders and book. */
class BinanceRecordingTest {
  private static final JsonMapper JACKSON = JsonMapper.builder().build();

  /** One symbol's tape through the decoders into its book. */
  private static final class Tape {
    private final LocalBook book;
    private final int limit;
    private final JsonReader json = new JsonReader();
    private final DepthDecoder decoder = new DepthDecoder();
    private final Depth depth = new Depth();
    private final Ticker ticker = new Ticker();
    private final OrderBook out = new OrderBook();
    private final List<Depth> snapshots = new ArrayList<>();
    private int updates;
    private int tickers;
    private int trades;
    private int gaps;
    private int crossed;
    private int faulty;
    private int agreed;
    private long checksum;

    Tape(Product product, int limit) {
      this.book = new LocalBook(product);
      this.limit = limit;
    }

    void frame(String text) throws Exception {
      byte[] bytes = text.getBytes(US_ASCII);
      json.over(bytes, 0, bytes.length);
      if (text.startsWith("{\"lastUpdateId\"")) {
        decoder.snapshot(json, depth);
        snapshots.add(depth.copy());
      } else {
        int data = text.indexOf("\"data\":") + 7;
        json.position(data);
        String name = text.substring(text.indexOf('@'), text.indexOf("\",\"data\""));
        if (name.startsWith("@depth")) {
          decoder.update(json, depth);
          StreamNames.close(json);
          update();
        } else if (name.equals("@bookTicker")) {
          ticker.read(json);
          StreamNames.close(json);
          tickers++;
          publish();
        } else {
          trades++;
        }
      }
      if (book.wantsSnapshot() && !snapshots.isEmpty()) {
        book.snapshot(snapshots.getLast(), limit);
      }
    }

    private void update() {
      updates++;
      for (int i = 0; i < depth.bids.count(); i++) {
        checksum += depth.bids.priceE8(i) ^ depth.bids.quantityE8(i);
      }
      for (int i = 0; i < depth.asks.count(); i++) {
        checksum += depth.asks.priceE8(i) ^ depth.asks.quantityE8(i);
      }
      switch (book.update(depth)) {
        case GAP -> gaps++;
        case CROSSED -> crossed++;
        default -> publish();
      }
    }

    private void publish() {
      if (!book.live()) {
        return;
      }
      out.clear();
      book.write(out, ticker);
      faulty += out.fault(Fixed.MILLION) == BookFault.NONE ? 0 : 1;
      if (ticker.updateId == book.lastId()) {
        // The same id on both streams must show the same best levels.
        assertThat(out.bestBidE8()).isEqualTo(ticker.bidE8);
        assertThat(out.bestAskE8()).isEqualTo(ticker.askE8);
        agreed++;
      }
    }
  }

  private static Tape play(Product product, String... files) throws Exception {
    Tape tape = new Tape(product, Integer.MAX_VALUE);
    for (String file : files) {
      Recordings.lines(
          "raw_binance_hftbacktest/" + file + ".gz",
          line -> tape.frame(line.substring(line.indexOf(' ') + 1)));
    }
    return tape;
  }

  /** The same sum by an independent reader. */
  private static long checksum(String... files) throws Exception {
    long[] sum = new long[1];
    for (String file : files) {
      Recordings.lines(
          "raw_binance_hftbacktest/" + file + ".gz",
          line -> {
            if (line.contains("\"depthUpdate\"")) {
              JsonNode data = JACKSON.readTree(line.substring(line.indexOf(' ') + 1)).path("data");
              for (String side : List.of("b", "a")) {
                for (JsonNode level : data.path(side)) {
                  sum[0] +=
                      Fixed.parse(level.get(0).asString()) ^ Fixed.parse(level.get(1).asString());
                }
              }
            }
          });
    }
    return sum[0];
  }

  private static void assertWhole(Tape tape, String... files) throws Exception {
    assertThat(tape.gaps).isZero();
    assertThat(tape.crossed).isZero();
    assertThat(tape.faulty).isZero();
    assertThat(tape.book.live()).isTrue();
    assertThat(tape.checksum).isEqualTo(checksum(files));
  }

  @Test
  void shouldKeepTheSpotBookOverTheWholeTape() throws Exception {
    String[] files = {"spot_btcusdt_20240808", "spot_btcusdt_20240809"};
    Tape tape = play(Product.SPOT, files);
    assertWhole(tape, files);
    assertThat(tape.updates + tape.tickers + tape.trades + tape.snapshots.size())
        .isEqualTo(41_249 + 58_325);
  }

  @Test
  void shouldKeepTheSecondSpotBookOverTheWholeTape() throws Exception {
    String[] files = {"spot_ethusdt_20240808", "spot_ethusdt_20240809"};
    Tape tape = play(Product.SPOT, files);
    assertWhole(tape, files);
    assertThat(tape.updates + tape.tickers + tape.trades + tape.snapshots.size())
        .isEqualTo(33_618 + 46_126);
  }

  @Test
  void shouldKeepTheFuturesBookOverTheWholeTape() throws Exception {
    String[] files = {"usdm_btcusdt_20240808"};
    Tape tape = play(Product.USDM, files);
    assertWhole(tape, files);
    assertThat(tape.updates + tape.tickers + tape.trades + tape.snapshots.size()).isEqualTo(93_954);
    assertThat(tape.agreed).isPositive();
  }

  private void cryptofeed(String file, Product product, int recorded) throws Exception {
    Map<String, Tape> tapes = new HashMap<>();
    int[] frames = new int[1];
    Recordings.lines(
        file,
        line -> {
          JsonNode record = JACKSON.readTree(line);
          String data = record.path("data").asString();
          String url = record.path("url").asString();
          if (url.contains("/depth?")) {
            String symbol = url.replaceAll(".*symbol=([A-Z]+).*", "$1");
            tape(tapes, product, symbol).frame(data);
          } else if (data.startsWith("{\"stream\":") && !data.contains("@kline")) {
            frames[0]++;
            String symbol =
                data.substring(11, data.indexOf('@')).toUpperCase(java.util.Locale.ROOT);
            tape(tapes, product, symbol).frame(data);
          }
        });
    assertThat(tapes).hasSize(4);
    assertThat(frames[0]).isEqualTo(recorded);
    for (Tape tape : tapes.values()) {
      assertThat(tape.gaps).isZero();
      assertThat(tape.crossed).isZero();
      assertThat(tape.faulty).isZero();
    }
  }

  private static Tape tape(Map<String, Tape> tapes, Product product, String symbol) {
    return tapes.computeIfAbsent(symbol, s -> new Tape(product, Integer.MAX_VALUE));
  }

  @Test
  void shouldReadTheFixturesWithTheirWhiteSpace() throws Exception {
    StreamNames names =
        new StreamNames(
            List.of("BTCUSDT"),
            StreamNames.Channel.DEPTH,
            StreamNames.Channel.TICKER,
            StreamNames.Channel.MARK_PRICE);
    JsonReader json = new JsonReader();
    Depth depth = new Depth();
    open(names, json, "Subscriptions_UsdFutures_Book.txt", StreamNames.Channel.DEPTH);
    new DepthDecoder().update(json, depth);
    StreamNames.close(json);
    assertThat(depth.previousId).isEqualTo(149);
    Ticker ticker = new Ticker();
    for (String file : List.of("UsdFutures_BookTicker", "Spot_ExchangeData_BookTicker")) {
      open(names, json, "Subscriptions_" + file + ".txt", StreamNames.Channel.TICKER);
      ticker.read(json);
      StreamNames.close(json);
      assertThat(ticker.askSizeE8).isEqualTo(4_066_000_000L);
    }
    MarkPrice mark = new MarkPrice();
    open(names, json, "Subscriptions_UsdFutures_MarkPrice.txt", StreamNames.Channel.MARK_PRICE);
    mark.read(json);
    StreamNames.close(json);
    assertThat(mark.rateE8).isEqualTo(38_167);
  }

  private static void open(
      StreamNames names, JsonReader json, String file, StreamNames.Channel channel)
      throws Exception {
    byte[] bytes = Recordings.fixture("binance_net/" + file);
    int stream = names.open(json.over(bytes, 0, bytes.length));
    assertThat(names.channel(stream)).isEqualTo(channel);
  }

  @Test
  void shouldReadCryptofeedSpot() throws Exception {
    cryptofeed("raw_cryptofeed/BINANCE.jsonl.gz", Product.SPOT, 263);
  }

  @Test
  void shouldReadCryptofeedFutures() throws Exception {
    cryptofeed("raw_cryptofeed/BINANCE_FUTURES.jsonl.gz", Product.USDM, 1_468);
  }
}
