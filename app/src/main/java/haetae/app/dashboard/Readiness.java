package haetae.app.dashboard;

import haetae.engine.EngineSnapshot;
import haetae.engine.OperatorView;
import haetae.engine.VenueHealth;
import haetae.engine.VenueView;
import haetae.ops.watchdog.Heartbeat;
import haetae.risk.TradingState;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the service moves, and whether it would take an entry now. What is not known to be fine
 * is a reason against. Threads: any.
 */
final class Readiness {
  private static final long STALE_VIEW_MS = 5_000;
  private static final long NS_PER_MS = 1_000_000;

  private final DeskSources sources;

  Readiness(DeskSources sources) {
    this.sources = sources;
  }

  /** Threads that make no progress; empty while the service is alive. */
  List<String> silent() {
    List<String> silent = new ArrayList<>();
    for (Heartbeat heart : sources.hearts()) {
      if (heart.lateNs() > sources.patienceNs()) {
        silent.add(heart.name() + " makes no progress for " + heart.lateNs() / NS_PER_MS + " ms");
      }
    }
    return silent;
  }

  /** Why no entry would be taken; empty while the service is ready. */
  List<String> obstacles() {
    List<String> reasons = new ArrayList<>(silent());
    EnginePicture picture = sources.engine().get();
    OperatorView view = picture.view();
    long age = picture.ageMs(System.nanoTime());
    if (age > STALE_VIEW_MS) {
      reasons.add("engine published nothing for " + age + " ms");
    }
    trading(view, reasons);
    for (VenueView venue : view.venues()) {
      if (venue.health() != VenueHealth.OK) {
        reasons.add(venue.venue() + " " + venue.health());
      }
    }
    if (!sources.cycles().latest().status().healthy()) {
      reasons.add("watchdog " + sources.cycles().latest().status().level());
    }
    String journal = sources.journal().get().state();
    if (journal.equals("LOW") || journal.equals("FULL")) {
      reasons.add("journal " + journal);
    }
    return reasons;
  }

  private void trading(OperatorView view, List<String> reasons) {
    EngineSnapshot snapshot = view.snapshot();
    if (snapshot.tradingState() != TradingState.NORMAL) {
      reasons.add("trading " + snapshot.tradingState());
    }
    if (!view.pauseReason().isEmpty()) {
      reasons.add("entries paused: " + view.pauseReason());
    }
    if (view.killed()) {
      reasons.add("drawdown limit latched");
    }
    view.stops().forEach(stop -> reasons.add("entries stopped: " + stop));
    if (view.breakerMs() > 0) {
      reasons.add("breaker open for " + view.breakerMs() + " ms");
    }
    if (!view.breaks().isEmpty()) {
      reasons.add("balances unexplained: " + String.join(", ", view.breaks()));
    }
    if (sources.mode().equals("live") && !snapshot.guard().allowed()) {
      snapshot.guard().reasons().forEach(reason -> reasons.add("live guard: " + reason));
    }
  }
}
