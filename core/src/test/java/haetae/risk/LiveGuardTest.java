package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Real orders only while everything is known to be fine. */
class LiveGuardTest {
  private static final LiveGuardRules RULES = new LiveGuardRules(true, true, true, true, true, 3);

  private static final GuardFacts FINE =
      new GuardFacts(true, true, true, "/opt/.live_trading_ok", true, true, true, true, true, true);

  private static GuardFacts without(int fact) {
    boolean[] f = new boolean[9];
    for (int i = 0; i < f.length; i++) {
      f[i] = i != fact;
    }
    return new GuardFacts(f[0], f[1], f[2], "/opt/x", f[3], f[4], f[5], f[6], f[7], f[8]);
  }

  private static GuardStatus live(GuardFacts facts, long cycle, long rejections) {
    return new LiveGuard(RULES).evaluate(facts, "live", cycle, rejections);
  }

  @Test
  void shouldAllowWhenEverythingIsFine() {
    GuardStatus status = live(FINE, 3, 0);

    assertThat(status.allowed()).isTrue();
    assertThat(status.reasons()).isEmpty();
    assertThat(status.banner()).containsExactly("🟢 LIVE TRADING ALLOWED");
  }

  @Test
  void shouldBlockInMockAndPaperWithARealReason() {
    for (String mode : List.of("mock", "paper")) {
      GuardStatus status = new LiveGuard(RULES).evaluate(without(0), mode, 10, 0);

      assertThat(status.allowed()).isFalse();
      assertThat(status.reasons()).singleElement().asString().contains(mode);
      assertThat(status.banner().getFirst()).isEqualTo("🔴 LIVE TRADING BLOCKED");
      assertThat(status.banner().toString()).doesNotContain("Unknown");
    }
  }

  @Test
  void shouldGiveThreeReasonsInLiveWithoutFlagAndFileAtTheStart() {
    GuardFacts facts =
        new GuardFacts(
            true, false, false, "/opt/.live_trading_ok", true, true, true, true, true, true);

    assertThat(live(facts, 0, 0).reasons())
        .containsExactly(
            "LIVE_TRADING env var not set to '1'",
            ".live_trading_ok file not found at /opt/.live_trading_ok",
            "Dry-run active: cycle 0 < 3");
  }

  @Test
  void shouldGiveTwoReasonsInLiveWithTheFlagAtTheStart() {
    GuardFacts facts =
        new GuardFacts(
            true, true, false, "/opt/.live_trading_ok", true, true, true, true, true, true);

    assertThat(live(facts, 0, 0).reasons()).hasSize(2);
  }

  @Test
  void shouldStayDryForTheConfiguredCycles() {
    LiveGuard guard = new LiveGuard(new LiveGuardRules(true, true, true, true, true, 2));

    for (int cycle = 0; cycle < 4; cycle++) {
      GuardStatus status = guard.evaluate(FINE, "live", cycle, 0);
      assertThat(status.dryRunActive()).isEqualTo(cycle < 2);
      assertThat(status.allowed()).isEqualTo(cycle >= 2);
      assertThat(guard.evaluate(without(2), "live", cycle, 0).allowed()).isFalse();
    }
  }

  @Test
  void shouldBlockWhenAnyFactIsMissing() {
    for (int fact = 0; fact < 9; fact++) {
      GuardStatus status = live(without(fact), 3, 0);

      assertThat(status.allowed()).as("fact %s", fact).isFalse();
      assertThat(status.reasons()).as("fact %s", fact).hasSize(1);
    }
  }

  @Test
  void shouldBlockWhenNothingIsKnown() {
    assertThat(new LiveGuard(RULES).evaluate(GuardFacts.none(), "live", 9, 0).allowed()).isFalse();
    assertThat(GuardStatus.unknown().allowed()).isFalse();
  }

  @Test
  void shouldRecoverFromARejection() {
    LiveGuard guard = new LiveGuard(RULES);

    GuardStatus rejected = guard.evaluate(FINE, "live", 5, 2);

    assertThat(rejected.safetyReady()).isFalse();
    assertThat(rejected.reasons()).containsExactly("Safety checks failed: 2 rejections");
    assertThat(guard.evaluate(FINE, "live", 6, 0).allowed()).isTrue();
  }

  @Test
  void shouldNotAllowWithoutEveryReasonGone() {
    assertThatThrownBy(
            () -> new GuardStatus(true, true, true, true, true, true, false, List.of("a reason")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
