package haetae.app.live;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventDecoder;
import haetae.engine.VenueCommands;
import haetae.engine.ViewRecords;
import haetae.sim.TimedRun;
import haetae.state.StateIn;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.JournalRecord;
import haetae.store.journal.Snapshots;
import haetae.store.sql.LoopSample;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A run in virtual time that writes a journal, a few cycles at a time, and what it came to. */
final class JournaledDay implements AutoCloseable {
  private static final long START = 1_767_225_600_000_000_000L;
  private static final long CYCLE_NS = 30_000_000_000L;

  private final HaetaeConfig config = ConfigLoader.defaults();
  private final EngineConfig engineConfig;
  private final ViewNotes notes = new ViewNotes();
  private final Path folder;
  private final Journal journal;
  private final TimedRun run;
  private long cycle;
  private boolean closed;

  JournaledDay(Path home, String session, long seed) throws JournalException {
    engineConfig = EngineConfigs.of(config, "mock", session, new EngineConfigs.Patience(0));
    folder = home.resolve("mock-" + session);
    journal = Journal.open(new JournalConfig(folder, 1 << 18, 5, 1L << 30)).start();
    StateOut header = new StateOut();
    JournalHeader.of(engineConfig, 7, false, "").write(header);
    journal.append(RunJournal.Kind.HEADER.code(), header.buffer(), header.length());
    Tape tape = MockTape.market(config.mock(), engineConfig.pairs(), seed, START);
    var engine =
        new JournaledEngine(
            new Engine(engineConfig),
            journal,
            false,
            new SnapshotWriter(
                journal,
                new Snapshots(folder, 2),
                JournalHeader.of(engineConfig, 7, false, ""),
                Long.MAX_VALUE),
            notes);
    var exchange = MockTape.exchange(config, engineConfig, seed);
    run = new TimedRun(tape.market(), exchange, engine, command -> {}, START);
    run.open();
  }

  Path folder() {
    return folder;
  }

  /** Goes on for some cycles. */
  JournaledDay trade(int cycles) {
    for (int i = 0; i < cycles; i++) {
      long due = START + ++cycle * CYCLE_NS;
      run.advanceTo(due);
      run.deliver(new Event.CycleStarted(due, cycle));
      notes.looped(new LoopSample(due, cycle, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, false));
    }
    return this;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    run.deliver(
        new Event.OperatorCommand(run.nowNs(), Event.OperatorCommand.Action.REPORT_DAY, "end"));
    journal.close();
  }

  /** How many rows of each table a journal stands for. */
  static Map<String, Long> rows(Path folder) throws JournalException {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : new String[] {"orders", "fills", "ledger", "alerts", "trades", "loops"}) {
      rows.put(table, 0L);
    }
    EngineConfig config = JournalHeader.read(folder);
    EventDecoder decoder = new EventDecoder();
    Set<Object> seen = new HashSet<>();
    try (JournalReader reader = JournalReader.open(folder, 1)) {
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        String table = table(r, decoder, config, seen);
        if (!table.isEmpty()) {
          rows.merge(table, 1L, Long::sum);
        }
      }
    }
    return rows;
  }

  private static String table(
      JournalRecord r, EventDecoder decoder, EngineConfig config, Set<Object> seen) {
    StateIn in = StateIn.of(r.bytes());
    return switch (RunJournal.kind(r)) {
      case EVENT ->
          decoder.decode(in) instanceof Event.OrderFilled e
                  && seen.add(e.orderId() + " " + e.fillId())
              ? "fills"
              : "";
      case COMMAND ->
          VenueCommands.decode(in, config.instruments()) instanceof VenueCommands.Placed
              ? "orders"
              : "";
      case RECORD ->
          switch (ViewRecords.decode(in).command()) {
            case Command.RecordTrade c -> seen.add(c.trade().tradeId()) ? "trades" : "";
            case Command.RecordEntry _ -> "ledger";
            case Command.RaiseAlert _ -> "alerts";
            default -> "";
          };
      case NOTE -> "loops";
      default -> "";
    };
  }
}
