package haetae.ops.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.ops.RecordedLog;
import haetae.ops.metrics.Metric;
import haetae.ops.metrics.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchdogTest {
  private static final List<Rule> RULES =
      List.of(
          new Rule(
              Metric.WS_LAG_MS,
              "WebSocket",
              2_000,
              5_000,
              Level.ERROR,
              false,
              "WS lag warning",
              "WS lag critical",
              " ms"),
          new Rule(
              Metric.REDIS_HEARTBEAT_AGE_MS,
              "Redis",
              15_000,
              30_000,
              Level.ERROR,
              false,
              "Redis heartbeat aging",
              "Redis heartbeat stale",
              " ms"),
          Rule.above(Metric.LOOP_LATENCY_MS, "MainLoop", 2_000, 5_000, "Loop latency", " ms"),
          limit(Metric.SAFETY_REJECTIONS_PER_MINUTE, 10, Level.WARN, "Safety rejections high"),
          limit(Metric.LIVE_ERRORS_PER_MINUTE, 5, Level.ERROR, "Live errors high"));

  private final Watchdog watchdog = watchdog(5, 20);

  private static Rule limit(Metric metric, double max, Level worst, String words) {
    return new Rule(metric, "Safety", max, max, worst, false, words, words, "");
  }

  private static Watchdog watchdog(int warnReset, int errorReset) {
    return new Watchdog(new WatchdogConfig(true, RULES, Set.of(), warnReset, errorReset));
  }

  private static MetricsSnapshot.Builder fine() {
    return MetricsSnapshot.builder()
        .set(Metric.WS_LAG_MS, 100)
        .set(Metric.REDIS_HEARTBEAT_AGE_MS, 5_000)
        .set(Metric.LOOP_LATENCY_MS, 50)
        .set(Metric.SAFETY_REJECTIONS_PER_MINUTE, 0)
        .set(Metric.LIVE_ERRORS_PER_MINUTE, 0);
  }

  private WatchdogStatus with(Metric metric, double value) {
    return watchdog.evaluate(fine().set(metric, value).build());
  }

  private WatchdogStatus ok() {
    return watchdog.evaluate(fine().build());
  }

  private WatchdogStatus warn() {
    return with(Metric.WS_LAG_MS, 3_000);
  }

  private WatchdogStatus error() {
    return with(Metric.LOOP_LATENCY_MS, 6_000);
  }

  @Test
  void shouldBeOkWhenAllIsFine() {
    WatchdogStatus status = ok();

    assertThat(status.level()).isEqualTo(Level.OK);
    assertThat(status.healthy()).isTrue();
    assertThat(status.alerts()).isEmpty();
    assertThat(status.lines()).containsExactly("🟢 WATCHDOG OK");
  }

  @Test
  void shouldWarnAboveAWarnThreshold() {
    WatchdogStatus status = with(Metric.WS_LAG_MS, 3_000);

    assertThat(status.level()).isEqualTo(Level.WARN);
    assertThat(status.healthy()).isTrue();
    assertThat(status.lines())
        .containsExactly(
            "🟡 WATCHDOG WARN (1 warnings)",
            "  [WARN] WebSocket: WS lag warning: 3000.0 ms > 2000.0 ms");
  }

  @Test
  void shouldErrAboveAMax() {
    WatchdogStatus status = with(Metric.REDIS_HEARTBEAT_AGE_MS, 35_000);

    assertThat(status.level()).isEqualTo(Level.ERROR);
    assertThat(status.healthy()).isFalse();
    assertThat(status.consecutiveErrors()).isEqualTo(1);
    assertThat(status.alerts())
        .containsExactly(
            new WatchdogAlert(
                Level.ERROR,
                "Redis",
                "redis_heartbeat_age_ms",
                35_000,
                30_000,
                "Redis heartbeat stale: 35000.0 ms > 30000.0 ms"));
    assertThat(status.summary()).isEqualTo("🟠 WATCHDOG ERROR (1 errors)");
  }

  @ParameterizedTest
  @CsvSource({
    "WS_LAG_MS,2000,OK",
    "WS_LAG_MS,2000.001,WARN",
    "WS_LAG_MS,5000,WARN",
    "WS_LAG_MS,5000.001,ERROR",
    "LOOP_LATENCY_MS,2000,OK",
    "LOOP_LATENCY_MS,5000,WARN",
    "LOOP_LATENCY_MS,6000,ERROR",
    "SAFETY_REJECTIONS_PER_MINUTE,10,OK",
    "SAFETY_REJECTIONS_PER_MINUTE,11,WARN",
    "SAFETY_REJECTIONS_PER_MINUTE,1000000,WARN",
    "LIVE_ERRORS_PER_MINUTE,5,OK",
    "LIVE_ERRORS_PER_MINUTE,6,ERROR",
    "WS_LAG_MS,Infinity,ERROR",
    "WS_LAG_MS,-Infinity,WARN",
    "WS_LAG_MS,NaN,WARN"
  })
  void shouldJudgeStrictlyAbove(Metric metric, double value, Level expected) {
    assertThat(with(metric, value).level()).isEqualTo(expected);
  }

  @Test
  void shouldJudgeStrictlyBelowWhereLittleIsBad() {
    Rule disk =
        new Rule(Metric.DISK_FREE_MB, "Disk", 1_024, 256, Level.ERROR, true, "low", "full", "MB");

    assertThat(disk.judge(1_024)).isNull();
    assertThat(disk.judge(1_023.9)).extracting(WatchdogAlert::level).isEqualTo(Level.WARN);
    assertThat(disk.judge(256)).extracting(WatchdogAlert::level).isEqualTo(Level.WARN);
    assertThat(disk.judge(255.9))
        .extracting(WatchdogAlert::message)
        .isEqualTo("full: 255.9MB < 256.0MB");
    assertThat(disk.judge(Double.POSITIVE_INFINITY))
        .extracting(WatchdogAlert::message)
        .isEqualTo("disk_free_mb not available");
  }

  @Test
  void shouldTellALimitInWholeNumbers() {
    assertThat(with(Metric.SAFETY_REJECTIONS_PER_MINUTE, 15).alerts())
        .singleElement()
        .extracting(WatchdogAlert::message)
        .isEqualTo("Safety rejections high: 15 > 10");
  }

  @Test
  void shouldAskForTheShutdownOnceAfterThreeErrorsInARow() {
    List<WatchdogStatus> row = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      row.add(error());
    }

    assertThat(row).extracting(WatchdogStatus::consecutiveErrors).containsExactly(1, 2, 3, 4, 5);
    assertThat(row)
        .extracting(WatchdogStatus::shouldShutdown)
        .containsExactly(false, false, true, false, false);
    assertThat(row.get(1).level()).isEqualTo(Level.ERROR);
    assertThat(row.get(2).level()).isEqualTo(Level.CRITICAL);
    assertThat(row.get(2).healthy()).isFalse();
    assertThat(row.get(2).reason()).isEqualTo("Consecutive errors: 3 (loop_latency_ms)");
    assertThat(row.get(2).lines())
        .containsExactly(
            "🔴 WATCHDOG CRITICAL - Shutdown requested: Consecutive errors: 3 (loop_latency_ms)",
            "  [ERROR] MainLoop: Loop latency critical: 6000.0 ms > 5000.0 ms",
            "  [CRITICAL] Watchdog: Requesting graceful shutdown: Consecutive errors: 3"
                + " (loop_latency_ms)");
  }

  @Test
  void shouldEndTheRowWithAWarningInBetween() {
    for (int i = 0; i < 10; i++) {
      assertThat(error().shouldShutdown()).isFalse();
      assertThat(error().consecutiveErrors()).isEqualTo(2);
      assertThat(warn().consecutiveErrors()).isZero();
    }
  }

  @Test
  void shouldCountARowOfDifferentErrors() {
    with(Metric.WS_LAG_MS, 6_000);
    with(Metric.LIVE_ERRORS_PER_MINUTE, 6);

    WatchdogStatus third = with(Metric.REDIS_HEARTBEAT_AGE_MS, 40_000);

    assertThat(third.shouldShutdown()).isTrue();
    assertThat(third.reason()).endsWith("(redis_heartbeat_age_ms)");
  }

  @Test
  void shouldRecoverAndAskAgainForANewRow() {
    error();
    error();
    assertThat(error().shouldShutdown()).isTrue();

    assertThat(ok().level()).isEqualTo(Level.OK);
    error();
    error();

    assertThat(error().shouldShutdown()).isTrue();
  }

  @Test
  void shouldWarnOfEachFigureThatIsAbsent() {
    WatchdogStatus status = watchdog.evaluate(MetricsSnapshot.builder().build());

    assertThat(status.level()).isEqualTo(Level.WARN);
    assertThat(status.alerts())
        .extracting(WatchdogAlert::message)
        .containsExactly(
            "ws_lag_ms not available",
            "redis_heartbeat_age_ms not available",
            "loop_latency_ms not available",
            "safety_rejections_per_minute not available",
            "live_errors_per_minute not available");
    assertThat(status.alerts()).allMatch(alert -> Double.isNaN(alert.value()));
  }

  @Test
  void shouldLeaveOutASourceThatIsSwitchedOff() {
    Set<Metric> off = Set.of(Metric.REDIS_HEARTBEAT_AGE_MS);
    Watchdog without = new Watchdog(new WatchdogConfig(true, RULES, off, 5, 20));
    MetricsSnapshot unknown = fine().set(Metric.REDIS_HEARTBEAT_AGE_MS, Double.NaN).build();

    assertThat(without.evaluate(unknown).level()).isEqualTo(Level.OK);
    assertThat(watchdog.evaluate(unknown).level()).isEqualTo(Level.WARN);
  }

  @Test
  void shouldAlwaysBeOkWhenSwitchedOff() {
    Watchdog off = new Watchdog(new WatchdogConfig(false, RULES, Set.of(), 5, 20));

    for (int i = 0; i < 5; i++) {
      WatchdogStatus status = off.evaluate(fine().set(Metric.WS_LAG_MS, 1e9).build());
      assertThat(status.level()).isEqualTo(Level.OK);
      assertThat(status.shouldShutdown()).isFalse();
    }
  }

  @Test
  void shouldRestartTheCyclesOfWarningsAndSaySo() {
    Watchdog patient = watchdog(3, 20);
    List<Integer> cycles = new ArrayList<>();
    try (RecordedLog log = new RecordedLog("arbitrage.watchdog")) {
      for (int i = 0; i < 10; i++) {
        WatchdogStatus status = patient.evaluate(fine().set(Metric.WS_LAG_MS, 2_500).build());
        assertThat(status.alerts()).hasSize(1);
        cycles.add(patient.warnCycles());
      }
      assertThat(log.lines())
          .containsOnly("INFO [Watchdog] Soft reset triggered (auto-recovery)")
          .hasSize(3);
    }

    assertThat(cycles).containsExactly(1, 2, 0, 1, 2, 0, 1, 2, 0, 1);
    assertThat(patient.softResets()).isEqualTo(3);
  }

  @Test
  void shouldNeverForgetTheRowOfErrorsInASoftReset() {
    Watchdog hasty = watchdog(5, 2);
    MetricsSnapshot bad = fine().set(Metric.WS_LAG_MS, 9_000).build();

    hasty.evaluate(bad);
    WatchdogStatus second = hasty.evaluate(bad);

    assertThat(hasty.softResets()).isEqualTo(1);
    assertThat(hasty.errorCycles()).isZero();
    assertThat(second.consecutiveErrors()).isEqualTo(2);
    assertThat(hasty.evaluate(bad).shouldShutdown()).isTrue();
  }

  @Test
  void shouldReachTheSoftResetOfErrorsWhileTheShutdownTakesItsTime() {
    for (int i = 1; i <= 20; i++) {
      error();
      assertThat(watchdog.softResets()).isEqualTo(i / 20);
    }
  }

  @Test
  void shouldCountCyclesOfOneLevelOnly() {
    warn();
    warn();
    assertThat(watchdog.warnCycles()).isEqualTo(2);
    error();
    assertThat(watchdog.warnCycles()).isZero();
    assertThat(watchdog.errorCycles()).isEqualTo(1);
    warn();
    assertThat(watchdog.errorCycles()).isZero();
    ok();
    assertThat(watchdog.warnCycles()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void shouldRefuseResetsThatNeverOrAlwaysHappen(int cycles) {
    assertThatThrownBy(() -> watchdog(cycles, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> watchdog(1, cycles)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseARuleWhoseWarningComesAfterItsError() {
    assertThatThrownBy(() -> Rule.above(Metric.CPU_PCT, "System", 90, 75, "CPU", "%"))
        .hasMessage("cpu_pct: warn 90.0 must come before max 75.0");
    assertThatThrownBy(() -> Rule.above(Metric.CPU_PCT, "System", 9, Double.NaN, "CPU", "%"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
