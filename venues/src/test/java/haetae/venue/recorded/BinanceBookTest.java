package haetae.venue.recorded;

import static haetae.venue.recorded.BinanceBook.Effect.BROKEN;
import static haetae.venue.recorded.BinanceBook.Effect.CHANGED;
import static haetae.venue.recorded.BinanceBook.Effect.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.Fixed;
import org.junit.jupiter.api.Test;

/** The rules by which Binance's updates continue a snapshot. */
class BinanceBookTest {
  private final BinanceBook book = new BinanceBook();

  private static String snapshot(long id) {
    return "{\"lastUpdateId\":"
        + id
        + ",\"bids\":[[\"10.00\",\"1\"],[\"9.00\",\"2\"]],\"asks\":[[\"11.00\",\"3\"]]}";
  }

  private static String spot(long first, long last, String bids) {
    return "{\"stream\":\"x@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"XUSDT\",\"U\":"
        + first
        + ",\"u\":"
        + last
        + ",\"b\":["
        + bids
        + "],\"a\":[]}}";
  }

  private static String futures(long first, long last, long previous) {
    return "{\"stream\":\"x@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"XUSDT\",\"U\":"
        + first
        + ",\"u\":"
        + last
        + ",\"pu\":"
        + previous
        + ",\"b\":[[\"10.50\",\"1\"]],\"a\":[]}}";
  }

  @Test
  void shouldFollowTheSpotRules() {
    assertThat(book.apply(snapshot(100))).isEqualTo(CHANGED);
    assertThat(book.apply(spot(90, 95, ""))).isEqualTo(NONE);
    assertThat(book.apply(spot(96, 101, ""))).isEqualTo(CHANGED);
    assertThat(book.apply(spot(102, 105, "[\"10.00\",\"0.00000000\"]"))).isEqualTo(CHANGED);
    assertThat(book.apply(spot(104, 105, ""))).isEqualTo(CHANGED);
    assertThat(book.top().bestBidE8()).isEqualTo(9 * Fixed.ONE);

    assertThat(book.apply(spot(107, 110, ""))).isEqualTo(BROKEN);

    assertThat(book.filled()).isFalse();
  }

  @Test
  void shouldFollowTheFuturesRules() {
    assertThat(book.apply(snapshot(100))).isEqualTo(CHANGED);
    assertThat(book.apply(futures(80, 99, 79))).isEqualTo(NONE);
    assertThat(book.apply(futures(95, 103, 94))).isEqualTo(CHANGED);
    assertThat(book.apply(futures(110, 115, 103))).isEqualTo(CHANGED);

    assertThat(book.apply(futures(120, 125, 116))).isEqualTo(BROKEN);

    assertThat(book.lastId()).isNegative();
  }

  @Test
  void shouldRefuseASnapshotThatIsOlderThanTheStream() {
    book.apply(spot(150, 151, ""));

    assertThat(book.apply(snapshot(100))).isEqualTo(BROKEN);
    assertThat(book.filled()).isFalse();

    assertThat(book.apply(snapshot(151))).isEqualTo(CHANGED);
  }

  @Test
  void shouldApplyUpdatesThatCameBeforeTheSnapshot() {
    book.apply(spot(95, 99, "[\"10.10\",\"1\"]"));
    book.apply(spot(100, 102, "[\"10.20\",\"1\"]"));
    assertThat(book.filled()).isFalse();

    book.apply(snapshot(99));

    assertThat(book.lastId()).isEqualTo(102);
    assertThat(book.top().bestBidE8()).isEqualTo(Fixed.parse("10.2"));
  }

  @Test
  void shouldUseTheTickerOnlyWhileThereIsNoBook() {
    String ticker =
        "{\"stream\":\"x@bookTicker\",\"data\":{\"u\":98,\"s\":\"XUSDT\",\"b\":\"9.5\","
            + "\"B\":\"4\",\"a\":\"9.7\",\"A\":\"5\"}}";

    assertThat(book.apply(ticker)).isEqualTo(CHANGED);
    assertThat(book.top().bestAskE8()).isEqualTo(Fixed.parse("9.7"));
    book.apply(snapshot(99));

    assertThat(book.apply(ticker)).isEqualTo(NONE);
    assertThat(book.top().bestAskE8()).isEqualTo(11 * Fixed.ONE);
  }

  @Test
  void shouldKeepItsBookWhenAnOldSnapshotComesLate() {
    book.apply(snapshot(100));
    book.apply(spot(101, 120, "[\"10.30\",\"1\"]"));

    assertThat(book.apply(snapshot(110))).isEqualTo(NONE);

    assertThat(book.apply(spot(121, 122, ""))).isEqualTo(CHANGED);
    assertThat(book.top().bestBidE8()).isEqualTo(Fixed.parse("10.3"));
  }

  @Test
  void shouldIgnoreATradeAlthoughItHasFieldsOfTheSameName() {
    book.apply(snapshot(100));

    assertThat(
            book.apply(
                "{\"stream\":\"x@trade\",\"data\":{\"e\":\"trade\",\"s\":\"XUSDT\",\"t\":1,"
                    + "\"p\":\"1.0\",\"q\":\"2.0\",\"b\":88,\"a\":50,\"m\":true}}"))
        .isEqualTo(NONE);
  }
}
