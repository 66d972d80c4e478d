package haetae.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import haetae.app.Changed;
import haetae.app.ServiceRun;
import haetae.engine.PositionView;
import haetae.engine.VenueHealth;
import haetae.engine.VenueView;
import haetae.execution.PairTrade;
import haetae.market.Direction;
import haetae.market.Venue;
import haetae.ops.alert.Alert;
import haetae.ops.alert.AlertChannel;
import haetae.ops.alert.AlertRoute;
import haetae.ops.log.Loggers;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.ops.watchdog.Level;
import haetae.ops.watchdog.WatchdogAlert;
import haetae.ops.watchdog.WatchdogStatus;
import haetae.risk.TradingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** What the page shows of each state, and what it asks for. Skipped without Chromium. */
@Timeout(180)
final class DeskPageTest {
  private static final long KRW = 100_000_000L;
  private static final int TAB = 9;
  private static final int ENTER = 13;
  private static final int ESCAPE = 27;

  @TempDir private static Path profile;
  @TempDir private Path temp;
  private static Chromium page;

  @BeforeAll
  static void openBrowser() throws Exception {
    assumeThat(Chromium.installed()).as("no Chromium on this machine").isTrue();
    page = new Chromium(profile, "about:blank");
  }

  @AfterAll
  static void closeBrowser() {
    if (page != null) {
      page.close();
    }
  }

  private static String text(String id) {
    return "document.getElementById('" + id + "').textContent";
  }

  private static void shows(String id, String words) {
    page.await(text(id) + ".includes('" + words + "')");
  }

  private static void click(String id) {
    page.await("!document.getElementById('" + id + "').disabled");
    page.value("document.getElementById('" + id + "').click()");
  }

  private static void fill(String id, String words) {
    page.value("document.getElementById('" + id + "').focus()");
    page.type(words);
  }

  private static void open(TestDesk desk) {
    page.screen(1440, 900, false);
    page.open(desk.address());
    page.await("document.querySelectorAll('#strip dd').length == 9");
  }

  private static CycleBoard.Cycle cycle(Level level, WatchdogAlert... alerts) {
    boolean healthy = level.compareTo(Level.ERROR) < 0;
    WatchdogStatus status = new WatchdogStatus(level, List.of(alerts), healthy, 3, true, "why");
    return new CycleBoard.Cycle(
        7, System.currentTimeMillis(), 12, MetricsSnapshot.builder().build(), status, null);
  }

  @Test
  void shouldCryOutAtACriticalWatchdogAndALatchedDrawdown() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      desk.board.ended(
          cycle(
              Level.CRITICAL,
              new WatchdogAlert(Level.ERROR, "ws", "ws_lag_ms", 9_000, 5_000, "lag of 9000 ms")));
      desk.show(
          Map.of("dailyKrwE8", -51_000 * KRW), Map.of("drawdownPpm", 51_000L, "killed", true));
      open(desk);

      shows("strip", "CRITICAL");
      shows("findings", "lag of 9000 ms");
      shows("strip", "−5.10%");
      shows("strip", "−51,000₩");
      shows("obstacles", "drawdown limit latched");
      assertThat(page.value("document.getElementById('obstacles').className")).contains("bad");
      assertThat(page.value("document.querySelectorAll('#strip .bad').length")).isNotEqualTo("0");
      page.await("document.title.startsWith('⚠')");
    }
  }

  @Test
  void shouldTellAVenueThatIsDownAndAStreamThatIsLost() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      List<VenueView> venues =
          desk.blank().venues().stream().map(v -> v.venue() == Venue.UPBIT ? well(v) : v).toList();
      desk.show(Map.of(), Map.of("venues", venues));
      open(desk);

      shows("venues", "DOWN");
      shows("venues", "120 ms");
      shows("obstacles", "DOWN");
      page.await("document.querySelectorAll('#streams .bad-text').length == 1");
      assertThat(page.value("document.querySelector('#streams .bad-text').textContent"))
          .isEqualTo("binance book");
    }
  }

  private static VenueView well(VenueView venue) {
    return Changed.of(venue, Map.of("health", VenueHealth.OK, "feedAgeMs", 120L));
  }

  @Test
  void shouldFilterTheLogByLevelAndWords() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      Logger log = Loggers.of("test");
      log.info("a quiet apple");
      log.warn("a loud apple");
      log.error("a loud pear");
      open(desk);
      shows("log", "a loud pear");

      page.value("document.getElementById('log-filter').focus()");
      page.type("APPLE");
      page.await("document.querySelectorAll('#log p').length == 2");
      page.value(
          "{ const s = document.getElementById('log-level'); s.value = '2';"
              + " s.dispatchEvent(new Event('change')); }");
      page.await("document.querySelectorAll('#log p').length == 1");
      assertThat(page.value(text("log"))).contains("a loud apple");
      log.warn("another apple");
      page.await("document.querySelectorAll('#log p').length == 2");
    }
  }

  @Test
  void shouldLetAViewerLookAndAnOperatorAct() throws Exception {
    try (TestDesk desk = TestDesk.guarded(temp)) {
      page.screen(1440, 900, false);
      page.open(desk.address());
      page.await("document.getElementById('login').open");
      logIn("no token of this desk");
      shows("login-error", "wrong token");

      logIn(TestDesk.VIEWER);
      shows("role", "viewer");
      shows("hint", "This login may look only");
      page.await("document.querySelectorAll('.control .buttons button:disabled').length == 3");

      click("logout");
      page.await("document.getElementById('login').open");
      logIn(TestDesk.OPERATOR);
      shows("role", "operator");
      click("halt");
      click("ask-yes");
      ServiceRun.await("a halt", () -> desk.controls.asked().size() == 1);
      shows("audit", "operator");
      assertThat(page.value("document.cookie")).isEmpty();
    }
  }

  private static void logIn(String token) {
    page.value("document.getElementById('login-token').value = ''");
    fill("login-token", token);
    page.press("Enter", ENTER);
  }

  @Test
  void shouldNeedNoMouse() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      open(desk);
      shows("role", "local operator");
      page.press("Tab", TAB);
      assertThat(page.value("document.activeElement.className")).isEqualTo("skip");
      tabTo("halt");
      page.press("Enter", ENTER);
      page.await("document.getElementById('ask').open");
      page.press("Escape", ESCAPE);
      page.await("!document.getElementById('ask').open");
      assertThat(desk.controls.asked()).isEmpty();
      assertThat(page.value("document.activeElement.id")).isEqualTo("halt");

      page.press("Enter", ENTER);
      page.await("document.activeElement.id == 'ask-reason'");
      page.type("odd fill");
      page.press("Enter", ENTER);
      ServiceRun.await("a halt", () -> desk.controls.asked().size() == 1);
      assertThat(desk.controls.asked().getFirst()).endsWith("odd fill");
      tabTo("log-filter");
      tabTo("language");
    }
  }

  private static void tabTo(String id) {
    for (int i = 0; i < 60; i++) {
      page.press("Tab", TAB);
      if (page.value("document.activeElement.id").equals(id)) {
        return;
      }
    }
    throw new AssertionError("no way to " + id + " by the Tab key");
  }

  @Test
  void shouldCloseAllOnlyWithAReasonAndTheWord() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      desk.show(Map.of("openPositions", 1), Map.of("positions", List.of(position())));
      open(desk);
      shows("positions", "T000012");
      click("flatten");
      click("ask-yes");
      shows("ask-error", "A reason is needed");
      fill("ask-reason", "leaving");
      fill("ask-word", "flat");
      click("ask-yes");
      shows("ask-error", "does not match");
      page.value("document.getElementById('ask-word').value = ''");
      fill("ask-word", "FLATTEN");
      click("ask-yes");
      ServiceRun.await("a flatten", () -> desk.controls.asked().size() == 1);
      shows("toast", "done");

      desk.show(
          Map.of("openPositions", 1, "tradingState", TradingState.HALTED),
          Map.of("positions", List.of(position())));
      shows("hint", "A halt closes nothing");
      assertThat(page.value("document.getElementById('flatten').disabled")).isEqualTo("true");
    }
  }

  private static PositionView position() {
    Direction direction = Direction.BUY_BINANCE_SELL_UPBIT;
    PairTrade.Phase phase = PairTrade.Phase.HEDGED;
    return new PositionView("T000012", "BTC", direction, phase, -KRW, KRW, 0, 0, 1_500 * KRW);
  }

  @Test
  void shouldTakeOverUnexplainedBalancesOnlyWithTheWord() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      desk.show(
          Map.of("tradingState", TradingState.HALTED), Map.of("breaks", List.of("UPBIT BTC")));
      open(desk);
      click("resume");
      shows("ask-list", "balances unexplained: UPBIT BTC");
      fill("ask-reason", "a deposit of mine");
      click("ask-yes");
      shows("ask-title", "2 of 2");
      click("ask-yes");
      shows("ask-error", "does not match");
      assertThat(desk.controls.asked()).isEmpty();
      fill("ask-word", "BALANCES");
      click("ask-yes");
      ServiceRun.await("a resume", () -> desk.controls.asked().size() == 1);
      assertThat(desk.controls.asked().getFirst()).startsWith("resume with balances by");
    }
  }

  @Test
  void shouldOfferAResumeWhenALimitKeepsEntriesOut() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      desk.show(Map.of(), Map.of("stops", List.of("Losing pairs in a row: 6 > 5")));
      open(desk);
      shows("strip", "no entries");
      shows("obstacles", "entries stopped: Losing pairs in a row: 6 > 5");
      page.await("!document.getElementById('resume').disabled");
      assertThat(desk.metric("haetae_entry_stops")).isEqualTo(1);
    }
  }

  @Test
  void shouldSayWhenAlertsDoNotGetThrough() throws Exception {
    AlertChannel broken =
        new AlertChannel() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public void deliver(Alert alert) throws IOException {
            throw new IOException("no answer from nowhere");
          }
        };
    try (TestDesk desk = TestDesk.alerting(temp, List.of(AlertRoute.all(broken)))) {
      desk.alerts.raise(new Alert(System.currentTimeMillis(), "feed", "ERROR", "feed is silent"));
      open(desk);

      shows("obstacles", "Alerts do not get through: broken");
      shows("channels", "no answer from nowhere");
      shows("alerts", "feed is silent");
      assertThat(desk.metric("haetae_alert_channel_up{channel=\"broken\"}")).isZero();
      assertThat(desk.metric("haetae_alerts_waiting{channel=\"broken\"}")).isEqualTo(1);
    }
  }

  @Test
  void shouldShowThePaperTwinOfLiveTrading() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      open(desk);
      assertThat(page.value(text("money"))).doesNotContain("Paper twin");

      var twin = Changed.of(desk.blank().snapshot(), Map.of("pnlKrwE8", 1_520 * KRW, "trades", 4L));
      desk.board.ended(Changed.of(cycle(Level.OK), Map.of("paper", twin)));
      shows("money", "Paper twin+1,520₩");
      assertThat(desk.metric("haetae_paper_pnl_krw")).isEqualTo(1_520);
      assertThat(desk.metric("haetae_paper_trades_total")).isEqualTo(4);
    }
  }

  @Test
  void shouldFitAPhoneInBothLanguagesAndRememberChoices() throws Exception {
    try (TestDesk desk = TestDesk.open(temp)) {
      desk.show(Map.of("openPositions", 1), Map.of("positions", List.of(position())));
      open(desk);
      page.screen(360, 740, true);
      fits();
      click("language");
      page.await("document.documentElement.lang == 'ko'");
      page.await(text("halt") + " == '중지'");
      fits();
      click("theme");
      page.open(desk.address());
      shows("positions", "T000012");
      assertThat(page.value("document.documentElement.lang")).isEqualTo("ko");
      assertThat(page.value("document.documentElement.dataset.theme"))
          .isEqualTo(page.value("localStorage.getItem('theme')"));
      assertThat(page.value("document.getElementById('halt').offsetHeight >= 44"))
          .isEqualTo("true");
    }
  }

  private static void fits() {
    shows("positions", "T000012");
    assertThat(page.value("document.documentElement.scrollWidth <= innerWidth")).isEqualTo("true");
  }
}
