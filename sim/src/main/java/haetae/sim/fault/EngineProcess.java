package haetae.sim.fault;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The process that holds the engine: journals every event before the engine sees it, carries out
 * the engine's commands one by one, and can die between any two of them. What is left of it then is
 * the journal, and the last snapshot. Threads: the run's.
 */
final class EngineProcess {
  /** Events between two snapshots. */
  private static final long SNAPSHOT_EVERY = 3_000;

  /** Where the process dies. */
  enum Death {
    NONE,
    /** Before or after any command of the next event that has one. */
    AT_COMMANDS,
    /** Before or after any command of the next event that sends an order. */
    AT_ORDER,
    /** Before or after any command of the next fill. */
    AT_FILL
  }

  private final Stage stage;
  private final Sight sight;
  private final Truth truth;
  private final Saboteur saboteur;
  private final EventJournal journal = new EventJournal();
  private final StateOut snapshot = new StateOut();
  private final List<Command> commands = new ArrayList<>();
  private final Map<Long, Long> timers = new HashMap<>();
  private final VenueSide[] venues;
  private final @Nullable Memory memory;
  private final KillSwitch killSwitch;
  private Runnable died = () -> {};
  private Engine engine;
  private EventHandler handler;
  private boolean running = true;
  private int life;
  private long frozenUntilNs = Long.MIN_VALUE;
  private Death death = Death.NONE;
  private long events;
  private long snapshotEvents;
  private long timerSeq;
  private long commandHash;

  /**
   * A process that lives.
   *
   * @param memory what its lives go on with; null for the journal of this class
   */
  EngineProcess(Stage stage, Sight sight, Saboteur saboteur, @Nullable Memory memory) {
    this.memory = memory;
    this.killSwitch = new KillSwitch(stage.faults());
    this.stage = stage;
    this.sight = sight;
    this.saboteur = saboteur;
    this.truth = new Truth(stage, sight);
    Wire wire = new Wire(stage, this);
    this.wire = wire;
    this.venues = new VenueSide[Venue.values().length];
    for (Venue venue : Venue.values()) {
      venues[venue.ordinal()] = new VenueSide(venue, stage, truth, wire);
    }
    this.engine = engine();
    this.handler = engine;
    if (memory != null) {
      wake(memory);
    }
  }

  private final Wire wire;

  private Engine engine() {
    return new Engine(saboteur.config(stage.scenario().config()));
  }

  Engine current() {
    return engine;
  }

  VenueSide venue(Venue venue) {
    return venues[venue.ordinal()];
  }

  Wire wire() {
    return wire;
  }

  Truth truth() {
    return truth;
  }

  long events() {
    return events;
  }

  /** Number of the present life; a report that was meant for another one is lost. */
  int life() {
    return life;
  }

  boolean running() {
    return running;
  }

  boolean frozen() {
    return stage.time().nowNs() < frozenUntilNs;
  }

  /** Stands still until a time. */
  void freeze(long untilNs) {
    frozenUntilNs = untilNs;
  }

  /** True if its lives go on with real files. */
  boolean remembers() {
    return memory != null;
  }

  /** Dies at the next such step; then the action is done. */
  void dieAt(Death where, Runnable after) {
    death = where;
    died = after;
  }

  /**
   * Gives an event to the engine, when it is alive and as soon as it moves; false if it is lost.
   */
  boolean deliver(int meantFor, LongFunction<Event> event) {
    if (!running || meantFor != life) {
      return false;
    }
    if (frozen()) {
      stage.time().at(frozenUntilNs, () -> deliver(meantFor, event));
      return true;
    }
    Event made = event.apply(stage.time().nowNs());
    stage.verdict().tell("EVENT", made);
    sight.told(made);
    if (made instanceof Event.OperatorCommand) {
      // New deadlines for whatever was stuck.
      truth.restartClocks();
    }
    saboteur.event(made, this::apply);
    return true;
  }

  /** Gives a book to the engine; while it stands still only the next one after it counts. */
  void book(BookChanged book) {
    if (running && !frozen()) {
      sight.seen(book);
      saboteur.event(book, this::apply);
    }
  }

  private void apply(Event event) {
    if (!running) {
      return;
    }
    events++;
    stage.verdict().step(events);
    journal.append(event);
    if (memory != null) {
      remember(event, memory);
      return;
    }
    commands.clear();
    try {
      engine.onEvent(event, commands::add);
    } catch (RuntimeException e) {
      stage.verdict().violated("engine threw", e + " on " + event);
      running = false;
      return;
    }
    if (journal.size() - snapshotEvents >= SNAPSHOT_EVERY) {
      engine.save(snapshot.clear());
      snapshotEvents = journal.size();
    }
    if (!commands.isEmpty()) {
      carryOut(List.copyOf(commands));
    }
  }

  /** The same with a memory of its own: what has left the process when it is killed has left. */
  private void remember(Event event, Memory memory) {
    String killed = "";
    killSwitch.begin(event, death);
    try {
      handler.onEvent(event, killSwitch);
      killSwitch.end();
    } catch (KillSwitch.Killed e) {
      killed = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      stage.verdict().violated("engine threw", e + " on " + event);
      running = false;
      return;
    }
    List<Command> left = List.copyOf(killSwitch.left());
    left.forEach(this::note);
    left.forEach(command -> saboteur.command(command, this::carryOut));
    if (!killed.isEmpty()) {
      death = Death.NONE;
      stage.figures().count("killed on " + event.getClass().getSimpleName());
      stage.figures().count("killed " + killed);
      stage.verdict().tell("CRASH", killed);
      List<Command> decided = wake(memory);
      // What it had decided and could not say any more.
      decided.stream().skip(left.size()).forEach(this::note);
      died.run();
    }
  }

  /** Begins the next life; returns the commands of the event at which the last one ended. */
  private List<Command> wake(Memory memory) {
    Memory.Life next = memory.wake(stage.scenario().config(), stage.time().nowNs());
    engine = next.engine();
    handler = next.handler();
    if (!next.broken().isEmpty()) {
      stage.verdict().violated("a kill leaves a whole journal", next.broken());
    }
    return next.last();
  }

  private void carryOut(List<Command> all) {
    int steps = deathStep(all);
    all.forEach(this::note);
    for (int i = 0; i < all.size() && i != steps; i++) {
      commandHash = commandHash * 31 + hash(all.get(i));
      saboteur.command(all.get(i), this::carryOut);
    }
    if (steps >= 0) {
      for (int i = steps; i < all.size(); i++) {
        commandHash = commandHash * 31 + hash(all.get(i));
      }
      death = Death.NONE;
      stage.verdict().tell("CRASH", "after " + steps + " of " + all.size() + " commands");
      died.run();
    }
  }

  /** What the engine believes is noted even if the process dies before it can say so. */
  private void note(Command command) {
    if (command instanceof Command.RaiseAlert alert) {
      sight.alerted(alert);
    } else if (command instanceof Command.Narrate line) {
      sight.narrated(line);
    } else if (command instanceof Command.RecordEntry record) {
      sight.booked(record.entry());
    }
  }

  /** Number of commands that are carried out before the process dies, -1 if it lives on. */
  private int deathStep(List<Command> all) {
    boolean dies =
        switch (death) {
          case NONE -> false;
          case AT_COMMANDS -> true;
          case AT_FILL -> false;
          case AT_ORDER -> all.stream().anyMatch(c -> c instanceof Command.PlaceOrder);
        };
    return dies ? (int) stage.faults().between(0, all.size()) : -1;
  }

  private static long hash(Command command) {
    return switch (command) {
      case Command.PlaceOrder c -> c.order().clientOrderId().hashCode();
      case Command.Narrate c -> c.text().hashCode();
      case Command.RaiseAlert c -> c.text().hashCode();
      case Command.CancelOrder c -> c.orderId();
      case Command.QueryOrder c -> c.orderId();
      case Command.ScheduleTimer c -> c.timerId() ^ c.fireAtNs();
      case Command.RecordTrade c -> c.trade().pnlKrwE8();
      case Command.RecordEntry c -> c.entry().key().hashCode() * 31L + c.entry().amountE8();
      case Command.RecordDay c -> c.day().hashCode();
    };
  }

  private void carryOut(Command command) {
    switch (command) {
      case Command.PlaceOrder c -> {
        stage.verdict().tell("ORDER", c.order());
        sight.sent(c.order().intent());
        truth.sending(c.order());
        venue(c.order().intent().instrument().venue()).place(c.order());
      }
      case Command.CancelOrder c -> {
        stage.verdict().tell("ASK", c);
        venue(c.venue()).cancel(c.orderId());
      }
      case Command.QueryOrder c -> {
        stage.verdict().tell("ASK", c);
        sight.asked(c.orderId());
        venue(c.venue()).query(c.orderId());
      }
      case Command.ScheduleTimer c -> timer(c);
      case Command.RaiseAlert c -> {
        stage.verdict().tell("ALERT", c.severity() + " " + c.text());
        stage.figures().count("alerts " + c.severity());
      }
      case Command.Narrate c -> {
        stage.verdict().tell("STORY", c.text());
        if (c.text().startsWith("[EXEC] Taking dust along")) {
          stage.figures().count("dust taken along");
        }
      }
      case Command.RecordTrade _ -> stage.figures().count("trades recorded");
      case Command.RecordEntry _ -> stage.figures().count("ledger entries");
      case Command.RecordDay _ -> stage.figures().count("days recorded");
    }
  }

  private void timer(Command.ScheduleTimer timer) {
    long mine = ++timerSeq;
    int meantFor = life;
    timers.put(timer.timerId(), mine);
    stage
        .time()
        .at(
            timer.fireAtNs(),
            () -> {
              Long latest = timers.get(timer.timerId());
              if (meantFor == life && latest != null && latest == mine) {
                timers.remove(timer.timerId());
                deliver(life, now -> new Event.TimerFired(now, timer.timerId()));
              }
            });
  }

  /** The process is gone, with its timers and everything that was on its way to it. */
  void die() {
    running = false;
    life++;
    timers.clear();
    frozenUntilNs = Long.MIN_VALUE;
  }

  /** Starts again from the journal; the state must be what it was. */
  void start() {
    replayed("restart");
    running = true;
    truth.restartClocks();
  }

  /** Builds the engine again from the journal and compares. */
  void replayed(String occasion) {
    EngineSnapshot before = engine.snapshot();
    long[] hash = {0};
    Engine again = engine();
    try {
      journal.replay(
          0, event -> again.onEvent(event, command -> hash[0] = hash[0] * 31 + hash(command)));
    } catch (RuntimeException e) {
      stage.verdict().violated("replay threw", occasion + ": " + e);
      return;
    }
    EngineSnapshot after = again.snapshot();
    if (again.stateHash() != engine.stateHash()
        || !after.equals(before)
        || !again.positions().equals(engine.positions())) {
      stage.verdict().violated("replay differs", occasion + ": " + before + " became " + after);
    }
    if (memory != null) {
      return;
    }
    if (hash[0] != commandHash) {
      stage.verdict().violated("replay gives other commands", occasion);
    }
    engine = restored(again, occasion);
  }

  /** Goes on from the last snapshot and the events after it, which must be the same again. */
  private Engine restored(Engine replayed, String occasion) {
    if (snapshotEvents == 0) {
      return replayed;
    }
    StateIn in = new StateIn().wrap(snapshot.buffer(), 0, snapshot.length());
    Engine restored = Engine.load(saboteur.config(stage.scenario().config()), in);
    journal.replay(snapshotEvents, event -> restored.onEvent(event, command -> {}));
    if (restored.stateHash() != replayed.stateHash()) {
      stage.verdict().violated("snapshot differs", occasion);
    }
    return restored;
  }
}
