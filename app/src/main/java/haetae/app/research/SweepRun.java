package haetae.app.research;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.RecordedRig;
import haetae.app.live.StartFailure;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a sweep, one variant in one stretch of the data, in a form that can be sent to another
 * machine. There the recordings must lie under the same names. Threads: any.
 *
 * @param key names the run in {@code results.tsv}
 * @param configuration the variant's whole file
 * @param files recordings
 * @param gapNs recorded time between two cycles
 * @param resumeNs after which trading that was stopped goes on
 */
public record SweepRun(
    String key,
    String configuration,
    List<String> files,
    long seed,
    long gapNs,
    long resumeNs,
    long fromNs,
    long toNs)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a process has read of the recordings; the same for all of its runs. */
  private static final Map<List<String>, RecordedRig.Wish> SURVEYED = new HashMap<>();

  /** Takes a copy of the list. */
  public SweepRun {
    files = List.copyOf(files);
  }

  /**
   * Does it.
   *
   * @return the result as a line of {@code results.tsv}
   * @throws StartFailure if the recordings cannot be used
   * @throws ConfigException if the configuration cannot be read here
   */
  public String run() throws StartFailure, ConfigException, IOException {
    RecordedRig.Wish whole = surveyed(files);
    RecordedRig.Wish wish = new RecordedRig.Wish(whole.data(), seed, fromNs, toNs);
    Backtest.Rhythm rhythm = new Backtest.Rhythm(gapNs, resumeNs);
    return SweepFile.line(key, Sweep.cell(configured(), wish, rhythm));
  }

  private HaetaeConfig configured() throws ConfigException, IOException {
    Path file = Files.createTempFile("haetae-variant", ".yml");
    try {
      return ConfigLoader.load(Files.writeString(file, configuration));
    } finally {
      Files.delete(file);
    }
  }

  private static RecordedRig.Wish surveyed(List<String> names) throws StartFailure {
    synchronized (SURVEYED) {
      RecordedRig.Wish known = SURVEYED.get(names);
      if (known == null) {
        List<Path> paths = names.stream().map(Path::of).toList();
        known = new RecordedRig.Wish(paths, 0, Long.MIN_VALUE, Long.MAX_VALUE);
        SURVEYED.put(names, known);
      }
      return known;
    }
  }
}
