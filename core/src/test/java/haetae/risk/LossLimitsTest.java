package haetae.risk;

import static haetae.risk.Entries.KRW;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.portfolio.SeoulDay;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Loss of the Seoul day and drawdown from the peak. */
class LossLimitsTest {
  private static final long DAILY_LOSS = 1_000_000 * KRW;

  private final LossLimits limits = new LossLimits(30_000);

  @Test
  void shouldFollowTheWorkedCaseS35() {
    for (JsonNode row : StrategyCases.expected("S35")) {
      Instant time = Instant.parse(row.get("t").asString());
      limits.update(
          SeoulDay.of(time.getEpochSecond() * 1_000_000_000L), StrategyCases.e8(row.get("equity")));

      assertThat(limits.dailyLossE8()).isEqualTo(StrategyCases.e8(row.get("day_loss")));
      assertThat(limits.drawdownPpm()).isEqualTo(ppm(row.get("drawdown")));
      List<String> state = new ArrayList<>();
      if (limits.dailyLossE8() > DAILY_LOSS) {
        state.add("DAILY_LOSS_HALT");
      }
      if (limits.killed()) {
        state.add("DRAWDOWN_KILL");
      }
      List<String> expected = new ArrayList<>();
      row.get("state").forEach(s -> expected.add(s.asString()));
      expected.remove("OK");
      assertThat(state).as(row.get("t").asString()).isEqualTo(expected);
    }
  }

  private static long ppm(JsonNode fraction) {
    return new BigDecimal(fraction.asString())
        .movePointRight(6)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  @Test
  void shouldStayKilledOverMidnightAndRecoveryUntilReset() {
    limits.update(1, 100 * KRW);
    limits.update(1, 96 * KRW);
    limits.update(2, 100 * KRW);

    assertThat(limits.dailyLossE8()).isZero();
    assertThat(limits.killed()).isTrue();

    limits.reset();
    limits.update(2, 98 * KRW);

    assertThat(limits.killed()).isFalse();
  }

  @Test
  void shouldMeasureAfterAResetFromThePresentEquity() {
    limits.update(1, 100 * KRW);
    limits.update(1, 90 * KRW);
    limits.reset();

    limits.update(1, 90 * KRW);
    assertThat(limits.killed()).isFalse();
    limits.update(1, 87 * KRW);

    assertThat(limits.killed()).isTrue();
  }
}
