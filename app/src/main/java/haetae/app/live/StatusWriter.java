package haetae.app.live;

import haetae.app.control.ServiceFolder;
import haetae.app.control.Status;
import haetae.app.control.StatusFile;
import haetae.app.control.Word;
import haetae.engine.EngineSnapshot;
import haetae.engine.OperatorView;
import haetae.engine.PositionView;
import haetae.ops.alert.AlertRouter;
import haetae.store.journal.Journal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the service tells of itself. Threads: control; at the very end, the service's. */
final class StatusWriter {
  private static final long NS_PER_MS = 1_000_000;
  private static final long IN_TIME_MS = 10_000;

  private final ServiceView view;
  private final StatusFile file;
  private final Obedience obedience;
  private final String name;
  private final String host = Status.thisHost();
  private volatile long cycleNs = System.nanoTime();

  StatusWriter(ServiceView view, ServiceFolder folder, Obedience obedience) {
    this.view = view;
    this.file = folder.statusFile();
    this.name = folder.name();
    this.obedience = obedience;
    view.cycles().listen(facts -> cycleNs = System.nanoTime());
  }

  /**
   * Writes the status now.
   *
   * @param stopped why the service stops; empty while it runs
   */
  void write(String stopped) throws IOException {
    OperatorView picture = view.host().picture().view();
    EngineSnapshot s = picture.snapshot();
    CycleFacts last = view.cycles().last();
    file.write(
        new Status(
            System.currentTimeMillis(),
            ProcessHandle.current().pid(),
            host,
            name,
            view.engine().session(),
            stopped,
            last == null ? 0 : last.cycle(),
            (System.nanoTime() - cycleNs) / NS_PER_MS,
            2 * view.options().intervalNs() / NS_PER_MS + IN_TIME_MS,
            s.tradingState().name(),
            held(obedience.held()),
            s.guard().banner(),
            picture.pauseReason(),
            picture.positions().stream().map(StatusWriter::of).toList(),
            s.ordersInFlight(),
            s.tradesInTransit(),
            Words.won(s.pnlKrwE8()),
            Words.won(s.exposureKrwE8()),
            last == null ? List.of("not evaluated yet") : last.status().lines(),
            of(view.journal()),
            of(view.alerts())));
  }

  private static String held(@Nullable Word word) {
    return word == null
        ? ""
        : word.verb()
            + " by "
            + word.by()
            + " since "
            + Instant.ofEpochMilli(word.atMs())
            + ": "
            + word.reason();
  }

  /** A position on one line. */
  static String of(PositionView p) {
    return p.trade()
        + ' '
        + p.pair()
        + ' '
        + p.direction()
        + ' '
        + p.phase()
        + " upbit="
        + Words.coin(p.upbitE8())
        + " binance="
        + Words.coin(p.binanceE8())
        + " profit="
        + Words.won(p.profitKrwE8());
  }

  private static String of(@Nullable Journal journal) {
    if (journal == null) {
      return "off";
    }
    String fault = journal.fault().isEmpty() ? "" : ": " + journal.fault();
    return journal.state() + ", " + journal.syncAgeMs() + " ms not on disk" + fault;
  }

  private static String of(AlertRouter alerts) {
    AlertRouter.Stats s = alerts.stats();
    String text =
        s.sent()
            + " raised, "
            + s.delivered()
            + " delivered, "
            + (s.failed() + s.dropped())
            + " undelivered";
    return alerts.channels().stream()
        .filter(channel -> !channel.fault().isEmpty())
        .map(channel -> "; " + channel.name() + " fails: " + channel.fault())
        .reduce(text, String::concat);
  }
}
