package haetae.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.market.Fixed;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Case S24: an isolated short of a single bracket. */
class MarginTest {
  private final JsonNode in = StrategyCases.input("S24");
  private final JsonNode out = StrategyCases.expected("S24");
  private final long wallet = StrategyCases.e8(in.get("isolated_wallet"));
  private final long quantity = StrategyCases.e8(in.get("qty"));
  private final long entry = StrategyCases.e8(in.get("entry"));
  private final long maintenancePpm = StrategyCases.e8(in.get("mmr")) / 100;

  @Test
  void shouldKnowThePriceOfLiquidation() {
    long price =
        PerpetualPosition.shortLiquidationE8(
            wallet, quantity, entry, maintenancePpm, StrategyCases.e8(in.get("cum")));

    assertThat(Fixed.toDecimal(price).setScale(6, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo(StrategyCases.decimal(out.get("liquidation_price")));
  }

  @Test
  void shouldKnowTheMarginRatioRoundedUp() {
    long ratio =
        PerpetualPosition.shortMarginRatioPpm(
            wallet, quantity, entry, StrategyCases.e8(in.get("mark")), maintenancePpm);

    assertThat(ratio)
        .isEqualTo(
            StrategyCases.decimal(out.get("margin_ratio"))
                .movePointRight(6)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
  }
}
