package haetae.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.StrategyCases;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class PriceGridTest {
  private final UpbitKrwBands bands = new UpbitKrwBands();

  @Test
  void shouldMatchCaseS08UpbitKrwTickRounding() {
    for (JsonNode row : StrategyCases.expected("S08")) {
      long priceE8 = StrategyCases.e8(row.get("price"));

      assertThat(bands.tickE8(priceE8)).as("%s", row).isEqualTo(e8(row, "tick"));
      assertThat(bands.protectE8(priceE8, Side.BUY))
          .as("%s", row)
          .isEqualTo(e8(row, "buy_limit_cap_floor"));
      assertThat(bands.protectE8(priceE8, Side.SELL))
          .as("%s", row)
          .isEqualTo(e8(row, "sell_limit_floor_ceil"));
    }
  }

  @Test
  void shouldMatchCaseS36PriceProtection() {
    for (JsonNode row : StrategyCases.expected("S36")) {
      PriceGrid grid =
          row.get("venue").asString().equals("UPBIT") ? bands : new FixedTick(Fixed.ONE / 10);
      Side side = Side.valueOf(row.get("side").asString());
      long slippagePpm = row.get("max_slip_bp").asLong() * 100;

      assertThat(PriceProtection.limitE8(grid, side, e8(row, "ref_vwap"), slippagePpm))
          .as("%s", row)
          .isEqualTo(e8(row, "limit"));
    }
  }

  @Test
  void shouldLandOnAValidPriceWhenRoundingCrossesABand() {
    assertThat(bands.ceilE8(Fixed.parse("999999"))).isEqualTo(Fixed.parse("1000000"));
    assertThat(bands.valid(Fixed.parse("1000000"))).isTrue();
    assertThat(bands.valid(Fixed.parse("999999"))).isFalse();
    assertThat(bands.valid(0)).isFalse();
    assertThat(bands.valid(-Fixed.ONE)).isFalse();
  }

  @Test
  void shouldFallToOurOwnGridForTheSmallestPrices() {
    assertThat(bands.tickE8(Fixed.parse("0.00001234"))).isEqualTo(Fixed.parse("0.0000001"));
    assertThat(bands.tickE8(Fixed.parse("0.00000123"))).isEqualTo(1);
    assertThat(bands.tickE8(1)).isEqualTo(1);
  }

  @Test
  void shouldRoundToTheNeighbouringValidPrices() {
    Seed.forAll(
        20,
        seed -> {
          for (int i = 0; i < 15_000; i++) {
            long priceE8 = anyPriceE8(seed);
            PriceGrid grid = i % 2 == 0 ? bands : new FixedTick(1 + seed.between(0, Fixed.ONE));
            long floorE8 = grid.floorE8(priceE8);
            long ceilE8 = grid.ceilE8(priceE8);

            boolean right =
                floorE8 <= priceE8
                    && ceilE8 >= priceE8
                    && grid.floorE8(floorE8) == floorE8
                    && grid.ceilE8(ceilE8) == ceilE8
                    && grid.floorE8(ceilE8) == ceilE8
                    && ceilE8 - floorE8 <= grid.tickE8(priceE8)
                    && (floorE8 == ceilE8) == (floorE8 == priceE8);
            assertThat(right).as("%s at %d: %d %d", grid, priceE8, floorE8, ceilE8).isTrue();
          }
        });
  }

  @Test
  void shouldNeverLoosenTheBound() {
    Seed.forAll(
        20,
        seed -> {
          for (int i = 0; i < 15_000; i++) {
            long vwapE8 = anyPriceE8(seed);
            long ppm = seed.between(0, 20_000);
            long capE8 = PriceProtection.limitE8(bands, Side.BUY, vwapE8, ppm);
            long floorE8 = PriceProtection.limitE8(bands, Side.SELL, vwapE8, ppm);

            BigDecimal vwap = Fixed.toDecimal(vwapE8);
            BigDecimal slip = vwap.multiply(BigDecimal.valueOf(ppm, 6));
            assertThat(Fixed.toDecimal(capE8)).isLessThanOrEqualTo(vwap.add(slip));
            assertThat(Fixed.toDecimal(floorE8)).isGreaterThanOrEqualTo(vwap.subtract(slip));
          }
        });
  }

  @Test
  void shouldGiveNoUsableLimitWithoutAPriceOrBound() {
    assertThat(PriceProtection.limitE8(bands, Side.BUY, 0, 800)).isZero();
    assertThat(PriceProtection.limitE8(bands, Side.SELL, -1, 800)).isZero();
    assertThat(bands.valid(0)).isFalse();
    assertThatThrownBy(() -> PriceProtection.limitE8(bands, Side.SELL, Fixed.ONE, Fixed.MILLION))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PriceProtection.limitE8(bands, Side.SELL, Fixed.ONE, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseATickThatIsNotPositive() {
    assertThatThrownBy(() -> new FixedTick(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static long anyPriceE8(Seed seed) {
    return 1 + ((seed.anyLong() >>> 1) >> seed.between(8, 61));
  }

  private static long e8(JsonNode row, String field) {
    return StrategyCases.e8(row.get(field));
  }
}
