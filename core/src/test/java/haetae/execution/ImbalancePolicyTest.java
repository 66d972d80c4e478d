package haetae.execution;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.StrategyCases;
import haetae.engine.TestConfigs;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How much of a lone leg is hedged, and whether it is finished or reversed. */
class ImbalancePolicyTest {
  private static Instrument perp(long lotE8) {
    return TestConfigs.binance(1, "BTC", InstrumentKind.PERPETUAL, lotE8, Fixed.ONE / 10);
  }

  @Test
  void shouldFollowTheWorkedCaseS11() {
    JsonNode in = StrategyCases.input("S11");
    JsonNode expected = StrategyCases.expected("S11");
    long filled = StrategyCases.e8(in.get("filled"));

    long hedge = ImbalancePolicy.hedgeE8(perp(StrategyCases.e8(in.get("perp_lot"))), filled);

    assertThat(hedge).isEqualTo(StrategyCases.e8(expected.get("hedge_qty")));
    assertThat(filled - hedge).isEqualTo(StrategyCases.e8(expected.get("residual_base")));
    assertThat(
            Fixed.multiplyE8(
                filled - hedge, StrategyCases.e8(in.get("upbit_mark")), RoundingMode.UNNECESSARY))
        .isEqualTo(StrategyCases.e8(expected.get("residual_krw")));
  }

  @Test
  void shouldNeverHedgeMoreThanWasFilledNorLeaveAWholeLot() {
    Seed.forAll(
        500,
        seed -> {
          long lot = seed.pick(1L, 1_000L, 100_000L, Fixed.ONE);
          long delta = seed.between(-5 * Fixed.ONE, 5 * Fixed.ONE);

          long hedge = ImbalancePolicy.hedgeE8(perp(lot), delta);

          assertThat(hedge % lot).isZero();
          assertThat(Math.abs(delta) - hedge).isBetween(0L, lot - 1);
        });
  }

  @Test
  void shouldFollowTheWorkedCaseS13() {
    JsonNode in = StrategyCases.input("S13");
    JsonNode expected = StrategyCases.expected("S13");
    BigDecimal quantity = StrategyCases.decimal(in.get("unhedged_base"));
    BigDecimal cost = plus(in.get("leg1_avg"), in.get("f_upbit"));
    BigDecimal back = less(in.get("upbit_bid"), in.get("f_upbit"));
    BigDecimal usdt = less(in.get("perp_bid"), in.get("f_perp"));
    BigDecimal rate = less(in.get("usdt_bid"), in.get("f_usdt"));
    BigDecimal unwind = quantity.multiply(back.subtract(cost));
    BigDecimal finish = quantity.multiply(usdt.multiply(rate).subtract(cost));
    BigDecimal complete =
        finish.add(quantity.multiply(StrategyCases.decimal(in.get("leg1_avg"))).movePointLeft(3));

    assertThat(unwind)
        .isEqualByComparingTo(StrategyCases.decimal(expected.get("unwind_value_krw")));
    assertThat(complete)
        .isEqualByComparingTo(StrategyCases.decimal(expected.get("complete_plus_reversion_krw")));
    assertThat(ImbalancePolicy.unwinds(e8(complete), e8(unwind))).isFalse();
    assertThat(expected.get("decision").asString()).isEqualTo("COMPLETE");
  }

  private static BigDecimal plus(JsonNode price, JsonNode fee) {
    return StrategyCases.decimal(price).multiply(BigDecimal.ONE.add(StrategyCases.decimal(fee)));
  }

  private static BigDecimal less(JsonNode price, JsonNode fee) {
    return StrategyCases.decimal(price)
        .multiply(BigDecimal.ONE.subtract(StrategyCases.decimal(fee)));
  }

  private static long e8(BigDecimal krw) {
    return Fixed.ofDecimal(krw, RoundingMode.FLOOR);
  }

  @Test
  void shouldUnwindWhenBothAreWorthTheSame() {
    assertThat(ImbalancePolicy.unwinds(-5, -5)).isTrue();
    assertThat(ImbalancePolicy.unwinds(-4, -5)).isFalse();
    assertThat(ImbalancePolicy.unwinds(-6, -5)).isTrue();
  }
}
