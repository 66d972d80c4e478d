package haetae.app.live;

import haetae.app.dashboard.AuditTrail;
import haetae.app.lease.Lease;
import haetae.risk.Gate;
import haetae.store.journal.Journal;
import java.nio.file.Path;

/** The parts around engine and loop, one line each, in the order of their start. */
final class OuterParts {
  private static final long SWEEP_MS = 300_000;

  private OuterParts() {}

  /** All parts of a run. */
  static Parts of(ServiceView view) {
    Parts parts = new Parts();
    parts.add(new ControlPart(view));
    if (view.lease().token() > 0) {
      parts.add(LeaseWatch.of(view));
    }
    LiveMarket venues = view.venues();
    if (venues != null) {
      parts.add(new VenueFigures(venues, view));
    }
    if (venues != null && view.engine().gate() == Gate.LIVE) {
      parts.add(new KeyCheck(venues.links(), view));
      parts.add(new GuardWatch(venues, view));
      parts.add(new Rehearsal(view.config(), view.guard()::objections, venues.links()::rehearse));
      OpenOrderSweep.Around around =
          new OpenOrderSweep.Around(
              view.engine().session(),
              view.inFlight(),
              () -> view.lease().state() == Lease.State.HELD,
              view.brake(),
              view.alerts()::raise);
      parts.add(new OpenOrderSweep(venues.links()::census, around, SWEEP_MS));
    }
    Shadow shadow = view.shadow();
    if (shadow != null) {
      view.cycles().listen(shadow::cycle);
      parts.add(shadow);
    }
    parts.add(new Checkpoints(view.config(), view.options().mode(), view.cycles()));
    Journal journal = view.journal();
    if (journal != null) {
      parts.add(new JournalLag(journal));
    }
    if (journal != null && Storage.enabled(view.config())) {
      parts.add(new StorageViews(view, journal));
    }
    if (view.config().redis().enabled()) {
      parts.add(new RedisPart(view));
    }
    Path log = Path.of(view.config().logging().file());
    AuditTrail audit = new AuditTrail(log.resolveSibling("audit.log"));
    TelegramPart telegram = TelegramPart.of(view, audit);
    parts.add(telegram);
    parts.add(new DeskPart(view, view.desk(), audit, telegram::stats));
    return parts;
  }
}
