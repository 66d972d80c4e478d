package haetae.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.StrategyCases;
import haetae.market.Fixed;
import haetae.market.PriceProtection;
import haetae.market.Side;
import haetae.market.UpbitKrwBands;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bounds of an unwinding widen to a hard cap and end with a human. */
class UnwindStagesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldFollowTheWorkedCaseS12() {
    JsonNode in = StrategyCases.input("S12");
    JsonNode expected = StrategyCases.expected("S12");
    long quantity = StrategyCases.e8(in.get("leg1_qty"));
    long cost = StrategyCases.e8(in.get("leg1_cost_krw"));
    long average = Fixed.divideE8(cost, quantity, RoundingMode.DOWN);

    long bound = UnwindStages.STANDARD.boundPpm(15 * SECOND);
    long limit = PriceProtection.limitE8(new UpbitKrwBands(), Side.SELL, average, bound);

    assertThat(bound).isEqualTo(3_000);
    assertThat(limit).isEqualTo(StrategyCases.e8(expected.get("unwind_limit_price")));
    long proceeds = 0;
    long left = quantity;
    for (JsonNode level : in.get("bids_now")) {
      long price = StrategyCases.e8(level.get(0));
      long take = price < limit ? 0 : Math.min(left, StrategyCases.e8(level.get(1)));
      proceeds += Fixed.multiplyE8(price, take, RoundingMode.UNNECESSARY);
      left -= take;
    }
    assertThat(left).isZero();
    assertThat(proceeds).isEqualTo(StrategyCases.e8(expected.get("proceeds_krw")));
  }

  @Test
  void shouldWidenEveryFiveSecondsHoldTheCapAndThenCallAHuman() {
    UnwindStages stages = UnwindStages.STANDARD;

    assertThat(stages.boundPpm(-1)).isEqualTo(500);
    assertThat(stages.boundPpm(0)).isEqualTo(500);
    assertThat(stages.boundPpm(5 * SECOND - 1)).isEqualTo(500);
    assertThat(stages.boundPpm(5 * SECOND)).isEqualTo(1_000);
    assertThat(stages.boundPpm(10 * SECOND)).isEqualTo(2_000);
    assertThat(stages.boundPpm(20 * SECOND)).isEqualTo(5_000);
    assertThat(stages.boundPpm(90 * SECOND - 1)).isEqualTo(5_000);
    assertThat(stages.boundPpm(90 * SECOND)).isEqualTo(UnwindStages.USED_UP);
  }

  @Test
  void shouldRefuseBoundsThatDoNotRiseOrNeverBegin() {
    assertThatThrownBy(() -> new UnwindStages(SECOND, 9 * SECOND, 500, 500))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new UnwindStages(SECOND, SECOND, 500, 1_000))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
