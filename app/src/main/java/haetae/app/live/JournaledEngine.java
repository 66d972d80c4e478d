package haetae.app.live;

import haetae.app.live.RunJournal.Kind;
import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Severity;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.Event;
import haetae.engine.EventEncoder;
import haetae.engine.EventHandler;
import haetae.engine.VenueCommands;
import haetae.engine.ViewRecords;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An engine whose events are in the journal before it sees them, and whose orders are before they
 * leave. While the journal has no room ahead, an order that would open risk is not sent: the engine
 * hears that it was refused. The way out goes on; what the views must know of it is kept until
 * there is room again.
 *
 * <p>Threads: the engine's.
 */
final class JournaledEngine implements EventHandler {
  /** A disk that stays full for longer than this many records loses the newest for the views. */
  private static final int MOST_OWED = 100_000;

  private final Engine engine;
  private final Journal journal;
  private final boolean syncOrders;
  private final ViewNotes notes;
  private final SnapshotWriter snapshots;
  private final StateOut bytes = new StateOut();
  private final List<Long> unsent = new ArrayList<>();
  private final ArrayDeque<byte[]> owed = new ArrayDeque<>();
  private final CommandSink recording = this::record;
  private CommandSink target = command -> {};
  private boolean good = true;
  private long lostTold;
  private long nowNs;
  private boolean gapToClose;

  /**
   * An engine with a journal.
   *
   * @param syncOrders wait for the disk before an order leaves
   * @param snapshots offered the state after each cycle
   * @param notes what the shell has for the views, taken in with each cycle
   */
  JournaledEngine(
      Engine engine,
      Journal journal,
      boolean syncOrders,
      SnapshotWriter snapshots,
      ViewNotes notes) {
    this.engine = engine;
    this.journal = journal;
    this.syncOrders = syncOrders;
    this.snapshots = snapshots;
    this.notes = notes;
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
    nowNs = event.timeNs();
    if (event instanceof BookChanged book) {
      notes.touches().book(book);
    }
    if (event instanceof Event.CycleStarted || event instanceof Event.OperatorCommand) {
      takeNotes();
    }
    EventEncoder.encode(event, bytes.clear());
    if (!append(Kind.EVENT) && ofAnOrder(event)) {
      owe(Kind.EVENT);
    }
    engine.onEvent(event, recording);
    if (event instanceof Event.CycleStarted) {
      good();
      bytes.clear().putLong(engine.stateHash());
      append(Kind.HASH);
    }
  }

  private void takeNotes() {
    for (byte[] note : notes.take()) {
      bytes.clear().putBytes(note);
      appendOrOwe(Kind.NOTE);
    }
  }

  private boolean append(Kind kind) {
    long lost = journal.lost();
    if (lost > lostTold && gap(lost - lostTold)) {
      lostTold = lost;
      gapToClose = true;
    }
    if (!owed.isEmpty() && journal.lost() == lostTold) {
      pay();
    }
    return journal.append(kind.code(), bytes.buffer(), bytes.length()) != 0;
  }

  private boolean appendOrOwe(Kind kind) {
    boolean there = append(kind);
    if (!there) {
      owe(kind);
    }
    return there;
  }

  private void owe(Kind kind) {
    if (owed.size() < MOST_OWED) {
      byte[] kept = Arrays.copyOf(bytes.buffer(), bytes.length());
      owed.addLast(new StateOut().putEnum(kind).putBytes(kept).toBytes());
    }
  }

  private void pay() {
    byte[] next = owed.peekFirst();
    while (next != null && journal.append(Kind.LATE.code(), next, next.length) != 0) {
      owed.removeFirst();
      next = owed.peekFirst();
    }
  }

  private static boolean ofAnOrder(Event event) {
    return event instanceof Event.OrderAccepted
        || event instanceof Event.OrderFilled
        || event instanceof Event.OrderEnded
        || event instanceof Event.OrderRejected
        || event instanceof Event.OrderOutcomeUnknown
        || event instanceof Event.OrderStatusReported;
  }

  private boolean gap(long records) {
    StateOut count = new StateOut().putLong(records);
    return journal.append(Kind.GAP.code(), count.buffer(), count.length()) != 0;
  }

  private void record(Command command) {
    bytes.clear();
    if (VenueCommands.encode(command, bytes)) {
      boolean safe = appendOrOwe(Kind.COMMAND) && good();
      if (command instanceof Command.PlaceOrder place) {
        if (!safe && place.order().intent().opensRisk()) {
          unsent.add(place.order().intent().orderId());
          return;
        }
        if (syncOrders) {
          journal.sync();
        }
      }
    } else if (ViewRecords.encode(command, nowNs, bytes)) {
      appendOrOwe(Kind.RECORD);
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
