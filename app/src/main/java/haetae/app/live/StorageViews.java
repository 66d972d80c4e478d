package haetae.app.live;

import haetae.engine.EngineSnapshot;
import haetae.ops.health.HealthCheck;
import haetae.ops.log.Loggers;
import haetae.ops.metrics.Metric;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.store.journal.Journal;
import haetae.store.sql.Database;
import haetae.store.sql.LoopSample;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/** The tables beside a run, and the figures of each cycle that they shall hold. */
final class StorageViews implements Part {
  private static final Logger LOG = Loggers.of("storage");
  private static final long STOP_MS = 5_000;
  private static final double US_PER_MS = 1_000;
  private static final double PPM_PER_PCT = 10_000;
  private static final double KB_PER_MB = 1_024;

  private final Database database;
  private final TableFollower follower;

  /** Tables of a run that has a journal. */
  StorageViews(ServiceView view, Journal journal) {
    this.database = Storage.of(view.config(), view.secrets());
    Path home = RunJournal.home(view.config());
    this.follower = new TableFollower(database, home, journal.folder(), journal::hold);
    journal.hold(1);
    view.cycles().listen(facts -> view.notes().looped(sample(facts)));
  }

  @Override
  public String name() {
    return "storage";
  }

  @Override
  public void start() {
    follower.start();
    LOG.info("[STORAGE] {} follows the journal", database.name());
  }

  @Override
  public void stop() throws InterruptedException {
    if (!follower.stop(STOP_MS)) {
      LOG.warn("[STORAGE] the tables are behind; the next start brings them up to date");
    }
  }

  @Override
  public List<HealthCheck> health() {
    return List.of(HealthCheck.of("VIEWS", follower::health));
  }

  @Override
  public void measure(MetricsSnapshot.Builder metrics) {
    metrics.set(Metric.STORAGE_LAG_MS, (double) follower.lagMs());
  }

  private static LoopSample sample(CycleFacts facts) {
    EngineSnapshot engine = facts.engine();
    return new LoopSample(
        engine.timeNs(),
        facts.cycle(),
        engine.pnlKrwE8(),
        engine.realizedKrwE8(),
        engine.exposureKrwE8(),
        engine.trades(),
        engine.openPositions(),
        engine.signals(),
        engine.safetyRejections(),
        Math.round(facts.metrics().get(Metric.LOOP_LATENCY_MS) * US_PER_MS),
        Math.round(facts.sample().cpuPct() * PPM_PER_PCT),
        Math.round(facts.sample().rssMb() * KB_PER_MB),
        engine.guard().allowed());
  }
}
