package haetae.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.StrategyCases;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.premium.BreakEven;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReversionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Direction SELL = Direction.BUY_BINANCE_SELL_UPBIT;
  private static final Direction BUY = Direction.BUY_UPBIT_SELL_BINANCE;
  private static final SpreadRule GATE = new SpreadRule(800, 2_000, 20_000, 500_000, 2);
  private static final ReversionRule.Guards NO_GUARDS =
      new ReversionRule.Guards(0, false, SECOND, 3_600 * SECOND, 2);
  private static final BreakEven FREE = BreakEven.of(new FeeSchedule(0, 0, 0, false));

  private static ReversionRule rule(int window, ReversionRule.Guards guards, long expectedPpm) {
    return new ReversionRule(
        GATE,
        SECOND,
        window,
        new ZScoreBand(2_000_000, 500_000, 100_000_000, 150),
        new ReversionRule.Absolute(5_000, 5_000, 0),
        guards,
        3_600 * SECOND,
        expectedPpm);
  }

  private static Strategy started(int window, ReversionRule.Guards guards, BreakEven costs) {
    return rule(window, guards, 0).start(costs);
  }

  /** One value a second, and a last one that begins the next cell. */
  private static void feed(Strategy strategy, long... ppm) {
    for (int i = 0; i < ppm.length; i++) {
      strategy.sample(i * SECOND, ppm[i]);
    }
    strategy.sample(ppm.length * SECOND, 0);
  }

  /** Case S19: the same stream of decisions, one premium a cell. */
  @Test
  void shouldDecideAsTheRollingExample() {
    Strategy strategy = started(10, NO_GUARDS, FREE);
    List<String> signals = new ArrayList<>();
    BandPosition position = BandPosition.FLAT;
    long second = 0;
    for (JsonNode row : StrategyCases.expected("S19")) {
      long ppm = ppm(row.get("p"));
      strategy.sample(second++ * SECOND, ppm);
      BandSignal signal = decide(strategy, position, ppm);
      signals.add(signal.name());
      position = position.after(signal);
    }

    List<String> expected = new ArrayList<>();
    StrategyCases.expected("S19").forEach(row -> expected.add(row.get("signal").asString()));
    assertThat(signals.subList(10, 20)).isEqualTo(expected.subList(10, 20));
    assertThat(signals.subList(0, 10)).containsOnly("HOLD");
  }

  private static BandSignal decide(Strategy strategy, BandPosition position, long ppm) {
    return switch (position) {
      case SOLD_UPBIT -> strategy.exit(SELL, ppm, 0);
      case BOUGHT_UPBIT -> strategy.exit(BUY, ppm, 0);
      case FLAT -> {
        if (strategy.wants(SELL, ppm)) {
          yield BandSignal.ENTER_SELL_UPBIT;
        }
        yield strategy.wants(BUY, ppm) ? BandSignal.ENTER_BUY_UPBIT : BandSignal.HOLD;
      }
    };
  }

  private static long ppm(JsonNode percent) {
    return new BigDecimal(percent.asString()).movePointRight(4).longValueExact();
  }

  @Test
  void shouldTakeTheLastValueOfACellWhenALaterOneBegins() {
    Strategy strategy = started(4, NO_GUARDS, FREE);
    feed(strategy, 0, 0, 0, 0);
    assertThat(strategy.wants(SELL, 300)).isTrue();

    // The jump is judged against what was before it, however often it is seen in its own cell.
    strategy.sample(4 * SECOND + 1, 300);
    strategy.sample(4 * SECOND + 2, 300);
    assertThat(strategy.wants(SELL, 300)).isTrue();

    strategy.sample(5 * SECOND, 300);
    assertThat(strategy.wants(SELL, 300)).isFalse();
  }

  @Test
  void shouldNotEnterBeforeTheWindowIsFullNorOnAFlatSeries() {
    Strategy strategy = started(4, NO_GUARDS, FREE);
    feed(strategy, 0, 0, 0);
    assertThat(strategy.wants(SELL, 90_000)).isFalse();

    feed(strategy, 0, 0, 0, 0, 0);
    assertThat(strategy.wants(SELL, 299)).isFalse();
    assertThat(strategy.wants(BUY, -299)).isFalse();
  }

  @Test
  void shouldAssumeAtLeastHalfTheRoundTripAsDeviation() {
    BreakEven costs = BreakEven.of(new FeeSchedule(2_500, 1_000, 0, false));
    Strategy strategy = started(4, NO_GUARDS, costs);
    feed(strategy, 0, 0, 0, 0);

    assertThat(strategy.wants(SELL, 2 * costs.roundTripPpm() / 2 - 2)).isFalse();
    assertThat(strategy.wants(SELL, costs.roundTripPpm() + 2)).isTrue();
  }

  /** E = edge - slip - exit: half the round trip, and a mean on the wrong side of 0. */
  @Test
  void shouldCountTheExpectedExit() {
    BreakEven costs = BreakEven.of(new FeeSchedule(2_500, 1_000, 0, false));
    long half = Math.ceilDiv(costs.roundTripPpm(), 2);
    Strategy plain = started(4, NO_GUARDS, costs);
    assertThat(plain.costPpm(SELL)).isEqualTo(2_000 + half);
    feed(plain, 1_000, 1_000, 1_000, 1_000);
    assertThat(plain.costPpm(SELL)).isEqualTo(2_000 + half + 1_000);
    assertThat(plain.costPpm(BUY)).isEqualTo(2_000 + half);

    Strategy declared = rule(4, NO_GUARDS, 400).start(costs);
    feed(declared, 1_000, 1_000, 1_000, 1_000);
    assertThat(declared.costPpm(BUY)).isEqualTo(2_000 + half - 400);
  }

  @Test
  void shouldFallBackToTheAbsoluteRuleWithoutAValidFit() {
    ReversionRule.Guards guards = new ReversionRule.Guards(0, true, SECOND, 60 * SECOND, 2);
    Strategy strategy = started(8, guards, FREE);
    // Alternating: the slope is negative, so the fit is not valid.
    feed(strategy, 100, -100, 100, -100, 100, -100, 100, -100);

    assertThat(strategy.wants(SELL, 4_999)).isFalse();
    assertThat(strategy.wants(SELL, 5_000)).isTrue();
    assertThat(strategy.wants(BUY, -4_999)).isFalse();
    assertThat(strategy.wants(BUY, -5_000)).isTrue();
    assertThat(strategy.exit(SELL, 1, 0)).isEqualTo(BandSignal.HOLD);
    assertThat(strategy.exit(SELL, 0, 0)).isEqualTo(BandSignal.EXIT);
    assertThat(strategy.exit(BUY, 0, 0)).isEqualTo(BandSignal.EXIT);
  }

  /** Case S20: with its fit valid, an entry also needs the band that earns most per time. */
  @Test
  void shouldUseAValidFit() {
    ReversionRule.Guards guards = new ReversionRule.Guards(0, true, SECOND, 60 * SECOND, 2);
    List<Long> series = new ArrayList<>();
    StrategyCases.input("S20").get("series_pct").forEach(p -> series.add(ppm(p)));
    Strategy strategy = started(16, guards, BreakEven.of(new FeeSchedule(500, 500, 0, false)));
    feed(strategy, series.stream().mapToLong(Long::longValue).toArray());

    // Mean of the window 0.2 %, of the fit 0.034 %: the absolute rule would not sell at 0.6 %.
    assertThat(strategy.wants(SELL, 5_800)).isTrue();
    assertThat(strategy.wants(SELL, 5_000)).isFalse();
  }

  @Test
  void shouldAskForTheOuterShareOfTheWindow() {
    ReversionRule.Guards guards = new ReversionRule.Guards(950_000, false, SECOND, 60 * SECOND, 2);
    Strategy strategy = started(8, guards, FREE);
    feed(strategy, 0, 0, 0, 0, 0, 0, 0, 900);

    long percentile = 585;
    assertThat(started(8, NO_GUARDS, FREE).wants(SELL, percentile)).isFalse();
    assertThat(strategy.wants(SELL, 2_000)).isTrue();
    assertThat(strategy.wants(SELL, percentile - 1)).isFalse();
  }

  @Test
  void shouldEndAfterTheLongestHold() {
    Strategy strategy = started(4, NO_GUARDS, FREE);
    feed(strategy, 0, 0, 0, 0);

    assertThat(strategy.exit(SELL, 1_000, 3_600 * SECOND - 1)).isEqualTo(BandSignal.HOLD);
    assertThat(strategy.exit(SELL, 1_000, 3_600 * SECOND)).isEqualTo(BandSignal.EXPIRED);
    assertThat(strategy.exit(SELL, 15_000, 0)).isEqualTo(BandSignal.STOP);
  }

  @Test
  void shouldBeSureAccordingToTheDistance() {
    Strategy strategy = started(4, NO_GUARDS, FREE);
    feed(strategy, 0, 0, 0, 0);

    assertThat(strategy.confidencePpm(SELL, 300, 800)).isEqualTo(500_000);
    assertThat(strategy.confidencePpm(SELL, 450, 800)).isEqualTo(750_000);
    assertThat(strategy.confidencePpm(SELL, 90_000, 800)).isEqualTo(1_000_000);
    assertThat(strategy.confidencePpm(SELL, 90_000, 799)).isZero();
  }

  @Test
  void shouldIgnoreWhatIsNoPremium() {
    Strategy strategy = started(4, NO_GUARDS, FREE);
    feed(strategy, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0);

    assertThat(strategy.wants(SELL, 300)).isTrue();
  }

  @Test
  void shouldRefuseRulesOutOfRange() {
    assertThatThrownBy(() -> rule(3, NO_GUARDS, 0)).hasMessageContaining("window");
    assertThatThrownBy(() -> rule(4, NO_GUARDS, -1)).hasMessageContaining("reversion");
    assertThatThrownBy(() -> rule(4, new ReversionRule.Guards(500_000, false, 1, 2, 1), 0))
        .hasMessageContaining("percentile");
    assertThatThrownBy(() -> rule(4, new ReversionRule.Guards(0, true, 2, 1, 1), 0))
        .hasMessageContaining("half-lives");
  }
}
