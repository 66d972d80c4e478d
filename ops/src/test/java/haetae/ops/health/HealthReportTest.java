package haetae.ops.health;

import static haetae.ops.health.HealthState.DISABLED;
import static haetae.ops.health.HealthState.ERROR;
import static haetae.ops.health.HealthState.OK;
import static haetae.ops.health.HealthState.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.ops.health.HealthCheck.Result;
import haetae.ops.log.SecretMask;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HealthReportTest {
  private static final long PATIENT_MS = 60_000;
  private static final String RULE = "─".repeat(60);

  private static HealthReport run(HealthCheck... checks) {
    return HealthReport.run(List.of(checks), PATIENT_MS, new SecretMask(List.of("hunter2")));
  }

  private static HealthCheck fixed(String name, HealthState state, String detail) {
    return HealthCheck.of(name, () -> new Result(state, detail));
  }

  private static HealthState overall(HealthState... states) {
    return run(Arrays.stream(states)
            .map(state -> fixed("X", state, ""))
            .toArray(HealthCheck[]::new))
        .overall();
  }

  @Test
  void shouldGiveOneLineADependency() {
    HealthReport report =
        run(
            fixed("STORAGE", OK, "can be written"),
            fixed("DISK", WARN, "900 MB free"),
            fixed("REDIS", DISABLED, "redis.enabled: false"),
            fixed("UPBIT", ERROR, "cannot connect"));

    assertThat(report.lines())
        .containsExactly(
            RULE,
            "[STORAGE   ] ✔ OK       can be written",
            "[DISK      ] ⚠ WARN     900 MB free",
            "[REDIS     ] – DISABLED redis.enabled: false",
            "[UPBIT     ] ✘ ERROR    cannot connect",
            RULE,
            "Overall: ERROR");
    assertThat(report.overall()).isEqualTo(ERROR);
  }

  @Test
  void shouldBeAsBadAsTheWorst() {
    assertThat(overall()).isEqualTo(OK);
    assertThat(overall(OK, DISABLED)).isEqualTo(OK);
    assertThat(overall(DISABLED)).isEqualTo(OK);
    assertThat(overall(WARN, DISABLED, OK)).isEqualTo(WARN);
    assertThat(overall(ERROR, WARN, DISABLED)).isEqualTo(ERROR);
  }

  @Test
  void shouldReportWhatACheckThrows() {
    HealthReport report =
        run(
            HealthCheck.of(
                "A",
                () -> {
                  throw new IOException("refused");
                }),
            HealthCheck.of(
                "B",
                () -> {
                  throw new IllegalStateException();
                }),
            HealthCheck.of(
                "C",
                () -> {
                  throw new StackOverflowError();
                }),
            fixed("D", OK, "fine"));

    assertThat(report.lines().subList(1, 5))
        .containsExactly(
            "[A         ] ✘ ERROR    IOException: refused",
            "[B         ] ✘ ERROR    IllegalStateException",
            "[C         ] ✘ ERROR    StackOverflowError",
            "[D         ] ✔ OK       fine");
  }

  @Test
  void shouldKeepEachOnItsLineAndSecretsHidden() {
    HealthReport report =
        run(fixed("REDIS", ERROR, "cannot reach redis://u:hunter2@host\n\tat line 2\r\nthen 3"));

    assertThat(report.lines().get(1))
        .isEqualTo("[REDIS     ] ✘ ERROR    cannot reach redis://u:***@host at line 2 then 3");
  }

  @Test
  void shouldLeaveAHangingCheckBehindEvenIfItCannotBeInterrupted() {
    CountDownLatch release = new CountDownLatch(1);
    HealthCheck stubborn =
        HealthCheck.of(
            "STUCK",
            () -> {
              while (release.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
              }
              return new Result(OK, "at last");
            });

    HealthReport report =
        HealthReport.run(
            List.of(stubborn, fixed("FINE", OK, "fine")), 200, new SecretMask(List.of()));
    release.countDown();

    assertThat(report.lines().get(1)).endsWith("no answer within 200 ms");
    assertThat(report.overall()).isEqualTo(ERROR);
  }

  @Test
  void shouldWaitForAllTogetherAndNotForEach() {
    CountDownLatch release = new CountDownLatch(1);
    List<HealthCheck> hanging =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    HealthCheck.of(
                        "H" + i,
                        () -> {
                          release.await();
                          return new Result(OK, "");
                        }))
            .toList();
    long begin = System.nanoTime();

    HealthReport report = HealthReport.run(hanging, 1_000, new SecretMask(List.of()));

    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    release.countDown();
    assertThat(report.lines()).filteredOn(line -> line.contains("no answer")).hasSize(20);
    assertThat(tookMs).isLessThan(20_000);
  }
}
