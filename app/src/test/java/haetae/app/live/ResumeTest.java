package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.Event.OperatorCommand;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.engine.VenueStatus;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.risk.TradingState;
import haetae.sim.ExchangeModel;
import haetae.sim.TimedRun;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on where the last one was left, however that ended. */
class ResumeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_767_225_600L * SECOND;
  private static final String QUICK = "snapshot_sec: 0.01";
  private static final String NEVER = "snapshot_sec: 86400";

  @TempDir private Path folder;
  private String journal = NEVER;
  private String pairs = "";
  private int lives;

  private HaetaeConfig config(Path data) {
    try {
      Path yaml = folder.resolve("live.yml");
      Files.writeString(
          yaml,
          "data_dir: \"%s\"\nstorage: {backend: none}\njournal: {segment_mb: 16, %s}\nmock: {reject_pct: 0.0}\n%s"
              .formatted(data, journal, pairs));
      return ConfigLoader.load(yaml);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static RunOptions options(boolean fresh) {
    return new RunOptions(
        Path.of("live.yml"),
        "paper",
        0,
        BigDecimal.valueOf(30),
        OptionalLong.empty(),
        List.of(),
        OptionalDouble.empty(),
        false,
        fresh);
  }

  /** One process. */
  private final class Life implements AutoCloseable {
    private final Path data;
    private final EngineConfig engineConfig;
    private final RunStart start;
    private final ExchangeModel exchange;
    private final TimedRun run;
    private final List<Command> commands = new ArrayList<>();
    private long nowNs;
    private long cycle;

    Life(Path data, long startNs, boolean fresh) throws StartFailure {
      HaetaeConfig config = config(data);
      this.data = data;
      this.nowNs = startNs;
      int number = ++lives;
      this.engineConfig =
          EngineConfigs.of(config, "paper", "h" + number, new EngineConfigs.Patience(0));
      this.start = RunStart.of(options(fresh), config, engineConfig, startNs);
      Tape tape = MockTape.market(config.mock(), engineConfig.pairs(), number, startNs);
      this.exchange =
          start.recovered() == null
              ? MockTape.exchange(config, engineConfig, number)
              : MockTape.reopened(config, engineConfig, number, start.engine());
      this.run = new TimedRun(tape.market(), exchange, start.handler(), commands::add, startNs);
    }

    Life open() {
      start.restart(run);
      run.open();
      return this;
    }

    Life trade(int cycles) {
      for (int i = 0; i < cycles; i++) {
        nowNs += 30 * SECOND;
        run.advanceTo(nowNs);
        run.deliver(new Event.CycleStarted(nowNs, ++cycle));
      }
      return this;
    }

    /** Until orders are in flight; not one of them is answered. */
    Life tradeIntoAnOrder() {
      while (engine().ordersInFlight().isEmpty()) {
        assertThat(run.step(Long.MAX_VALUE)).isTrue();
      }
      nowNs = run.nowNs();
      return this;
    }

    Engine engine() {
      return start.engine();
    }

    void say(Action action) {
      run.deliver(new OperatorCommand(run.nowNs(), action, "asked for"));
    }

    void balanced() {
      for (Instrument instrument : engineConfig.instruments()) {
        assertThat(engine().ledgerE8(instrument.venue(), instrument.quote()))
            .isEqualTo(exchange.accounts().walletE8(instrument.venue(), instrument.quote()));
        assertThat(engine().perpetual(instrument).netE8())
            .isEqualTo(exchange.accounts().position(instrument).netE8());
      }
      assertThat(engine().snapshot().ledgerBreaks()).isZero();
    }

    /** What the disk has when the process is killed here. */
    Path killed() throws IOException {
      start.journal().abandon();
      Path copy = folder.resolve("left" + lives);
      try (Stream<Path> all = Files.walk(data)) {
        all.forEach(
            from -> {
              try {
                Files.copy(from, copy.resolve(data.relativize(from).toString()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
      return copy;
    }

    @Override
    public void close() {
      start.journal().close();
    }
  }

  private Life first() throws StartFailure {
    return new Life(folder.resolve("data"), START, false).open();
  }

  private Life next(Path data, Life last) throws StartFailure {
    return new Life(data, last.nowNs + 100 * SECOND, false);
  }

  private static Path run(Path data, String name) {
    return data.resolve("journal").resolve("paper-" + name);
  }

  @Test
  void shouldGoOnAfterAKillWithWhateverWasInFlight() throws Exception {
    Life first = first().trade(20).tradeIntoAnOrder();
    long hash = first.engine().stateHash();
    int inFlight = first.engine().ordersInFlight().size();
    int sent = first.commands.size();
    Path data = first.killed();

    Life second = next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    assertThat(second.engine().ordersInFlight()).hasSize(inFlight);
    assertThat(second.start.recovered().fromSeq()).isEqualTo(1);
    assertThat(second.start.recovered().broken()).isEmpty();
    assertThat(second.commands).as("nothing is sent again").isEmpty();
    assertThat(sent).isPositive();
    long trades = second.engine().snapshot().trades();
    second.open().trade(20);

    assertThat(second.engine().snapshot().trades()).isGreaterThan(trades);
    assertThat(second.engine().snapshot().ordersInFlight()).isZero();
    assertThat(second.engine().snapshot().tradingState()).isEqualTo(TradingState.NORMAL);
    second.balanced();
    second.close();
    String table = awaitTable(data, "paper-h2");
    assertThat(table)
        .contains("going on with run paper-h1: its state as of record 1 and")
        .containsPattern("order h1-\\d+-e1-\\d+ .* not found -> never accepted")
        .contains("balances and positions: as the ledger has them");
    assertThat(JournalReplay.run(run(data, "h2"), Long.MAX_VALUE).difference()).isEmpty();
    assertThat(JournalReplay.run(run(data, "h2"), Long.MAX_VALUE).fromSeq()).isEqualTo(1);
  }

  @Test
  void shouldGoOnAfterAStopFromTheLastSnapshot() throws Exception {
    Life first = first().trade(20);
    first.say(Action.PAUSE_ENTRIES);
    first.close();

    Life second = next(first.data, first);

    assertThat(second.start.recovered().events()).isZero();
    assertThat(second.engine().stateHash()).isEqualTo(first.engine().stateHash());
    assertThat(second.engine().positions()).isEqualTo(first.engine().positions());
    long entries = second.engine().snapshot().entries();
    second.open().trade(20);
    assertThat(second.engine().snapshot().entries()).isGreaterThan(entries);
    second.balanced();
    second.close();
  }

  @Test
  void shouldStayHaltedOverManyKills() throws Exception {
    Life life = first().trade(5);
    life.say(Action.HALT);
    for (int i = 0; i < 3; i++) {
      life = next(life.killed(), life).open().trade(3);
      assertThat(life.engine().snapshot().tradingState()).isEqualTo(TradingState.HALTED);
    }
    life.say(Action.RESUME);
    long entries = life.engine().snapshot().entries();
    life.trade(100);
    assertThat(life.engine().snapshot().entries()).isGreaterThan(entries);
    life.close();
  }

  @Test
  void shouldReadOnlyWhatCameAfterTheLastSnapshot() throws Exception {
    journal = QUICK;
    Life first = first().trade(10);
    awaitSnapshots(first, 3);
    long hash = first.engine().stateHash();
    Path data = first.killed();

    Life second = next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    assertThat(second.start.recovered().fromSeq()).isGreaterThan(1);
    second.close();
  }

  private static String awaitTable(Path data, String name) throws IOException {
    Path file = data.resolve("recovery").resolve(name + ".txt");
    long end = System.nanoTime() + 60 * SECOND;
    while (!Files.exists(file) || !Files.readString(file).contains("balances and positions")) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
    return Files.readString(file);
  }

  private static void awaitSnapshots(Life life, int wanted) throws IOException {
    long end = System.nanoTime() + 60 * SECOND;
    while (snapshots(run(life.data, "h1")).size() < wanted) {
      assertThat(System.nanoTime()).isLessThan(end);
      life.trade(1);
    }
  }

  private static List<Path> snapshots(Path run) throws IOException {
    try (Stream<Path> all = Files.list(run)) {
      return all.filter(f -> f.getFileName().toString().matches("snapshot-\\d+.bin"))
          .sorted()
          .toList();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int was = bytes.read();
      bytes.seek(at);
      bytes.write(was ^ 1);
    }
  }

  @Test
  void shouldPassOverADamagedSnapshotAndReadMore() throws Exception {
    journal = QUICK;
    Life first = first().trade(10);
    awaitSnapshots(first, 3);
    long hash = first.engine().stateHash();
    Path data = first.killed();
    List<Path> all = snapshots(run(data, "h1"));
    flip(all.getLast(), 100);

    Life second = next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    assertThat(second.start.recovered().notes())
        .anyMatch(note -> note.contains("is damaged and was passed over"));
    second.close();
  }

  @Test
  void shouldReadAllWhenNoSnapshotIsLeft() throws Exception {
    journal = QUICK;
    Life first = first().trade(10);
    awaitSnapshots(first, 2);
    long hash = first.engine().stateHash();
    Path data = first.killed();
    for (Path snapshot : snapshots(run(data, "h1"))) {
      flip(snapshot, 100);
    }

    Life second = next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    assertThat(second.start.recovered().fromSeq()).isEqualTo(1);
    second.close();
  }

  @Test
  void shouldHaltWhenTheJournalIsDamagedBeforeItsEnd() throws Exception {
    Life first = first().trade(10);
    first.start.journal().journal().sync();
    long middle = first.start.journal().journal().lastSeq() / 2;
    Path data = first.killed();
    Path segment = run(data, "h1").resolve("segment-0000000000000000001.journal");
    flip(segment, placeOf(segment, middle));

    Life second = next(data, first).open().trade(2);

    assertThat(second.start.recovered().broken()).contains("is damaged");
    assertThat(second.engine().snapshot().tradingState()).isEqualTo(TradingState.HALTED);
    assertThat(second.commands)
        .anyMatch(
            c ->
                c instanceof Command.Narrate n && n.text().contains("Trading HALTED: the journal"));
    second.close();
  }

  /** A byte of a record's number, found by its own value. */
  private static long placeOf(Path segment, long seq) throws IOException {
    byte[] all = Files.readAllBytes(segment);
    var view = java.nio.ByteBuffer.wrap(all).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (int at = 64; at < all.length - 8; at += 8) {
      if (view.getLong(at) == seq && view.getInt(at - 8) != 0) {
        return at;
      }
    }
    throw new AssertionError("no record " + seq);
  }

  @Test
  void shouldCutAnUnfinishedTailAndSaySo() throws Exception {
    Life first = first().trade(10);
    Path data = first.killed();
    Path segment = run(data, "h1").resolve("segment-0000000000000000001.journal");
    long last = lastPlace(segment);
    try (RandomAccessFile bytes = new RandomAccessFile(segment.toFile(), "rw")) {
      // As if the machine had lost power before the record's last bytes were on the disk.
      bytes.seek(16);
      bytes.write(new byte[8]);
      bytes.seek(last);
      bytes.write(0x55);
    }

    Life second = next(data, first);

    assertThat(second.start.recovered().broken()).isEmpty();
    assertThat(second.start.recovered().notes())
        .anyMatch(note -> note.contains("what a loss of power cuts off"));
    second.close();
  }

  private static long lastPlace(Path segment) throws IOException {
    byte[] all = Files.readAllBytes(segment);
    int at = all.length - 1;
    while (all[at] == 0) {
      at--;
    }
    return at;
  }

  @Test
  void shouldRefuseOtherPairsAndTellHowToGoOn() throws Exception {
    Life first = first().trade(10);
    first.close();
    pairs =
        "pairs: [{base: ETH, upbit: KRW-ETH, binance: ETHUSDT, binance_market: futures,"
            + " lot: 0.001, tick: 0.01, min_notional_usdt: 5}]\n";

    assertThatThrownBy(() -> next(first.data, first))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("run paper-h1 cannot be gone on with: it traded [")
        .hasMessageContaining("UPBIT:KRW-BTC SPOT")
        .hasMessageContaining("--fresh");
    Life fresh = new Life(first.data, first.nowNs, true);
    assertThat(fresh.start.recovered()).isNull();
    fresh.close();
  }

  @Test
  void shouldGoOnUnderOtherLimits() throws Exception {
    Life first = first().trade(20);
    long hash = first.engine().stateHash();
    Path data = first.killed();
    pairs = "safety: {max_daily_loss_krw: 1}\n";

    Life second = next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    second.close();
  }

  /** A journal whose first record says another format. */
  private void otherFormat(Path data, String name, int format) throws Exception {
    var settings = new JournalConfig(run(data, name), 1 << 16, 10, 1 << 16);
    try (Journal other = Journal.open(settings)) {
      byte[] header = new StateOut().putLong(format).putText("whatever came then").toBytes();
      other.append(RunJournal.Kind.HEADER.code(), header, header.length);
    }
  }

  @Test
  void shouldBeginAnewBesideJournalsOfAVersionBeforeThis() throws Exception {
    otherFormat(folder.resolve("data"), "hold", 1);
    journal = "keep_runs: 1";

    Life first = first().trade(2);

    assertThat(first.start.recovered()).isNull();
    first.close();
    assertThat(next(first.data, first).start.recovered()).isNotNull();
  }

  @Test
  void shouldRefuseToPassOverAJournalOfALaterVersion() throws Exception {
    otherFormat(folder.resolve("data"), "hnew", 99);

    assertThatThrownBy(this::first)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("paper-hnew was written by another version")
        .hasMessageContaining("move that folder away, and keep it");
  }

  @Test
  void shouldRefuseASecondProcess() throws Exception {
    Life first = first();

    assertThatThrownBy(() -> next(first.data, first))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("mode paper is already running");
    first.close();
  }

  @Test
  void shouldRefuseAClockThatIsBehind() throws Exception {
    Life first = first().trade(2);
    first.close();

    assertThatThrownBy(() -> new Life(first.data, START, false))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("60 s behind the journal of run paper-h1: set the clock");
  }

  @Test
  void shouldPassOverARunThatDiedBeforeItBegan() throws Exception {
    Life first = first().trade(10);
    long hash = first.engine().stateHash();
    Path data = first.killed();
    Life second = next(data, first);
    Path again = second.killed();
    for (Path snapshot : snapshots(run(again, "h2"))) {
      Files.delete(snapshot);
    }

    Life third = next(again, first);

    assertThat(third.start.recovered().run().name()).isEqualTo("paper-h1");
    assertThat(third.engine().stateHash()).isEqualTo(hash);
    third.close();
  }

  @Test
  void shouldKeepAFewRunsAndTheOneToGoOnWith() throws Exception {
    journal = "keep_runs: 1";
    Life first = first().trade(2);
    first.close();

    Life second = next(first.data, first).open().trade(2);
    second.close();
    Life third = next(first.data, second);
    third.close();

    assertThat(run(first.data, "h1")).doesNotExist();
    assertThat(run(first.data, "h2")).exists();
    assertThat(run(first.data, "h3")).exists();
  }

  @Test
  void shouldTellTheVenuesAnewBeforeItTrades() throws Exception {
    Life first = first().trade(20);
    first.close();

    Life second = next(first.data, first);
    second.start.restart(second.run);
    second.run.deliver(
        new Event.VenueStatusChanged(second.run.nowNs(), Venue.UPBIT, VenueStatus.UP, ""));
    long entries = second.engine().snapshot().entries();
    second.trade(20);

    assertThat(second.engine().snapshot().entries()).as("one venue is not up").isEqualTo(entries);
    second.close();
  }
}
