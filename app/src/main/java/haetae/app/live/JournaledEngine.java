package haetae.app.live;

import haetae.app.live.RunJournal.Kind;
import haetae.engine.Command;
import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Severity;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.Event;
import haetae.engine.EventEncoder;
import haetae.engine.EventHandler;
import haetae.engine.VenueCommands;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalState;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine whose events are in the journal before it sees them, and whose orders are before they
 * leave. While the journal has no room ahead, an order that would open risk is not sent: the engine
 * hears that it was refused. The way out goes on.
 *
 * <p>Threads: the engine's.
 */
final class JournaledEngine implements EventHandler {
  private final Engine engine;
  private final Journal journal;
  private final boolean syncOrders;
  private final SnapshotWriter snapshots;
  private final StateOut bytes = new StateOut();
  private final List<Long> unsent = new ArrayList<>();
  private final CommandSink recording = this::record;
  private CommandSink target = command -> {};
  private boolean good = true;
  private long lostTold;
  private boolean gapToClose;

  /**
   * An engine with a journal.
   *
   * @param syncOrders wait for the disk before an order leaves
   * @param snapshots offered the state after each cycle
   */
  JournaledEngine(Engine engine, Journal journal, boolean syncOrders, SnapshotWriter snapshots) {
    this.engine = engine;
    this.journal = journal;
    this.syncOrders = syncOrders;
    this.snapshots = snapshots;
  }

  @Override
  public void onEvent(Event event, CommandSink commands) {
    target = commands;
    apply(event);
    while (!unsent.isEmpty()) {
      long orderId = unsent.removeFirst();
      apply(
          new Event.OrderRejected(
              event.timeNs(), orderId, "NOT_JOURNALED", "no room in the journal: not sent"));
    }
    if (gapToClose) {
      // What comes after a gap is only explained by a state from after it.
      gapToClose = !snapshots.take(engine);
    } else if (event instanceof Event.CycleStarted) {
      snapshots.offer(engine);
    }
  }

  private void apply(Event event) {
    EventEncoder.encode(event, bytes.clear());
    append(Kind.EVENT);
    engine.onEvent(event, recording);
    if (event instanceof Event.CycleStarted) {
      good();
      bytes.clear().putLong(engine.stateHash());
      append(Kind.HASH);
    }
  }

  private boolean append(Kind kind) {
    long lost = journal.lost();
    if (lost > lostTold && gap(lost - lostTold)) {
      lostTold = lost;
      gapToClose = true;
    }
    return journal.append(kind.code(), bytes.buffer(), bytes.length()) != 0;
  }

  private boolean gap(long records) {
    StateOut count = new StateOut().putLong(records);
    return journal.append(Kind.GAP.code(), count.buffer(), count.length()) != 0;
  }

  private void record(Command command) {
    bytes.clear();
    if (VenueCommands.encode(command, bytes)) {
      boolean safe = append(Kind.COMMAND) && good();
      if (command instanceof Command.PlaceOrder place) {
        if (!safe && place.order().intent().opensRisk()) {
          unsent.add(place.order().intent().orderId());
          return;
        }
        if (syncOrders) {
          journal.sync();
        }
      }
    }
    target.accept(command);
  }

  /** True while the journal has room ahead; tells of each change. */
  private boolean good() {
    boolean now = journal.state() == JournalState.GOOD;
    if (now != good) {
      good = now;
      String text =
          now
              ? "Journal has room again"
              : "Journal " + journal.state() + ", no new entries: " + journal.fault();
      Severity severity = now ? Severity.WARNING : Severity.CRITICAL;
      target.accept(new Command.RaiseAlert(AlertKind.ERROR, severity, 0, text));
    }
    return now;
  }
}
