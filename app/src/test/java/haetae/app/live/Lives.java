package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.lease.FileLease;
import haetae.app.lease.Lease;
import haetae.app.lease.LeaseRefused;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.Event.OperatorCommand;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.market.Instrument;
import haetae.sim.ExchangeModel;
import haetae.sim.TimedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The processes of one test, which follow each other on the same folder. */
final class Lives {
  static final long SECOND = 1_000_000_000L;
  static final long START = 1_767_225_600L * SECOND;
  static final String QUICK = "snapshot_sec: 0.01";
  private static final String NEVER = "snapshot_sec: 86400";

  private final Path folder;

  /** Further keys of section {@code journal}. */
  String journal = NEVER;

  /** Further sections. */
  String pairs = "";

  private int count;

  Lives(Path folder) {
    this.folder = folder;
  }

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
  final class Life implements AutoCloseable {
    final Path data;
    private final EngineConfig engineConfig;
    final RunStart start;
    private final ExchangeModel exchange;
    final TimedRun run;
    final List<Command> commands = new ArrayList<>();
    long nowNs;
    private long cycle;

    Life(Path data, long startNs, boolean fresh) throws StartFailure, LeaseRefused {
      HaetaeConfig config = config(data);
      this.data = data;
      this.nowNs = startNs;
      int number = ++count;
      this.engineConfig =
          EngineConfigs.of(config, "paper", "h" + number, new EngineConfigs.Patience(0));
      Lease lease = FileLease.take(RunJournal.home(config), "paper");
      this.start = begin(config, startNs, fresh, lease);
      Tape tape = MockTape.market(config.mock(), engineConfig.pairs(), number, startNs);
      this.exchange =
          start.recovered() == null
              ? MockTape.exchange(config, engineConfig, number)
              : MockTape.reopened(config, engineConfig, number, start.engine());
      this.run = new TimedRun(tape.market(), exchange, start.handler(), commands::add, startNs);
    }

    private RunStart begin(HaetaeConfig config, long startNs, boolean fresh, Lease lease)
        throws StartFailure {
      try {
        return RunStart.of(options(fresh), config, engineConfig, startNs, lease);
      } catch (StartFailure e) {
        lease.close();
        throw e;
      }
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

    /** Trades until the first process has written so many snapshots. */
    void awaitSnapshots(int wanted) throws IOException {
      long end = System.nanoTime() + 60 * SECOND;
      while (snapshots(run(data, "h1")).size() < wanted) {
        assertThat(System.nanoTime()).isLessThan(end);
        trade(1);
      }
    }

    /** What the disk has when the process is killed here. */
    Path killed() throws IOException {
      start.journal().abandon();
      Path copy = folder.resolve("left" + count);
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

  /** The first process, which trades from nothing. */
  Life first() throws StartFailure, LeaseRefused {
    return new Life(folder.resolve("data"), START, false).open();
  }

  /** One that goes on with what a process has left. */
  Life next(Path data, Life last) throws StartFailure, LeaseRefused {
    return new Life(data, last.nowNs + 100 * SECOND, false);
  }

  Life life(Path data, long startNs, boolean fresh) throws StartFailure, LeaseRefused {
    return new Life(data, startNs, fresh);
  }

  /** Folder of a process's journal. */
  static Path run(Path data, String name) {
    return data.resolve("journal").resolve("paper-" + name);
  }

  static List<Path> snapshots(Path run) throws IOException {
    try (Stream<Path> all = Files.list(run)) {
      return all.filter(f -> f.getFileName().toString().matches("snapshot-\\d+.bin"))
          .sorted()
          .toList();
    }
  }
}
