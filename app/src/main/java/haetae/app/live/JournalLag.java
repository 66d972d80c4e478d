package haetae.app.live;

import haetae.ops.metrics.Metric;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.store.journal.Journal;

/** Tells the watchdog how long ago the journal was last brought to the disk. */
final class JournalLag implements Part {
  private final Journal journal;

  JournalLag(Journal journal) {
    this.journal = journal;
  }

  @Override
  public String name() {
    return "journal lag";
  }

  @Override
  public void measure(MetricsSnapshot.Builder metrics) {
    metrics.set(Metric.JOURNAL_LAG_MS, (double) journal.syncAgeMs());
  }
}
