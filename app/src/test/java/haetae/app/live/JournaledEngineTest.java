package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.engine.EventHandler;
import haetae.engine.ViewRecords;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.sim.TimedRun;
import haetae.state.StateIn;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.JournalRecord;
import haetae.store.journal.JournalState;
import haetae.store.journal.Snapshots;
import haetae.store.sql.LoopSample;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every order of a run is explained by its journal, and no risk is opened without one. */
class JournaledEngineTest {
  private static final long START = 1_767_225_600_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;
  private final HaetaeConfig config = ConfigLoader.defaults();
  private final EngineConfig engineConfig =
      EngineConfigs.of(config, "mock", "test", new EngineConfigs.Patience(0));
  private final List<Command> commands = new ArrayList<>();
  private final ViewNotes notes = new ViewNotes();
  private final JournalHeader header = JournalHeader.of(engineConfig, 7, false, "");
  private int segmentBytes = 1 << 20;

  private Journal open() throws JournalException {
    return Journal.open(new JournalConfig(folder, segmentBytes, 5, 1L << 30));
  }

  /** A journal that says what its engine was built with. */
  private Journal begin() throws JournalException {
    Journal journal = open().start();
    StateOut header = new StateOut();
    this.header.write(header);
    journal.append(RunJournal.Kind.HEADER.code(), header.buffer(), header.length());
    return journal;
  }

  private EventHandler journaled(Engine engine, Journal journal, boolean syncOrders) {
    SnapshotWriter snapshots =
        new SnapshotWriter(journal, new Snapshots(folder, 2), header, Long.MAX_VALUE);
    return new JournaledEngine(engine, journal, syncOrders, snapshots, notes);
  }

  private void trade(EventHandler handler, int minutes) {
    Tape tape = MockTape.market(config.mock(), engineConfig.pairs(), 7, START);
    var exchange = MockTape.exchange(config, engineConfig, 7);
    TimedRun run = new TimedRun(tape.market(), exchange, handler, commands::add, START);
    run.open();
    for (int cycle = 1; cycle <= 2 * minutes; cycle++) {
      long due = START + cycle * (30 * SECOND);
      run.advanceTo(due);
      run.deliver(new Event.CycleStarted(due, cycle));
    }
  }

  @Test
  void shouldExplainEveryOrderOfARun() throws Exception {
    Engine engine = new Engine(engineConfig);
    try (Journal journal = begin()) {
      trade(journaled(engine, journal, true), 20);
    }
    EngineSnapshot end = engine.snapshot();
    assertThat(end.trades()).isPositive();

    JournalReplay.Result result = JournalReplay.run(folder, Long.MAX_VALUE);

    assertThat(result.difference()).isEmpty();
    assertThat(result.events()).isEqualTo(end.events());
    assertThat(result.commands()).isGreaterThanOrEqualTo(2 * end.trades());
    assertThat(result.hashes()).isEqualTo(40);
    assertThat(result.stateHash()).isEqualTo(engine.stateHash());
  }

  @Test
  void shouldNameTheFirstOrderThatWasOtherwise() throws Exception {
    try (Journal journal = begin()) {
      trade(journaled(new Engine(engineConfig), journal, false), 20);
    }
    Path forged = folder.resolve("forged");
    long seq = forge(forged);

    JournalReplay.Result result = JournalReplay.run(forged, Long.MAX_VALUE);

    assertThat(result.difference())
        .startsWith("record " + seq + ": now PLACE")
        .contains("then PLACE");
    assertThat(JournalReplay.run(forged, seq - 1).difference()).isEmpty();
  }

  @Test
  void shouldTellWhatWasHeldAtARecord() throws Exception {
    Engine engine = new Engine(engineConfig);
    try (Journal journal = begin()) {
      trade(journaled(engine, journal, false), 20);
    }
    long placed = firstOrder();

    JournalReplay.Result before = JournalReplay.run(folder, placed - 1);
    JournalReplay.Result at = JournalReplay.run(folder, placed);

    assertThat(before.state()).anyMatch(line -> line.startsWith("decided: PLACE"));
    assertThat(at.record()).startsWith(placed + " COMMAND PLACE");
    assertThat(at.state())
        .anyMatch(line -> line.matches("order \\S+ ENTRY \\S+ (BUY|SELL) .*, not acknowledged"))
        .anyMatch(line -> line.startsWith("trading NORMAL"))
        .anyMatch(line -> line.startsWith("ledger UPBIT KRW "))
        .anyMatch(line -> line.startsWith("venue BINANCE UP"));
    JournalReplay.Result end = JournalReplay.run(folder, Long.MAX_VALUE);
    long krwE8 = engine.ledgerE8(Venue.UPBIT, Asset.KRW);
    assertThat(end.state())
        .anyMatch(line -> line.startsWith("ledger UPBIT KRW " + Fixed.format(krwE8)));
    assertThat(end.state().stream().filter(line -> line.startsWith("position ")))
        .hasSameSizeAs(engine.positions());
    assertThat(JournalReplay.run(folder, 1).state()).isEmpty();
  }

  private long firstOrder() throws Exception {
    try (JournalReader reader = JournalReader.open(folder, 1)) {
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        if (RunJournal.kind(r) == RunJournal.Kind.COMMAND) {
          return r.seq();
        }
      }
    }
    throw new AssertionError("no order was sent");
  }

  @Test
  void shouldKeepAllThatTheViewsAreTold() throws Exception {
    LoopSample sample = new LoopSample(START, 98, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, false);
    try (Journal journal = begin()) {
      EventHandler engine = journaled(new Engine(engineConfig), journal, false);
      trade(engine, 20);
      notes.looped(sample);
      engine.onEvent(new Event.CycleStarted(START + 9_000 * SECOND, 99), commands::add);
    }

    List<Command> wanted = commands.stream().filter(JournaledEngineTest::forTheViews).toList();
    assertThat(wanted)
        .hasAtLeastOneElementOfType(Command.RecordTrade.class)
        .hasAtLeastOneElementOfType(Command.RecordEntry.class)
        .hasAtLeastOneElementOfType(Command.RaiseAlert.class);
    assertThat(told(RunJournal.Kind.RECORD)).isEqualTo(wanted);
    assertThat(records(RunJournal.Kind.NOTE))
        .extracting(note -> LoopSample.load(StateIn.of(note)))
        .containsExactly(sample);
    assertThat(JournalReplay.run(folder, Long.MAX_VALUE).difference()).isEmpty();
  }

  private static boolean forTheViews(Command command) {
    return ViewRecords.encode(command, 0, new StateOut());
  }

  private List<byte[]> records(RunJournal.Kind kind) throws JournalException {
    List<byte[]> found = new ArrayList<>();
    try (JournalReader reader = JournalReader.open(folder, 1)) {
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        if (RunJournal.kind(r) == kind) {
          found.add(r.bytes());
        }
      }
    }
    return found;
  }

  private List<Command> told(RunJournal.Kind kind) throws JournalException {
    return records(kind).stream().map(b -> ViewRecords.decode(StateIn.of(b)).command()).toList();
  }

  /** Copies the journal with another price in the third order; returns that record's number. */
  private long forge(Path forged) throws Exception {
    int orders = 0;
    long found = 0;
    try (JournalReader reader = JournalReader.open(folder, 1);
        Journal copy = Journal.open(new JournalConfig(forged, 1 << 22, 5, 1L << 30)).start()) {
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        byte[] bytes = r.bytes();
        if (RunJournal.kind(r) == RunJournal.Kind.COMMAND && ++orders == 3) {
          found = r.seq();
          bytes[bytes.length - 3] ^= 2;
        }
        while (copy.append(r.kind(), bytes, bytes.length) == 0) {
          Thread.onSpinWait();
        }
      }
    }
    return found;
  }

  @Test
  void shouldOpenNoRiskWhileTheJournalHasNoRoomAhead() throws Exception {
    // Something in the way of the next file: as if the disk were full.
    Files.createDirectories(folder.resolve("spare.journal.tmp/in the way"));
    segmentBytes = 1 << 23;
    Engine engine = new Engine(engineConfig);
    try (Journal journal = begin()) {
      trade(journaled(engine, journal, false), 20);
    }

    assertThat(engine.snapshot().signals()).isPositive();
    assertThat(commands).noneMatch(c -> c instanceof Command.PlaceOrder);
    assertThat(commands)
        .filteredOn(c -> c instanceof Command.RaiseAlert)
        .first()
        .asString()
        .contains("CRITICAL")
        .contains("no new entries")
        .contains("no room for the next journal file");
    assertThat(JournalReplay.run(folder, Long.MAX_VALUE).difference()).isEmpty();
  }

  @Test
  void shouldCloseWhatIsOpenWhileTheJournalIsFull() throws Exception {
    // A premium that stays: nothing but the flatten closes the positions.
    String settings = "mock: {premium_mean_pct: 1.5, premium_sd_pct: 0.05, jumps_per_hour: 0.0}";
    HaetaeConfig steady =
        ConfigLoader.load(Files.writeString(folder.resolve("steady.yml"), settings));
    Tape tape = MockTape.market(steady.mock(), engineConfig.pairs(), 7, START);
    var exchange = MockTape.exchange(steady, engineConfig, 7);
    Engine engine = new Engine(engineConfig);
    try (Journal journal = begin()) {
      EventHandler handler = journaled(engine, journal, false);
      TimedRun run = new TimedRun(tape.market(), exchange, handler, commands::add, START);
      run.open();
      long cycle = cyclesUntil(() -> engine.snapshot().openPositions() > 0, run, 0);
      block();
      cycle = cyclesUntil(() -> journal.lost() > 0, run, cycle);
      assertThat(engine.snapshot().openPositions()).isPositive();
      commands.clear();
      run.deliver(
          new Event.OperatorCommand(START + cycle * SECOND, Action.FLATTEN, "the disk is full"));
      cyclesUntil(() -> engine.snapshot().openPositions() == 0, run, cycle);
      assertThat(journal.state()).isNotEqualTo(JournalState.GOOD);
    }

    assertThat(commands)
        .filteredOn(c -> c instanceof Command.PlaceOrder)
        .isNotEmpty()
        .allMatch(c -> !((Command.PlaceOrder) c).order().intent().opensRisk());
  }

  /** As if the disk had no room for another file; that may be in the making at any moment. */
  private void block() throws IOException {
    Path spare = folder.resolve("spare.journal.tmp");
    while (true) {
      try {
        Files.createDirectory(spare);
        Files.createDirectory(spare.resolve("in the way"));
        return;
      } catch (FileAlreadyExistsException | NoSuchFileException e) {
        // The journal's own file, complete in a moment, or it has just cleared ours away.
        Thread.onSpinWait();
      }
    }
  }

  private static long cyclesUntil(BooleanSupplier over, TimedRun run, long cycle) {
    long now = cycle;
    while (!over.getAsBoolean()) {
      now++;
      assertThat(now).as("cycles").isLessThan(20_000);
      run.advanceTo(START + now * SECOND);
      run.deliver(new Event.CycleStarted(START + now * SECOND, now));
    }
    return now;
  }

  @Test
  void shouldSayWhereRecordsAreMissing() throws Exception {
    Path block = Files.createDirectories(folder.resolve("spare.journal.tmp/in the way"));
    try (Journal journal = begin()) {
      EventHandler engine = journaled(new Engine(engineConfig), journal, false);
      trade(engine, 8);
      assertThat(journal.lost()).isPositive();
      Files.delete(block);
      while (journal.state() != JournalState.GOOD) {
        Thread.onSpinWait();
      }
      engine.onEvent(new Event.CycleStarted(START + 1_000 * SECOND, 99), commands::add);
    }
    List<Command> wanted = commands.stream().filter(JournaledEngineTest::forTheViews).toList();
    List<Command> kept = new ArrayList<>(told(RunJournal.Kind.RECORD));
    for (byte[] late : records(RunJournal.Kind.LATE)) {
      StateIn in = StateIn.of(late);
      if (in.getEnum(RunJournal.Kind.values()) == RunJournal.Kind.RECORD) {
        kept.add(ViewRecords.decode(in).command());
      }
    }
    assertThat(kept).isNotEmpty().isSubsetOf(wanted);
    assertThat(wanted.size() - kept.size()).as("alerts of the journal itself").isLessThan(3);

    assertThat(JournalReplay.run(folder, Long.MAX_VALUE).difference())
        .contains("records found no room before it");
  }

  @Test
  void shouldKeepTheConfigurationWithoutAnySecret() {
    StateOut out = new StateOut();
    JournalHeader.of(engineConfig, 9, true, "paper-before").write(out);
    StateIn in = StateIn.of(out.toBytes());

    JournalHeader read = JournalHeader.read(in);

    assertThat(in.exhausted()).isTrue();
    assertThat(read.beganMs()).isEqualTo(9);
    assertThat(read.lasting()).isTrue();
    assertThat(read.predecessor()).isEqualTo("paper-before");
    assertThat(read.config()).usingRecursiveComparison().isEqualTo(engineConfig);
  }

  @Test
  void shouldRefuseAFolderWithoutAHeader() throws Exception {
    try (Journal journal = open()) {
      journal.append(2, new byte[] {1, 2, 3}, 3);
    }
    assertThatThrownBy(() -> JournalReplay.run(folder, 1))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("does not begin with a header");
    assertThatThrownBy(() -> JournalReplay.run(folder.resolve("none"), 1))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("no journal in");
  }
}
