package haetae.premium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haetae.Seed;
import haetae.StrategyCases;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class PremiumTest {
  private static final FeeSchedule NO_FEES = new FeeSchedule(0, 0, 0, false);

  private final Premium premium = new Premium();

  @Test
  void shouldMatchCaseS01DisplayPremium() {
    JsonNode in = StrategyCases.input("S01");
    JsonNode out = StrategyCases.expected("S01");
    long krwE8 = e8(in, "upbit_krw");
    long usdtE8 = e8(in, "binance_usdt");
    long fxE8 = e8(in, "krw_per_usdt");
    long bankE8 = e8(in, "usd_krw");

    BigDecimal coin = DisplayPremium.of(krwE8, usdtE8, fxE8);
    BigDecimal bank = DisplayPremium.of(krwE8, usdtE8, bankE8);
    BigDecimal tether = DisplayPremium.tether(fxE8, bankE8);

    assertThat(coin).isEqualTo(StrategyCases.decimal(out.get("coin_premium")));
    assertThat(bank).isEqualTo(StrategyCases.decimal(out.get("bank_premium")));
    assertThat(tether).isEqualTo(StrategyCases.decimal(out.get("tether_premium")));
    assertThat(BigDecimal.ONE.add(coin).multiply(BigDecimal.ONE.add(tether)))
        .isCloseTo(BigDecimal.ONE.add(bank), within(new BigDecimal("1e-11")));
    assertThat(DisplayPremium.ppm(krwE8, usdtE8, fxE8)).isEqualTo(-913);
    assertThat(DisplayPremium.tetherPpm(fxE8, bankE8)).isEqualTo(-10_044);
  }

  @Test
  void shouldMatchCaseS02ExecutablePremiumAtTheTouch() {
    JsonNode out = StrategyCases.expected("S02");

    assertThat(premium.compute(commonBooks(NO_FEES), Fixed.parse("0.04"))).isTrue();

    assertThat(premium.sell()).isEqualTo(StrategyCases.decimal(out.get("P_sell")));
    assertThat(premium.mid()).isEqualTo(StrategyCases.decimal(out.get("P_mid")));
    assertThat(premium.buy())
        .isCloseTo(StrategyCases.decimal(out.get("P_buy")), within(new BigDecimal("1e-12")));
    assertThat(premium.sellPpm()).isEqualTo(-1_718);
    assertThat(premium.midPpm()).isEqualTo(-1_306);
    assertThat(premium.buyPpm()).isEqualTo(-893);
  }

  @Test
  void shouldHaveNoPremiumWhenDepthIsShort() {
    assertThat(premium.compute(commonBooks(NO_FEES), 100 * Fixed.ONE)).isFalse();

    assertThatThrownBy(premium::sellPpm).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(premium::midPpm).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(premium::buyPpm).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldOrderSellMidBuyOnSoundBooks() {
    Seed.forAll(
        20,
        seed -> {
          SimulatedBooks books = new SimulatedBooks(seed);
          int computed = 0;
          for (int i = 0; i < 2_500; i++) {
            PairMarket market = books.market(books.fees(i % 2 == 0));
            if (premium.compute(market, books.quantityE8(market))) {
              computed++;
              assertThat(premium.sell()).isLessThanOrEqualTo(premium.mid());
              assertThat(premium.mid()).isLessThanOrEqualTo(premium.buy());
              assertThat(premium.sellPpm()).isLessThanOrEqualTo(premium.midPpm());
              assertThat(premium.midPpm()).isLessThanOrEqualTo(premium.buyPpm());
            }
          }
          assertThat(computed).isGreaterThan(250);
        });
  }

  @Test
  void shouldStayExactForCoinsOfTinyPrice() {
    OrderBook upbit = book("0.0111", "0.0112");
    OrderBook binance = book("0.00000812", "0.00000813");
    OrderBook fx = book("1370", "1371");

    assertThat(
            premium.compute(new PairMarket(upbit, binance, fx, NO_FEES, 1), 1_000_000 * Fixed.ONE))
        .isTrue();

    assertThat(premium.sell()).isEqualByComparingTo("-0.004147590711");
    assertThat(DisplayPremium.of(upbit.bestBidE8(), binance.bestAskE8(), fx.bestAskE8()))
        .isEqualByComparingTo("-0.004147590710");
  }

  @Test
  void shouldMatchCaseS03BreakEven() {
    BigDecimal tolerance = new BigDecimal("1e-12");
    for (JsonNode row : StrategyCases.expected("S03")) {
      BreakEven breakEven =
          BreakEven.of(
              new FeeSchedule(
                  ppm(row, "f_upbit"), ppm(row, "f_binance"), ppm(row, "f_usdt_leg"), false));

      assertThat(PriceRatio.decimal(breakEven.sellE12()))
          .isCloseTo(StrategyCases.decimal(row.get("breakeven_P_sell")), within(tolerance));
      assertThat(PriceRatio.decimal(breakEven.buyE12()))
          .isCloseTo(StrategyCases.decimal(row.get("breakeven_P_buy")), within(tolerance));
      assertThat(breakEven.roundTrip())
          .isCloseTo(
              StrategyCases.decimal(row.get("round_trip_width")), within(new BigDecimal("2e-12")));
    }
  }

  @Test
  void shouldRoundBreakEvenAgainstUs() {
    BreakEven spot = BreakEven.of(new FeeSchedule(500, 1_000, 500, false));
    BreakEven inBase = BreakEven.of(new FeeSchedule(500, 1_000, 500, true));

    assertThat(spot.sellPpm()).isEqualTo(2_002);
    assertThat(spot.buyPpm()).isEqualTo(-1_999);
    assertThat(spot.roundTripPpm()).isEqualTo(4_001);
    assertThat(inBase.sellE12()).isGreaterThan(spot.sellE12());
    assertThat(spot.covers(Direction.BUY_BINANCE_SELL_UPBIT, 2_002)).isTrue();
    assertThat(spot.covers(Direction.BUY_BINANCE_SELL_UPBIT, 2_001)).isFalse();
    assertThat(spot.covers(Direction.BUY_UPBIT_SELL_BINANCE, -1_999)).isTrue();
    assertThat(spot.covers(Direction.BUY_UPBIT_SELL_BINANCE, -1_998)).isFalse();
  }

  static PairMarket commonBooks(FeeSchedule fees) {
    return new PairMarket(
        StrategyCases.book("upbit"),
        StrategyCases.book("bin_spot"),
        StrategyCases.book("usdt"),
        fees,
        Fixed.parse("0.00001"));
  }

  private static OrderBook book(String bid, String ask) {
    OrderBook book = new OrderBook();
    book.addBid(Fixed.parse(bid), 10_000_000 * Fixed.ONE);
    book.addAsk(Fixed.parse(ask), 10_000_000 * Fixed.ONE);
    return book;
  }

  private static long ppm(JsonNode row, String field) {
    return StrategyCases.decimal(row.get(field)).movePointRight(6).longValueExact();
  }

  private static long e8(JsonNode row, String field) {
    return StrategyCases.e8(row.get(field));
  }
}
