package haetae.premium;

import static haetae.market.Direction.BUY_BINANCE_SELL_UPBIT;
import static haetae.market.Direction.BUY_UPBIT_SELL_BINANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.StrategyCases;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class EdgeCalculatorTest {
  private static final FeeSchedule PERP = new FeeSchedule(500, 500, 500, false);
  private static final FeeSchedule SPOT_IN_BASE = new FeeSchedule(500, 1_000, 500, true);
  private static final FeeSchedule SPOT_IN_BNB = new FeeSchedule(500, 750, 500, false);

  private final EdgeCalculator edge = new EdgeCalculator();

  @Test
  void shouldMatchCaseS04UpbitBuyPerpSell() {
    JsonNode out = StrategyCases.expected("S04");
    PairMarket market =
        new PairMarket(
            StrategyCases.book("upbit"),
            StrategyCases.book("bin_perp"),
            StrategyCases.book("usdt"),
            PERP,
            Fixed.parse("0.001"));

    assertThat(edge.compute(market, BUY_UPBIT_SELL_BINANCE, Fixed.parse("0.12"))).isTrue();

    assertAgainstUs(edge.upbitVwapE8(), out, "upbit_vwap", true);
    assertThat(edge.upbit().notionalE8()).isEqualTo(e8(out, "upbit_cost_krw"));
    assertThat(edge.krwOutE8()).isEqualTo(e8(out, "krw_out"));
    assertThat(edge.binanceVwapE8()).isEqualTo(e8(out, "binance_vwap"));
    assertThat(edge.binance().notionalE8()).isEqualTo(e8(out, "binance_proceeds_usdt"));
    assertThat(edge.usdtE8()).isEqualTo(e8(out, "usdt_in"));
    assertThat(edge.fxVwapE8()).isEqualTo(e8(out, "usdt_vwap"));
    assertAgainstUs(edge.krwInE8(), out, "krw_in", false);
    assertAgainstUs(edge.netKrwE8(), out, "net_krw", false);
    assertThat(edge.edge()).isEqualTo(StrategyCases.decimal(out.get("edge")));
    assertThat(edge.edgePpm()).isEqualTo(-1_086);
    assertThat(edge.upbitWorstE8()).isEqualTo(Fixed.parse("105570000"));
    assertThat(edge.binanceWorstE8()).isEqualTo(Fixed.parse("77086.5"));
    assertThat(edge.binanceQuantityE8()).isEqualTo(Fixed.parse("0.12"));
  }

  @Test
  void shouldMatchCaseS05BaseFeeGrossUp() {
    JsonNode out = StrategyCases.expected("S05");
    PairMarket market = PremiumTest.commonBooks(SPOT_IN_BASE);
    long quantityE8 = Fixed.parse("0.10");

    assertThat(edge.compute(market, BUY_BINANCE_SELL_UPBIT, quantityE8)).isTrue();

    assertThat(edge.upbitVwapE8()).isEqualTo(e8(out, "upbit_vwap"));
    assertThat(edge.krwInE8()).isEqualTo(e8(out, "krw_in"));
    assertThat(edge.binanceQuantityE8()).isEqualTo(e8(out, "binance_qty"));
    assertAgainstUs(edge.binanceVwapE8(), out, "binance_vwap", true);
    assertThat(edge.usdtE8()).isEqualTo(e8(out, "usdt_out"));
    assertThat(edge.binanceFeeE8()).isZero();
    long receivedE8 = SPOT_IN_BASE.receivedE8(edge.binanceQuantityE8());
    assertThat(receivedE8).isEqualTo(e8(out, "btc_received"));
    assertThat(receivedE8 - quantityE8).isEqualTo(e8(out, "base_residual"));
    assertThat(edge.fxVwapE8()).isEqualTo(e8(out, "usdt_vwap"));
    assertAgainstUs(edge.krwOutE8(), out, "krw_out", true);
    assertAgainstUs(edge.netKrwE8(), out, "net_krw", false);
    assertThat(edge.edge()).isEqualTo(StrategyCases.decimal(out.get("edge")));
    assertThat(edge.edgePpm()).isEqualTo(-3_872);
  }

  @Test
  void shouldMatchCaseS06FeePaidInBnb() {
    JsonNode out = StrategyCases.expected("S06");
    PairMarket market = PremiumTest.commonBooks(SPOT_IN_BNB);

    assertThat(edge.compute(market, BUY_BINANCE_SELL_UPBIT, Fixed.parse("0.10"))).isTrue();

    assertThat(edge.binanceQuantityE8()).isEqualTo(Fixed.parse("0.10"));
    assertThat(edge.binance().notionalE8()).isEqualTo(e8(out, "usdt_out"));
    assertThat(edge.binanceFeeE8()).isEqualTo(e8(out, "fee_usdt_equiv"));
    long bnbPriceE8 = e8(StrategyCases.input("S06"), "bnb_usdt");
    assertThat(Fixed.divideE8(edge.binanceFeeE8(), bnbPriceE8, RoundingMode.CEILING))
        .isEqualTo(e8(out, "fee_bnb"));
    assertAgainstUs(edge.krwOutE8(), out, "krw_out", true);
    assertAgainstUs(edge.netKrwE8(), out, "net_krw", false);
    assertThat(edge.edge()).isEqualTo(StrategyCases.decimal(out.get("edge")));
  }

  @Test
  void shouldMatchCaseS15InventoryNeutralCycle() {
    JsonNode out = StrategyCases.expected("S15");
    long quantityE8 = Fixed.parse("0.2");
    PairMarket opening = flat("106300000", "77120", "1371", SPOT_IN_BNB);
    PairMarket closing = flat("105300000", "77300", "1370", SPOT_IN_BNB);

    assertThat(edge.compute(opening, BUY_BINANCE_SELL_UPBIT, quantityE8)).isTrue();
    long openE8 = edge.netKrwE8();
    long upbitCoinsE8 = -edge.upbit().filledE8();
    long binanceCoinsE8 = edge.binanceQuantityE8();
    long usdtLeftE8 = edge.fx().filledE8() - edge.usdtE8();
    assertThat(edge.compute(closing, BUY_BINANCE_SELL_UPBIT.opposite(), quantityE8)).isTrue();

    assertThat(openE8).isEqualTo(e8(out, "open_net_krw"));
    assertThat(edge.netKrwE8()).isEqualTo(e8(out, "close_net_krw"));
    assertThat(openE8 + edge.netKrwE8()).isEqualTo(e8(out, "cycle_net_krw"));
    assertThat(upbitCoinsE8 + edge.upbit().filledE8()).isZero();
    assertThat(binanceCoinsE8 - edge.binanceQuantityE8()).isZero();
    assertThat(usdtLeftE8 + edge.usdtE8() - edge.fx().filledE8()).isZero();
  }

  @Test
  void shouldMatchCaseS32EdgeFromPremium() {
    JsonNode out = StrategyCases.expected("S32");
    PairMarket market = PremiumTest.commonBooks(PERP);
    long quantityE8 = Fixed.parse("0.04");

    assertThat(edge.compute(market, BUY_BINANCE_SELL_UPBIT, quantityE8)).isTrue();
    assertThat(edge.edge())
        .isEqualTo(StrategyCases.decimal(out.get("edge_binance_buy_upbit_sell")));
    assertThat(edge.compute(market, BUY_UPBIT_SELL_BINANCE, quantityE8)).isTrue();
    assertThat(edge.edge())
        .isEqualTo(StrategyCases.decimal(out.get("edge_upbit_buy_binance_sell")));
  }

  @Test
  void shouldTellGrossEdgeAndSlippageBesideNet() {
    PairMarket market = PremiumTest.commonBooks(PERP);

    assertThat(edge.compute(market, BUY_UPBIT_SELL_BINANCE, Fixed.parse("0.04"))).isTrue();
    assertThat(edge.premiumPpm()).isEqualTo(-893);
    assertThat(edge.grossPpm()).isEqualTo(894);
    assertThat(edge.slippagePpm()).isZero();

    assertThat(edge.compute(market, BUY_BINANCE_SELL_UPBIT, Fixed.parse("0.10"))).isTrue();
    assertThat(edge.grossPpm()).isEqualTo(edge.premiumPpm());
    assertThat(edge.slippagePpm()).isEqualTo(57 + 4);
  }

  @Test
  void shouldHaveNoEdgeWhenAnyBookIsShort() {
    FeeSchedule fees = PERP;
    OrderBook upbit = StrategyCases.book("upbit");
    OrderBook binance = StrategyCases.book("bin_spot");
    OrderBook fx = StrategyCases.book("usdt");
    OrderBook thin = new OrderBook();
    long quantityE8 = Fixed.parse("0.1");
    for (PairMarket market :
        new PairMarket[] {
          new PairMarket(thin, binance, fx, fees, 1),
          new PairMarket(upbit, thin, fx, fees, 1),
          new PairMarket(upbit, binance, thin, fees, 1)
        }) {
      assertThat(edge.compute(market, BUY_UPBIT_SELL_BINANCE, quantityE8)).isFalse();
      assertThat(edge.compute(market, BUY_BINANCE_SELL_UPBIT, quantityE8)).isFalse();
      assertThat(edge.complete()).isFalse();
      assertThatThrownBy(edge::edgePpm).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(edge::netKrwE8).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldBeWorseWhenLessDepthIsCountedOn() {
    EdgeCalculator careful = new EdgeCalculator(new DepthHaircut(500_000));
    PairMarket market = PremiumTest.commonBooks(PERP);
    long quantityE8 = Fixed.parse("0.12");

    assertThat(edge.compute(market, BUY_UPBIT_SELL_BINANCE, quantityE8)).isTrue();
    assertThat(careful.compute(market, BUY_UPBIT_SELL_BINANCE, quantityE8)).isTrue();

    assertThat(careful.netKrwE8()).isLessThan(edge.netKrwE8());
  }

  static PairMarket flat(String krw, String usdt, String rate, FeeSchedule fees) {
    return new PairMarket(oneLevel(krw), oneLevel(usdt), oneLevel(rate), fees, 1);
  }

  private static OrderBook oneLevel(String price) {
    OrderBook book = new OrderBook();
    book.addBid(Fixed.parse(price), 1_000_000 * Fixed.ONE);
    book.addAsk(Fixed.parse(price), 1_000_000 * Fixed.ONE);
    return book;
  }

  /** Equal to the rounded example, or one unit of 1e-8 to the side that is worse for us. */
  private static void assertAgainstUs(long actual, JsonNode out, String field, boolean cost) {
    BigDecimal excess = Fixed.toDecimal(actual).subtract(StrategyCases.decimal(out.get(field)));
    long units = excess.movePointRight(8).longValueExact() * (cost ? 1 : -1);
    assertThat(units).as(field).isBetween(0L, 1L);
  }

  private static long e8(JsonNode row, String field) {
    return StrategyCases.e8(row.get(field));
  }
}
