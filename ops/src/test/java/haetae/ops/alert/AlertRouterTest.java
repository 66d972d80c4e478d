package haetae.ops.alert;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.ops.Await;
import haetae.ops.RecordedLog;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertRouterTest {
  private static final long NOW = 1_795_500_000_000L;

  /** Remembers what arrives; fails as often as it is told to. */
  private static final class RecordingChannel implements AlertChannel {
    private final List<Alert> arrived = new CopyOnWriteArrayList<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final Deque<IOException> failures = new ArrayDeque<>();
    private final CountDownLatch open;

    RecordingChannel(boolean hangs, IOException... failures) {
      this.open = new CountDownLatch(hangs ? 1 : 0);
      this.failures.addAll(List.of(failures));
    }

    @Override
    public String name() {
      return "recorder";
    }

    @Override
    public void deliver(Alert alert) throws IOException, InterruptedException {
      open.await();
      threads.add(Thread.currentThread().getName());
      IOException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      arrived.add(alert);
    }

    List<String> texts() {
      return arrived.stream().map(Alert::text).toList();
    }
  }

  private static Alert alert(long timeMs, String text) {
    return new Alert(timeMs, "watchdog", "ERROR", text);
  }

  private static AlertRouter router(AlertChannel... channels) {
    return router(0, 60_000, channels);
  }

  private static AlertRouter router(long keepMs, long closeMs, AlertChannel... channels) {
    return new AlertRouter(
        true,
        Stream.of(channels).map(AlertRoute::all).toList(),
        new Delivery.Patience(1, 4, keepMs, 5, System::currentTimeMillis),
        closeMs);
  }

  @Test
  void shouldDeliverInOrderOnAThreadOfTheChannel() {
    RecordingChannel channel = new RecordingChannel(false);
    try (AlertRouter router = router(channel)) {
      for (int i = 0; i < 10; i++) {
        router.raise(alert(NOW, "alert " + i));
      }
    }

    assertThat(channel.texts()).hasSize(10).isSorted();
    assertThat(channel.threads).containsOnly("alert-recorder");
  }

  @Test
  void shouldTellTheLogOnceInItsFormat() {
    try (RecordedLog log = new RecordedLog("arbitrage.alert");
        AlertRouter router = router()) {
      router.raise(new Alert(NOW, "stoploss", "WARNING", "Stop-loss for BTC"));
      router.raise(new Alert(NOW, "trade", "INFO", "Trade opened"));
      router.raise(new Alert(NOW, "error", "CRITICAL", "System error: {}"));

      assertThat(log.lines().get(0)).matches("WARN \\[.{19}] \\[STOPLOSS] \\[WARNING] Stop-loss.*");
      assertThat(log.lines().get(1)).startsWith("INFO [").endsWith("[TRADE] [INFO] Trade opened");
      assertThat(log.lines().get(2)).startsWith("ERROR [").endsWith("System error: {}");
      assertThat(log.lines()).hasSize(3);
    }
  }

  @Test
  void shouldNeverMakeTheCallerWaitForAChannelThatHangs() {
    RecordingChannel stuck = new RecordingChannel(true);
    RecordingChannel fine = new RecordingChannel(false);
    try (AlertRouter router = router(stuck, fine)) {
      router.raise(alert(NOW, "first"));
      router.raise(alert(NOW, "second"));

      Await.until("the other channel", () -> fine.arrived.size() == 2);
      assertThat(stuck.arrived).isEmpty();
      stuck.open.countDown();
      Await.until("the stuck one", () -> stuck.arrived.size() == 2);
    }
  }

  @Test
  void shouldFoldRepeatsOfAMinuteAndCountThem() {
    RecordingChannel channel = new RecordingChannel(false);
    try (AlertRouter router = router(channel)) {
      for (long after : new long[] {0, 1, 30_000, 59_999, 60_000, 60_001, 200_000}) {
        router.raise(alert(NOW + after, "WS lag critical"));
      }
      assertThat(router.stats().sent()).isEqualTo(3);
      assertThat(router.stats().repeated()).isEqualTo(4);
    }

    assertThat(channel.texts())
        .containsExactly(
            "WS lag critical",
            "WS lag critical (repeated 3 times before)",
            "WS lag critical (repeated 1 times before)");
  }

  @Test
  void shouldFoldTheSameTopicWithOtherNumbersButNotAWorseLevel() {
    RecordingChannel channel = new RecordingChannel(false);
    try (AlertRouter router = router(channel)) {
      for (int lag = 6_000; lag < 6_010; lag++) {
        router.raise(new Alert(NOW, "watchdog", "ERROR", "ws_lag_ms", "lag " + lag));
      }
      router.raise(new Alert(NOW, "watchdog", "CRITICAL", "ws_lag_ms", "lag 9000"));
      router.raise(new Alert(NOW, "watchdog", "ERROR", "cpu_pct", "cpu 99"));
    }

    assertThat(channel.texts()).containsExactly("lag 6000", "lag 9000", "cpu 99");
  }

  @Test
  void shouldNotBeSilencedByAClockThatWasSetBack() {
    RecordingChannel channel = new RecordingChannel(false);
    try (AlertRouter router = router(channel)) {
      router.raise(alert(NOW, "again"));
      router.raise(alert(NOW - 3_600_000, "again"));
    }

    assertThat(channel.texts()).hasSize(2);
  }

  @Test
  void shouldLimitAStormButAlwaysSendCritical() {
    RecordingChannel channel = new RecordingChannel(false);
    try (RecordedLog log = new RecordedLog("arbitrage.alert");
        AlertRouter router = router(channel)) {
      for (int i = 0; i < 100; i++) {
        router.raise(alert(NOW + i, "storm " + i));
      }
      router.raise(new Alert(NOW + 100, "watchdog", "CRITICAL", "shutdown"));
      router.raise(alert(NOW + 60_050, "calm again"));

      assertThat(router.stats().limited()).isEqualTo(80);
      assertThat(log.count("not sent: more than 20 alerts a minute")).isEqualTo(80);
      assertThat(log.lines()).hasSize(102);
    }

    assertThat(channel.texts())
        .hasSize(22)
        .contains("shutdown (80 before it are in the log only: too many)")
        .endsWith("calm again");
  }

  @Test
  void shouldTryAgainVisiblyUntilItArrives() {
    RecordingChannel channel =
        new RecordingChannel(
            false,
            new IOException("no answer from host: ConnectException"),
            new AlertChannel.BusyException("host answered 429", 1));
    try (RecordedLog log = new RecordedLog("arbitrage.alert")) {
      AlertRouter router = router(channel);
      router.raise(alert(NOW, "urgent"));
      router.close();

      assertThat(channel.texts()).containsExactly("urgent");
      assertThat(router.stats().retries()).isEqualTo(2);
      assertThat(router.stats().delivered()).isEqualTo(1);
      assertThat(log.lines())
          .contains(
              "WARN [ALERT] recorder failed, trying again: no answer from host: ConnectException",
              "WARN [ALERT] recorder failed, trying again: host answered 429");
    }
  }

  @Test
  void shouldGiveUpVisiblyAndGoOnWithTheNext() {
    IOException[] many = new IOException[6];
    for (int i = 0; i < 5; i++) {
      many[i] = new IOException("down");
    }
    many[5] = new AlertChannel.RefusedException("host answered 400");
    RecordingChannel channel = new RecordingChannel(false, many);
    try (RecordedLog log = new RecordedLog("arbitrage.alert")) {
      AlertRouter router = router(channel);
      router.raise(alert(NOW, "lost"));
      router.raise(alert(NOW, "refused"));
      router.raise(alert(NOW, "arrives"));
      router.close();

      assertThat(channel.texts()).containsExactly("arrives");
      assertThat(router.stats().failed()).isEqualTo(2);
      assertThat(log.lines())
          .contains(
              "ERROR [ALERT] recorder gave up after 5 tries: down",
              "ERROR [ALERT] recorder gave up after 1 tries: host answered 400");
    }
  }

  @Test
  void shouldLetOthersPastAnAlertThatTheServerCannotStomach() {
    List<String> arrived = new CopyOnWriteArrayList<>();
    AlertChannel picky =
        new AlertChannel() {
          @Override
          public String name() {
            return "picky";
          }

          @Override
          public void deliver(Alert alert) throws IOException {
            if (alert.text().equals("poison")) {
              throw new IOException("host answered 500");
            }
            arrived.add(alert.text());
          }
        };
    AlertRouter router = router(3_600_000, 10, picky);
    router.raise(alert(NOW, "poison"));
    router.raise(alert(NOW, "fine"));

    Await.until("the other one", () -> arrived.contains("fine"));
    Await.until("the fault", () -> !router.channels().getFirst().fault().isEmpty());
    assertThat(router.channels().getFirst().waiting()).isEqualTo(1);
    assertThat(router.stats().failed()).isZero();
    router.close();
  }

  @Test
  void shouldDeliverAfterAnOutageThatOutlivesTheFirstTries() {
    IOException[] many = new IOException[17];
    Arrays.fill(many, new IOException("down"));
    RecordingChannel channel = new RecordingChannel(false, many);
    try (AlertRouter router = router(3_600_000, 60_000, channel)) {
      router.raise(alert(NOW, "first"));
      router.raise(alert(NOW, "second"));
      Await.until("both", () -> channel.arrived.size() == 2);

      assertThat(router.stats().failed()).isZero();
      assertThat(router.channels().getFirst().fault()).isEmpty();
    }
  }

  @Test
  void shouldSendOnlyWhatMattersEnoughToAChannel() {
    RecordingChannel channel = new RecordingChannel(false);
    AlertRoute errors = new AlertRoute(channel, Severity.ERROR, QuietHours.none());
    try (AlertRouter router = new AlertRouter(true, List.of(errors))) {
      for (String severity : List.of("INFO", "WARNING", "ERROR", "CRITICAL", "NEVER HEARD")) {
        router.raise(new Alert(NOW, "x", severity, severity));
      }
      assertThat(router.stats().unwanted()).isEqualTo(2);
    }

    assertThat(channel.texts()).containsExactly("ERROR", "CRITICAL", "NEVER HEARD");
  }

  @Test
  void shouldHoldBackInTheQuietHoursAndTellAllAtTheirEnd() {
    RecordingChannel channel = new RecordingChannel(false);
    AtomicLong now = new AtomicLong(NOW);
    // 15:00 in Seoul.
    QuietHours quiet =
        new QuietHours(
            LocalTime.of(14, 0), LocalTime.of(16, 0), ZoneId.of("Asia/Seoul"), Severity.CRITICAL);
    AlertRouter router =
        new AlertRouter(
            true,
            List.of(new AlertRoute(channel, Severity.INFO, quiet)),
            new Delivery.Patience(1, 4, 0, 1, now::get),
            60_000);
    router.raise(new Alert(NOW, "feed", "WARNING", "late"));
    router.raise(new Alert(NOW, "order", "ERROR", "rejected"));
    router.raise(new Alert(NOW, "watchdog", "CRITICAL", "stops"));
    Await.until("the critical one", () -> channel.arrived.size() == 1);
    assertThat(channel.texts()).containsExactly("stops");
    assertThat(router.channels().getFirst().held()).isEqualTo(2);

    now.set(NOW + 3_600_000);
    Await.until("the others", () -> channel.arrived.size() == 2);
    router.close();

    assertThat(channel.arrived.get(1).severity()).isEqualTo("ERROR");
    assertThat(channel.texts().get(1))
        .isEqualTo(
            "held back in the quiet hours: 2, 1 WARNING, 1 ERROR\n"
                + "[feed] [WARNING] late\n[order] [ERROR] rejected");
    assertThat(router.stats().held()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "23:00,07:00,22:59,false", "23:00,07:00,23:00,true", "23:00,07:00,03:00,true",
    "23:00,07:00,07:00,false", "12:00,13:00,12:30,true", "12:00,13:00,13:00,false",
    "08:00,08:00,08:00,false"
  })
  void shouldKnowTheQuietHours(LocalTime from, LocalTime to, LocalTime now, boolean quiet) {
    ZoneId zone = ZoneId.of("Asia/Seoul");
    long nowMs = LocalDate.of(2026, 3, 1).atTime(now).atZone(zone).toInstant().toEpochMilli();
    assertThat(new QuietHours(from, to, zone, Severity.CRITICAL).quiet(nowMs)).isEqualTo(quiet);
  }

  @Test
  void shouldDropWhatDoesNotFitAndCountIt() {
    RecordingChannel stuck = new RecordingChannel(true);
    AlertRouter router = router(stuck);
    try (RecordedLog log = new RecordedLog("arbitrage.alert")) {
      for (int i = 0; i < 400; i++) {
        router.raise(new Alert(NOW + i, "x", "CRITICAL", "alert " + i));
      }

      assertThat(router.stats().dropped()).isBetween(143L, 144L);
      assertThat(log.count("queue of recorder is full")).isEqualTo(1);
    }
    stuck.open.countDown();
    router.close();
    assertThat(stuck.arrived).hasSizeBetween(256, 257);
  }

  @Test
  void shouldSurviveAChannelWithADefect() {
    AlertChannel broken =
        new AlertChannel() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public void deliver(Alert alert) {
            throw new IllegalStateException();
          }
        };
    AlertRouter router = router(broken);
    router.raise(alert(NOW, "one"));
    router.raise(alert(NOW, "two"));
    router.close();

    assertThat(router.stats().failed()).isEqualTo(2);
  }

  @Test
  void shouldSaySoWhenItClosesWithAlertsOnTheirWay() {
    RecordingChannel stuck = new RecordingChannel(true);
    AlertRouter router =
        new AlertRouter(
            true,
            List.of(AlertRoute.all(stuck)),
            new Delivery.Patience(1, 4, 0, 5, System::currentTimeMillis),
            50);
    router.raise(alert(NOW, "never"));
    try (RecordedLog log = new RecordedLog("arbitrage.alert")) {
      router.close();

      assertThat(log.lines()).contains("ERROR [ALERT] 1 alerts did not get through recorder");
    }
  }

  @Test
  void shouldDoNothingWhenSwitchedOff() {
    RecordingChannel channel = new RecordingChannel(false);
    try (RecordedLog log = new RecordedLog("arbitrage.alert");
        AlertRouter router = new AlertRouter(false, List.of(AlertRoute.all(channel)))) {
      router.raise(alert(NOW, "nothing"));

      assertThat(log.lines()).isEmpty();
      assertThat(router.sent()).isZero();
    }
    assertThat(channel.arrived).isEmpty();
  }
}
