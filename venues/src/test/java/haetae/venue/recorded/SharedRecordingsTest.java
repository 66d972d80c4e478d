package haetae.venue.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.venue.recorded.Findings.Kind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recording at hand, against figures that were derived without this code. */
class SharedRecordingsTest {
  private static final String PERMISSIVE = "permissive/";
  private static final String POLLS = "local_only/pair_1s/";
  private static final String FRAMES = PERMISSIVE + "raw_binance_hftbacktest/";

  @ParameterizedTest
  @CsvSource({
    "permissive/binance_BTCUSDT_1m_privet1x_2024-12.csv.gz,"
        + " 41761, 1733007659999, 1735513259999, 4120683688.46, 0, 0",
    "permissive/upbit_KRW-BTC_1h_baejaesung_2017-09_2024-05.csv.gz,"
        + " 58201, 1506387600000, 1716249600000, 1712102041000, 222, 49",
    "permissive/usdkrw_1d_baejaesung_2017_2024.csv.gz,"
        + " 1934, 1483401600000, 1717113600000, 2314584.51, 0, 0",
    "permissive/binance_BTCUSDT_1h_nic_2017-08_2024-04.csv.gz,"
        + " 58419, 1502946000000, 1713711600000, 1315109259.2, 0, 28",
    "permissive/binance_BTCUSDT_1m_karasik_2025-10-29_11-01.csv.gz,"
        + " 4320, 1761711780000, 1761970920000, 475868624.29, 0, 0",
    "permissive/binance_ETHUSDT_1m_karasik_2025-10-29_11-01.csv.gz,"
        + " 4320, 1761711780000, 1761970920000, 16771120.7, 0, 0",
    "permissive/binance_BTCUSDT_1m_aiquant_2026-06-10_17.csv.gz,"
        + " 10080, 1781062080000, 1781666820000, 647035820.84, 0, 0",
    "local_only/candles/upbit_KRW-BTC_1m_azuremooni_2025-09_2025-10.csv.gz,"
        + " 47598, 1756684860000, 1759540800000, 7597118686000, 0, 2",
    "local_only/candles/upbit_KRW-ETH_1m_azuremooni_2025-09_2025-10.csv.gz,"
        + " 47599, 1756684860000, 1759540800000, 290584974000, 0, 1",
    "local_only/candles/binance_usdm_BTCUSDT_5m_won9892000_2025-07_2025-12.csv.gz,"
        + " 51840, 1751629200000, 1767180900000, 5555606981, 0, 0",
    "local_only/candles/binance_usdm_ETHUSDT_5m_won9892000_2025-07_2025-12.csv.gz,"
        + " 51840, 1751629500000, 1767181200000, 192495030.04, 0, 0",
    "local_only/2024-04-09_KRW-BTC_upbit_volume.csv.gz,"
        + " 42232, 1712601588439, 1712636076103, 4307853365000, 0, 0",
    "permissive/upbit_ticks_junjongil_4symbols_unique.csv.gz,"
        + " 17636, 1778570187628, 1778688129413, 828856688938, 0, 40"
  })
  void shouldReadEveryRowOfAPriceFile(
      String file, long rows, long firstMs, long lastMs, BigDecimal sum, long bad, long gaps)
      throws RecordingException {
    try (Recording recording = Recording.open(List.of(Shared.file(file)))) {
      Figures figures = Figures.of(recording);

      assertThat(figures.rows()).isEqualTo(rows);
      assertThat(figures.firstNs() / Times.NS_PER_MS).isEqualTo(firstMs);
      assertThat(figures.lastNs() / Times.NS_PER_MS).isEqualTo(lastMs);
      assertThat(figures.sum()).isEqualByComparingTo(sum);
      assertThat(figures.rising()).isTrue();
      Findings findings = recording.findings();
      assertThat(findings.count(Kind.BAD)).isEqualTo(bad);
      assertThat(findings.count(Kind.GAP)).isEqualTo(gaps);
      assertThat(findings.count(Kind.DUPLICATE) + findings.count(Kind.LATE)).isZero();
    }
  }

  @Test
  void shouldNameTheEmptyLinesOfHourlyCandles() throws RecordingException {
    Path file = Shared.file(PERMISSIVE + "upbit_KRW-BTC_1h_baejaesung_2017-09_2024-05.csv.gz");

    try (Recording recording = Recording.open(List.of(file))) {
      assertThat(recording.findings().lines())
          .anyMatch(line -> line.contains("222 unreadable: empty line") && line.contains(":58203"));
    }
  }

  @Test
  void shouldReadThePremiumTableAsThreePrices() throws RecordingException {
    Path file = Shared.file(PERMISSIVE + "kimchi_premium_1d_baejaesung_2017_2024.csv.gz");

    Figures figures = Figures.of(file);

    assertThat(figures.rows()).isEqualTo(3 * 1_733);
    assertThat(figures.sum("UPBIT:KRW-BTC")).isEqualByComparingTo("50948088000");
    assertThat(figures.sum("BINANCE:BTCUSDT")).isEqualByComparingTo("40377842.78");
    assertThat(figures.sum("UPBIT:KRW-USDT")).isEqualByComparingTo("2084012.38");
    assertThat(figures.firstNs()).isEqualTo(1_506_470_400_000L * Times.NS_PER_MS);
  }

  @Test
  void shouldPutTheTickDumpInOrderAndDropItsDuplicates() throws RecordingException {
    Path file = Shared.file(PERMISSIVE + "upbit_ticks_junjongil_2026-05-12_13.jsonl.gz");

    try (Recording recording = Recording.open(List.of(file))) {
      Figures figures = Figures.of(recording);
      Findings findings = recording.findings();

      assertThat(figures.rising()).isTrue();
      assertThat(findings.count(Kind.PASSED_OVER)).isEqualTo(9_845 + 8_142 + 7_475);
      assertThat(findings.count(Kind.BAD)).isZero();
      assertThat(figures.rows() + findings.count(Kind.DUPLICATE) + findings.count(Kind.LATE))
          .isEqualTo(85_379);
      assertThat(figures.rows("UPBIT:KRW-BTC")).isEqualTo(6_839);
      assertThat(figures.rows()).isEqualTo(82_586);
      assertThat(figures.sum("UPBIT:KRW-BTC")).isEqualByComparingTo("814405368000");
      assertThat(figures.sum("UPBIT:KRW-USDT")).isEqualByComparingTo("2765490");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "btc, 232, 233, 1694368539281, 1694368772094, 787881424617848, 8147685000, 5982574.6",
    "eth, 1688, 1689, 1694368588809, 1694370284268, 5721885585118866, 3715170000, 2719706.87",
    "xrp, 2493, 2493, 1694447693834, 1694450269334, 8448522437435630, 1605966, 1175.5121"
  })
  void shouldGiveBothSidesOfAPollTheTimeOfTheirPass(
      String coin,
      long upbit,
      long binance,
      long firstMs,
      long lastMs,
      long timeSum,
      BigDecimal krw,
      BigDecimal usdt)
      throws RecordingException {
    Figures figures =
        Figures.of(
            Shared.file(POLLS + coin + "_upbit_16b315b.csv.gz"),
            Shared.file(POLLS + coin + "_binance_16b315b.csv.gz"));

    String base = coin.toUpperCase(java.util.Locale.ROOT);
    assertThat(figures.rows("UPBIT:KRW-" + base)).isEqualTo(upbit);
    assertThat(figures.rows("BINANCE:" + base + "USDT")).isEqualTo(binance);
    assertThat(figures.firstNs()).isEqualTo(firstMs * Times.NS_PER_MS);
    assertThat(figures.lastNs()).isEqualTo(lastMs * Times.NS_PER_MS);
    assertThat(figures.timeSumMs()).isEqualTo(timeSum);
    assertThat(figures.sum("UPBIT:KRW-" + base)).isEqualByComparingTo(krw);
    assertThat(figures.sum("BINANCE:" + base + "USDT")).isEqualByComparingTo(usdt);
    assertThat(figures.rising()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "spot_btcusdt_20240808.gz, 3452, 1723161254087891268, 213150323.78, 213150426.69",
    "spot_ethusdt_20240808.gz, 3436, 1723161254024619568, 9217128.21, 9217163.8",
    "usdm_btcusdt_20240808.gz, 6589, 1723161255088169167, 406702317.4, 406703107.1"
  })
  void shouldRebuildTheBookOfRawFramesWithoutAGap(
      String file, long rows, long firstNs, BigDecimal bids, BigDecimal asks)
      throws RecordingException {
    try (Recording recording = Recording.open(List.of(Shared.file(FRAMES + file)))) {
      Figures figures = Figures.of(recording);

      assertThat(figures.rows()).isEqualTo(rows);
      assertThat(figures.firstNs()).isEqualTo(firstNs);
      assertThat(figures.sum()).isEqualByComparingTo(bids);
      assertThat(figures.askSum()).isEqualByComparingTo(asks);
      assertThat(recording.findings().lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "btcusdt, 6496, 400803984.19, 400804152.95",
    "ethusdt, 6472, 17351132.18, 17351199.66"
  })
  void shouldGoOnWithTheBookOfTheDayBefore(String coin, long rows, BigDecimal bids, BigDecimal asks)
      throws RecordingException {
    Path first = Shared.file(FRAMES + "spot_" + coin + "_20240808.gz");
    Path second = Shared.file(FRAMES + "spot_" + coin + "_20240809.gz");

    try (Recording recording = Recording.open(List.of(second, first))) {
      Figures figures = Figures.of(recording);

      assertThat(figures.rows()).isEqualTo(rows);
      assertThat(figures.sum()).isEqualByComparingTo(bids);
      assertThat(figures.askSum()).isEqualByComparingTo(asks);
      assertThat(recording.findings().lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UPBIT, 145, 1618678263105828000, 1618678292506242000, 536542.00202924, 537299.00209712",
    "BINANCE, 176, 1633998512320639000, 1633998542077861800, 65.35694388, 65.45904497",
    "BINANCE_FUTURES, 757, 1626992741062170000, 1626992771088667900, 2152.81003, 2153.48856"
  })
  void shouldRebuildTheBooksOfARawConnection(
      String name, long rows, long firstNs, long lastNs, BigDecimal bids, BigDecimal asks)
      throws RecordingException {
    Path file = Shared.file(PERMISSIVE + "raw_cryptofeed/" + name + ".jsonl.gz");

    try (Recording recording = Recording.open(List.of(file))) {
      Figures figures = Figures.of(recording);

      assertThat(figures.rows()).isEqualTo(rows);
      assertThat(figures.firstNs()).isEqualTo(firstNs);
      assertThat(figures.lastNs()).isEqualTo(lastNs);
      assertThat(figures.sum()).isEqualByComparingTo(bids);
      assertThat(figures.askSum()).isEqualByComparingTo(asks);
      assertThat(recording.findings().count(Kind.BAD)).isZero();
      assertThat(recording.findings().count(Kind.BROKEN)).isZero();
    }
  }

  @Test
  void shouldReadThePairOfOrderBooks() throws RecordingException {
    String folder = "local_only/orderbook_pair_vsun410_20250824/";

    Figures figures =
        Figures.of(
            Shared.file(folder + "upbit_BTC_KRW_06.jsonl.gz"),
            Shared.file(folder + "binance_BTC_USDT_06.jsonl.gz"));

    assertThat(figures.rows("UPBIT:KRW-BTC")).isEqualTo(8);
    assertThat(figures.rows("BINANCE:BTCUSDT")).isEqualTo(3);
    assertThat(figures.sum("UPBIT:KRW-BTC")).isEqualByComparingTo("1276064000");
    assertThat(figures.sum("BINANCE:BTCUSDT")).isEqualByComparingTo("345837.75");
  }

  /**
   * The ticker numbers its updates like the depth stream, so after an update with the same last id
   * both must show the same best prices and sizes.
   */
  @ParameterizedTest
  @CsvSource({
    "spot_btcusdt_20240808.gz, 500",
    "spot_ethusdt_20240808.gz, 500",
    "usdm_btcusdt_20240808.gz, 500"
  })
  void shouldAgreeWithTheBookTickerAtTheSameUpdate(String file, int atLeast)
      throws RecordingException {
    BinanceBook book = new BinanceBook();
    BinanceFrame frame = new BinanceFrame();
    int compared = 0;
    long tickerId = -1;
    long[] ticker = new long[4];
    try (Lines lines = Lines.open(Shared.file(FRAMES + file))) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String json = line.substring(line.indexOf(' ') + 1);
        frame.parse(json);
        if (frame.kind() == BinanceFrame.Kind.TICKER) {
          tickerId = frame.lastId();
          ticker[0] = frame.bids().priceE8(0);
          ticker[1] = frame.bids().quantityE8(0);
          ticker[2] = frame.asks().priceE8(0);
          ticker[3] = frame.asks().quantityE8(0);
        }
        book.apply(frame, json);
        if (book.lastId() == tickerId && tickerId >= 0) {
          compared++;
          assertThat(best(book)).as(file + ":" + lines.number()).isEqualTo(ticker);
        }
      }
    }

    assertThat(compared).isGreaterThan(atLeast);
  }

  private static long[] best(BinanceBook book) {
    var top = book.top();
    assertThat(top.bestBidE8()).isLessThan(top.bestAskE8());
    return new long[] {
      top.bestBidE8(),
      top.quantityE8(haetae.market.Side.SELL, 0),
      top.bestAskE8(),
      top.quantityE8(haetae.market.Side.BUY, 0)
    };
  }

  @Test
  void shouldSayWhyATestFixtureIsNoRecording() {
    Path file = Shared.file("README.md");

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Figures.of(file)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("not a form of recording that is known");
  }
}
