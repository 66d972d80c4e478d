package haetae.app.dashboard;

import haetae.app.json.JsonText;
import haetae.engine.BalanceView;
import haetae.engine.EngineSnapshot;
import haetae.engine.OperatorView;
import haetae.engine.PairView;
import haetae.engine.PositionView;
import haetae.engine.VenueView;
import haetae.ops.alert.ChannelState;
import haetae.ops.log.LogHealth;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.WatchdogAlert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service's state as one JSON object: what the page shows and {@code /api/status} answers.
 *
 * <p>Units stand in the names: {@code Ms}, {@code Ppm}, {@code Krw}; prices and quantities are
 * plain decimals; null is unknown. Threads: any.
 */
final class StatusJson {
  /** Raised whenever a field changes its meaning or goes. */
  private static final int VERSION = 1;

  private final DeskSources sources;
  private final Readiness readiness;
  private final AuditTrail audit;

  StatusJson(DeskSources sources, Readiness readiness, AuditTrail audit) {
    this.sources = sources;
    this.readiness = readiness;
    this.audit = audit;
  }

  byte[] bytes() {
    EnginePicture picture = sources.engine().get();
    OperatorView view = picture.view();
    JsonText json = new JsonText().open();
    json.number("version", VERSION);
    json.number("atMs", System.currentTimeMillis());
    json.number("startedMs", sources.startedMs());
    json.text("mode", sources.mode());
    json.number("engineAgeMs", picture.ageMs(System.nanoTime()));
    reasons(json, "ready", readiness.obstacles());
    guard(json, view);
    watchdog(json);
    money(json, view);
    paper(json, sources.cycles().latest().paper());
    counts(json, view);
    json.name("pairs").openList();
    view.pairs().forEach(pair -> pair(json, pair));
    json.closeList().name("positions").openList();
    view.positions().forEach(position -> position(json, position));
    json.closeList().name("balances").openList();
    view.balances().forEach(balance -> balance(json, balance));
    json.closeList().name("venues").openList();
    view.venues().forEach(venue -> venue(json, venue));
    json.closeList().name("streams").openList();
    sources.streams().get().forEach(stream -> stream(json, stream));
    json.closeList();
    channels(json);
    machine(json);
    numbers(json);
    return json.close().bytes();
  }

  private static void reasons(JsonText json, String name, List<String> reasons) {
    json.name(name).open().flag("ok", reasons.isEmpty());
    texts(json, "reasons", reasons);
    json.close();
  }

  private static void texts(JsonText json, String name, List<String> texts) {
    json.name(name).openList();
    texts.forEach(json::text);
    json.closeList();
  }

  private static void guard(JsonText json, OperatorView view) {
    EngineSnapshot s = view.snapshot();
    json.text("state", s.tradingState().name());
    json.text("pause", view.pauseReason());
    json.flag("live", s.guard().allowed());
    reasons(json, "guard", s.guard().reasons());
  }

  private void watchdog(JsonText json) {
    CycleBoard.Cycle cycle = sources.cycles().latest();
    json.number("cycle", cycle.number());
    json.number("cycleAtMs", cycle.atMs(), 0);
    json.number("loopMs", cycle.number() == 0 ? Double.NaN : cycle.loopMs());
    json.name("watchdog").open();
    json.text("level", cycle.number() == 0 ? "NONE" : cycle.status().level().name());
    json.number("errorsInARow", cycle.status().consecutiveErrors());
    json.name("alerts").openList();
    for (WatchdogAlert alert : cycle.status().alerts()) {
      json.open().text("level", alert.level().name()).text("component", alert.component());
      json.text("message", alert.message()).close();
    }
    json.closeList().close();
  }

  private static void money(JsonText json, OperatorView view) {
    EngineSnapshot s = view.snapshot();
    json.name("money").open();
    json.won("pnlKrw", s.pnlKrwE8());
    json.won("realizedKrw", s.realizedKrwE8());
    json.won("unrealizedKrw", s.unrealizedKrwE8());
    json.won("dailyKrw", s.dailyKrwE8());
    json.won("tradingKrw", s.tradingKrwE8());
    json.won("fxKrw", s.fxKrwE8());
    json.won("feesKrw", s.feesKrwE8());
    json.won("fundingKrw", s.fundingKrwE8());
    json.won("equityKrw", s.equityKrwE8());
    json.won("exposureKrw", s.exposureKrwE8());
    json.won("nakedKrw", view.nakedKrwE8());
    json.won("residualKrw", s.residualKrwE8());
    json.number("drawdownPpm", view.drawdownPpm());
    json.flag("killed", view.killed());
    texts(json, "stops", view.stops());
    texts(json, "breaks", view.breaks());
    json.close();
  }

  private static void paper(JsonText json, @Nullable EngineSnapshot twin) {
    json.name("paper").open().flag("runs", twin != null);
    if (twin != null) {
      json.won("pnlKrw", twin.pnlKrwE8()).number("trades", twin.trades());
      json.number("openPositions", twin.openPositions());
    }
    json.close();
  }

  private void counts(JsonText json, OperatorView view) {
    EngineSnapshot s = view.snapshot();
    json.name("counts").open();
    json.number("timeMs", s.timeNs() / 1_000_000).number("events", s.events());
    json.number("books", s.bookUpdates()).number("badBooks", s.badBooks());
    json.number("signals", s.signals()).number("entries", s.entries());
    json.number("trades", s.trades()).number("closed", s.tradesClosed());
    json.number("won", sources.tap().tally().won()).number("execRatePpm", s.execRatePpm());
    json.number("openPositions", s.openPositions()).number("inFlight", s.ordersInFlight());
    json.number("inTransit", s.tradesInTransit()).number("rejections", s.safetyRejections());
    json.number("stopLosses", s.stopLosses()).number("orderErrors", s.orderErrors());
    json.number("ledgerBreaks", s.ledgerBreaks()).number("unhedgedMs", s.unhedgedMs());
    json.number("ackMs", s.worstOrderAckMs()).number("clockOffsetMs", s.clockOffsetMs(), -1);
    json.name("refusals").open();
    s.refusals().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(e -> json.number(e.getKey(), e.getValue()));
    json.close().close();
  }

  private static void pair(JsonText json, PairView p) {
    json.open().text("pair", p.pair()).text("fault", p.fault());
    json.decimal("quantity", p.quantityE8());
    json.decimal("upbitBid", p.upbitBidE8()).decimal("upbitAsk", p.upbitAskE8());
    json.decimal("binanceBid", p.binanceBidE8()).decimal("binanceAsk", p.binanceAskE8());
    json.decimal("fxBid", p.fxBidE8()).decimal("fxAsk", p.fxAskE8());
    json.number("midPpm", p.midPpm(), PairView.UNKNOWN);
    json.number("sellPpm", p.sellPpm(), PairView.UNKNOWN);
    json.number("buyPpm", p.buyPpm(), PairView.UNKNOWN);
    json.number("sellNetPpm", p.sellNetPpm(), PairView.UNKNOWN);
    json.number("buyNetPpm", p.buyNetPpm(), PairView.UNKNOWN);
    json.number("neededPpm", p.neededPpm());
    json.number("upbitAgeMs", p.upbitAgeMs(), -1).number("binanceAgeMs", p.binanceAgeMs(), -1);
    json.number("fxAgeMs", p.fxAgeMs(), -1).close();
  }

  private static void position(JsonText json, PositionView p) {
    json.open().text("trade", p.trade()).text("pair", p.pair());
    json.text("direction", p.direction().code()).text("phase", p.phase().name());
    json.decimal("upbit", p.upbitE8()).decimal("binance", p.binanceE8());
    json.won("profitKrw", p.profitKrwE8()).close();
  }

  private static void balance(JsonText json, BalanceView b) {
    json.open().text("venue", b.venue().name()).text("asset", b.asset().code());
    json.decimal("ledger", b.ledgerE8()).decimal("free", b.freeE8()).flag("known", b.known());
    json.close();
  }

  private static void venue(JsonText json, VenueView v) {
    json.open().text("venue", v.venue().name()).text("status", v.status().name());
    json.text("health", v.health().name()).number("ageMs", v.feedAgeMs(), -1);
    json.number("clockOffsetMs", v.clockOffsetMs(), PairView.UNKNOWN);
    json.number("unknownOrders", v.unknownOrders()).close();
  }

  private static void stream(JsonText json, DeskSources.StreamFigures s) {
    json.open().text("stream", s.stream()).flag("connected", s.connected());
    json.flag("synced", s.synced()).number("ageMs", s.ageMs(), -1);
    json.number("messages", s.messages()).number("gaps", s.gaps());
    json.number("undecodable", s.undecodable()).number("reconnects", s.reconnects()).close();
  }

  private void channels(JsonText json) {
    json.name("channels").openList();
    for (ChannelState c : sources.alerts().channels()) {
      json.open().text("channel", c.name()).number("waiting", c.waiting());
      json.number("held", c.held()).text("fault", c.fault()).close();
    }
    json.closeList().text("telegramFault", sources.telegram().get().fault());
  }

  private void machine(JsonText json) {
    ResourceSample r = sources.resources().get();
    json.name("machine").open().flag("known", r.available());
    json.number("cpuPct", r.cpuPct()).number("rssMb", r.rssMb()).number("heapMb", r.heapMb());
    json.number("files", r.openFiles()).number("threads", r.threads());
    json.number("gcPauseMs", r.gcPauseMs()).number("diskFreeMb", r.diskFreeMb());
    DeskSources.JournalFigures journal = sources.journal().get();
    json.text("journal", journal.state()).number("journalLagMs", journal.lagMs());
    DeskSources.InboxFigures inbox = sources.inbox().get();
    json.number("inbox", inbox.depth()).number("droppedBooks", inbox.droppedBooks());
    LogHealth log = sources.log().get();
    json.text("log", log.state().name()).text("logFault", log.reason());
    json.number("logDropped", log.dropped() + log.lost()).close();
  }

  /** Numbers of the newest entries of the lists, which the page fetches when they have changed. */
  private void numbers(JsonText json) {
    json.name("latest").open().number("log", sources.lines().lastSeq());
    json.number("trades", sources.tap().tally().ended());
    json.number("alerts", sources.alerts().sent()).number("audit", audit.lastSeq()).close();
  }
}
