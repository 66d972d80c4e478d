package haetae.ops.alert;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.ops.Await;
import haetae.ops.RecordedLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

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
    return new AlertRouter(true, List.of(channels), 1, 60_000);
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

    assertThat(channel.texts()).hasSize(22).contains("shutdown").endsWith("calm again");
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
    AlertRouter router = new AlertRouter(true, List.of(stuck), 1, 50);
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
        AlertRouter router = new AlertRouter(false, List.of(channel))) {
      router.raise(alert(NOW, "nothing"));

      assertThat(log.lines()).isEmpty();
      assertThat(router.sent()).isZero();
    }
    assertThat(channel.arrived).isEmpty();
  }
}
