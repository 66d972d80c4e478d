package haetae.app.live;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.lease.FileLease;
import haetae.app.lease.LeaseRefused;
import haetae.app.live.Recovery.Recovered;
import haetae.engine.EngineConfig;
import haetae.sim.fault.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lives of a simulated process that are killed, on the journal files of the service and with its
 * own way back: each life is a run in a folder, the next one goes on with it. Threads: one.
 */
public final class KilledRuns implements Memory {
  private final Path folder;
  private final HaetaeConfig config;
  private final RunOptions options;
  private @Nullable RunStart life;
  private int lives;

  private KilledRuns(Path folder, HaetaeConfig config) {
    this.folder = folder;
    this.config = config;
    this.options =
        new RunOptions(
            folder,
            "paper",
            0,
            BigDecimal.ONE,
            OptionalLong.empty(),
            List.of(),
            OptionalDouble.empty(),
            false);
  }

  /** In a new folder where the system has temporary files; it is deleted at the end. */
  public static KilledRuns temporary() throws IOException {
    Path folder = Files.createTempDirectory("haetae-kill");
    Path yaml = folder.resolve("settings.yml");
    Files.writeString(
        yaml,
        "data_dir: \"%s\"%njournal: {segment_mb: 1, keep_mb: 4, keep_runs: 2, snapshot_sec: 0.0}%n"
            .formatted(folder.resolve("data")));
    try {
      return new KilledRuns(folder, ConfigLoader.load(yaml));
    } catch (ConfigException e) {
      throw new IllegalStateException("own settings are refused", e);
    }
  }

  @Override
  public Life wake(EngineConfig wanted, long nowNs) {
    RunStart killed = life;
    if (killed != null) {
      open(killed).abandon();
    }
    try {
      EngineConfig engine = wanted.withSession("k" + ++lives);
      FileLease lease = FileLease.take(RunJournal.home(config), engine.mode());
      RunStart next = RunStart.of(options, config, engine, nowNs, lease);
      life = next;
      Recovered back = next.recovered();
      return back == null
          ? new Life(next.engine(), open(next).handler(), List.of(), "")
          : new Life(next.engine(), open(next).handler(), back.last(), back.broken());
    } catch (StartFailure | LeaseRefused e) {
      throw new IllegalStateException("the next life cannot start: " + e.getMessage(), e);
    }
  }

  private static OpenJournal open(RunStart start) {
    OpenJournal journal = start.journal();
    if (journal == null) {
      throw new IllegalStateException("a run without a journal");
    }
    return journal;
  }

  @Override
  public void close() {
    RunStart last = life;
    if (last != null) {
      open(last).abandon();
      life = null;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of killed runs cannot be deleted", e);
    }
  }
}
