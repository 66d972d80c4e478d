package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.market.Fixed;
import haetae.market.Side;
import haetae.risk.StopLoss.Verdict;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A pair is stopped on its premium and its age, never on the price of one leg. */
class StopLossTest {
  private static final long HOUR = 3_600_000_000_000L;
  private static final long NO_STOP = 999_999;

  /** Stop at 50 bp, target at 60 bp, 96 h; no other stop. */
  private static final StopRules PREMIUM =
      new StopRules(true, false, NO_STOP, 20, 2_000_000, 5_000, 6_000, 96 * HOUR);

  private static final StopRules STATIC =
      new StopRules(true, false, 12_000, 20, 2_000_000, 0, 0, 96 * HOUR);

  private static final StopRules DYNAMIC =
      new StopRules(true, true, NO_STOP, 20, 2_000_000, 0, 0, 96 * HOUR);

  private static Verdict judge(StopRules rules, long adversePpm, long atrPpm) {
    return StopLoss.judge(rules, adversePpm, atrPpm, HOUR, false);
  }

  @Test
  void shouldFollowTheWorkedCaseS37() {
    for (JsonNode row : StrategyCases.expected("S37")) {
      Side side = row.get("side").asString().equals("LONG_UPBIT") ? Side.BUY : Side.SELL;
      long adverse = StopLoss.adversePpm(side, ppm(row.get("entry")), ppm(row.get("now")));
      boolean blocked = row.get("transfers_blocked").asString().equals("YES");
      Verdict verdict =
          StopLoss.judge(PREMIUM, adverse, -1, row.get("hold_h").asLong() * HOUR, blocked);

      assertThat(adverse).as("%s", row).isEqualTo(ppm(row.get("adverse")));
      assertThat(row.get("action").asString()).as("%s", row).startsWith(verdict.name());
    }
  }

  private static long ppm(JsonNode fraction) {
    return new BigDecimal(fraction.asString()).movePointRight(6).longValueExact();
  }

  @Test
  void shouldStopAtTheSamePricesAsTheOriginal() {
    assertThat(StopLoss.stopPriceE8(Side.BUY, won(50_000_000), 12_000)).isEqualTo(won(49_400_000));
    assertThat(StopLoss.stopPriceE8(Side.SELL, won(50_000_000), 12_000)).isEqualTo(won(50_600_000));
    assertThat(hit(Side.BUY, 49_400_000)).isTrue();
    assertThat(hit(Side.BUY, 49_500_000)).isFalse();
    assertThat(hit(Side.SELL, 50_600_000)).isTrue();
    assertThat(hit(Side.SELL, 50_500_000)).isFalse();
  }

  private static boolean hit(Side side, long price) {
    return StopLoss.hit(side, won(50_000_000), 12_000, won(price));
  }

  private static long won(long krw) {
    return krw * Fixed.ONE;
  }

  @Test
  void shouldStopStaticallyWhenThePairHasMovedByTheShare() {
    assertThat(judge(STATIC, 11_999, -1)).isEqualTo(Verdict.HOLD);
    assertThat(judge(STATIC, 12_000, -1)).isEqualTo(Verdict.STOP_STATIC);
  }

  @Test
  void shouldNeverStopOnASeriesThatDoesNotMove() {
    AverageTrueRange range = new AverageTrueRange(20, 60_000_000_000L);
    for (int minute = 0; minute < 200; minute++) {
      range.update(minute * 60_000_000_000L, 3_000);
    }

    assertThat(range.value()).isZero();
    assertThat(judge(DYNAMIC, 0, range.value())).isEqualTo(Verdict.HOLD);
  }

  @Test
  void shouldNotTakeTheCostOfCrossingBothBooksForAMoveWhenTheMarketIsQuiet() {
    long crossing = 825;

    assertThat(judge(DYNAMIC, crossing, 1)).isEqualTo(Verdict.HOLD);
  }

  @Test
  void shouldStopOnAJumpAfterAFlatSeries() {
    assertThat(judge(DYNAMIC, 10_000, 0)).isEqualTo(Verdict.STOP_ATR);
  }

  @Test
  void shouldStopAtTheMultipleOfTheRange() {
    assertThat(judge(DYNAMIC, 3_999, 2_000)).isEqualTo(Verdict.HOLD);
    assertThat(judge(DYNAMIC, 4_000, 2_000)).isEqualTo(Verdict.STOP_ATR);
  }

  @Test
  void shouldNotStopDynamicallyBeforeTheWindowIsFull() {
    assertThat(judge(DYNAMIC, 500_000, -1)).isEqualTo(Verdict.HOLD);
  }

  @Test
  void shouldKeepTargetAndTimeWhenStopsAreOff() {
    StopRules off = new StopRules(false, false, 12_000, 20, 2_000_000, 5_000, 6_000, 96 * HOUR);

    assertThat(judge(off, 500_000, -1)).isEqualTo(Verdict.HOLD);
    assertThat(judge(off, -6_000, -1)).isEqualTo(Verdict.TAKE_PROFIT);
    assertThat(StopLoss.judge(off, 0, -1, 96 * HOUR, false)).isEqualTo(Verdict.TIME_STOP);
  }

  @Test
  void shouldTakeProfitWhileTransfersAreBlocked() {
    assertThat(StopLoss.judge(PREMIUM, -6_000, -1, HOUR, true)).isEqualTo(Verdict.TAKE_PROFIT);
  }
}
