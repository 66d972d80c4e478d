package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.dashboard.AuditTrail;
import haetae.app.dashboard.CycleBoard;
import haetae.app.dashboard.Dashboard;
import haetae.app.dashboard.DeskSources;
import haetae.app.dashboard.DeskSources.BudgetFigures;
import haetae.app.dashboard.DeskSources.InboxFigures;
import haetae.app.dashboard.DeskSources.JournalFigures;
import haetae.app.dashboard.DeskSources.StreamFigures;
import haetae.engine.EventSource;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.ops.alert.TelegramInbox;
import haetae.ops.health.HealthCheck;
import haetae.ops.health.HealthState;
import haetae.ops.metrics.Metric;
import haetae.store.journal.Journal;
import haetae.venue.wire.FeedStatus;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operator's desk as a part of the service: tells it where to read. */
final class DeskPart implements Part {
  private static final long NS_PER_MS = 1_000_000;
  private static final long PATIENCE = 3;

  private final CycleBoard board = new CycleBoard();
  private final Dashboard desk;

  /** A desk that has not been opened. */
  DeskPart(
      ServiceView view,
      DeskInputs inputs,
      AuditTrail audit,
      Supplier<TelegramInbox.Stats> telegram) {
    view.cycles().listen(this::ended);
    HaetaeConfig config = view.config();
    long patienceMs = PATIENCE * Math.max(1, config.watchdog().maxLoopLatencyMs().longValue());
    DeskSources sources =
        new DeskSources(
            view.options().mode(),
            inputs.startedMs(),
            view.host()::picture,
            inputs.tap(),
            board,
            view.monitor()::latest,
            inputs.hearts(),
            patienceMs * NS_PER_MS,
            inputs.log()::health,
            inputs.log().recent(),
            view.alerts(),
            journal(view.journal()),
            streams(inputs.market()),
            budgets(inputs.market()),
            inbox(inputs.market()),
            telegram);
    this.desk = new Dashboard(settings(view, audit), sources, DeskControls.of(view));
  }

  private static Dashboard.Settings settings(ServiceView view, AuditTrail audit) {
    HaetaeConfig.MetricsServer server = view.config().metricsServer();
    return new Dashboard.Settings(
        server.enabled(),
        server.host(),
        server.port(),
        server.path(),
        server.allowedHosts(),
        view.secrets().get("HAETAE_OPERATOR_TOKEN").orElse(""),
        view.secrets().get("HAETAE_VIEWER_TOKEN").orElse(""),
        audit);
  }

  private void ended(CycleFacts facts) {
    board.ended(
        new CycleBoard.Cycle(
            facts.cycle(),
            System.currentTimeMillis(),
            facts.metrics().get(Metric.LOOP_LATENCY_MS),
            facts.metrics(),
            facts.status(),
            facts.paper()));
  }

  private static Supplier<JournalFigures> journal(@Nullable Journal journal) {
    return () ->
        journal == null
            ? JournalFigures.off()
            : new JournalFigures(
                journal.state().name(), journal.syncAgeMs(), journal.lost(), journal.fault());
  }

  private static Supplier<List<StreamFigures>> streams(EventSource market) {
    return () ->
        market instanceof LiveMarket live
            ? live.status().stream().map(s -> stream(s, live.clock().nowNs())).toList()
            : List.of();
  }

  private static StreamFigures stream(FeedStatus s, long nowNs) {
    long age = s.ageMs(nowNs);
    return new StreamFigures(
        s.stream(),
        s.connected(),
        s.synced(),
        age == Long.MAX_VALUE ? -1 : age,
        s.messages(),
        s.gaps(),
        s.undecodable(),
        s.reconnects());
  }

  private static Supplier<List<BudgetFigures>> budgets(EventSource market) {
    return () ->
        market instanceof LiveMarket live
            ? Stream.of(Venue.values()).map(venue -> budget(live, venue)).toList()
            : List.of();
  }

  private static BudgetFigures budget(LiveMarket live, Venue venue) {
    long left = Math.max(0, Fixed.MILLION - live.links().budgetUsedPpm(venue));
    return new BudgetFigures(venue.name().toLowerCase(Locale.ROOT), left);
  }

  private static Supplier<InboxFigures> inbox(EventSource market) {
    return () ->
        market instanceof LiveMarket live
            ? new InboxFigures(live.waiting(), live.droppedBooks())
            : InboxFigures.none();
  }

  @Override
  public String name() {
    return "Operator's desk";
  }

  @Override
  public void start() {
    desk.start();
  }

  @Override
  public void stop() {
    desk.close();
  }

  @Override
  public List<HealthCheck> health() {
    return List.of(HealthCheck.of("DESK", this::look));
  }

  private HealthCheck.Result look() {
    String fault = desk.fault();
    return switch (fault) {
      case "" -> new HealthCheck.Result(HealthState.OK, desk.address());
      case "disabled" -> new HealthCheck.Result(HealthState.DISABLED, "metrics_server.enabled");
      default -> new HealthCheck.Result(HealthState.WARN, fault);
    };
  }
}
