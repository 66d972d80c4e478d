package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.Recorder;
import haetae.venue.segment.SegmentWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Keeps what the venues' streams bring. */
@Command(
    name = "record",
    description =
        "Writes the streams of both venues into compact daily files, until it is stopped.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by its time, SIGINT or SIGTERM, and something was recorded",
      "1:nothing came, or the folder cannot be written",
      "2:bad usage or bad configuration"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae record                                     until Ctrl-C",
      "  ./haetae record --config config/sandbox.yml --seconds 60 --out out",
      "  ./haetae backtest --data data/recordings/*.seg.zst  what it is for",
      "",
      "docs/recordings.md has the format, and what a kill or a full disk can take."
    })
final class RecordCommand implements Callable<Integer> {
  private static final long NS_PER_MS = 1_000_000;

  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Pairs and addresses (default: config/live.yml here, or else beside ./haetae).")
  private @Nullable Path config;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "data/recordings",
      description = "Folder of the files, one a UTC day and start (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("data/recordings");

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "How long; 0 until it is stopped (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Option(
      names = "--block-ms",
      paramLabel = "MS",
      defaultValue = "5000",
      description = "Most that a kill or a loss of power takes (default: ${DEFAULT-VALUE}).")
  private long blockMs = 5_000;

  @Option(
      names = "--block-kb",
      paramLabel = "KB",
      defaultValue = "1024",
      description = "A block is written when it is so large, too (default: ${DEFAULT-VALUE}).")
  private int blockKb = 1_024;

  @Option(
      names = "--keep-free-mb",
      paramLabel = "MB",
      defaultValue = "1024",
      description = "Room on the disk that is left to the service (default: ${DEFAULT-VALUE}).")
  private long keepFreeMb = 1_024;

  @Option(
      names = "--level",
      paramLabel = "1-19",
      defaultValue = "6",
      description = "Of compression by Zstandard (default: ${DEFAULT-VALUE}).")
  private int level = 6;

  @Option(
      names = "--tell-every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time between two lines of progress (default: ${DEFAULT-VALUE}).")
  private long tellSec = 60;

  @Override
  public Integer call() throws Exception {
    usage.check(seconds >= 0, "--seconds must not be negative: " + seconds);
    usage.check(
        blockMs >= 100 && blockMs <= 60_000, "--block-ms must be 100 to 60000, not " + blockMs);
    usage.check(
        blockKb >= 16 && blockKb <= 16_384, "--block-kb must be 16 to 16384, not " + blockKb);
    usage.check(
        keepFreeMb >= 0 && keepFreeMb < 1L << 40,
        "--keep-free-mb must not be negative: " + keepFreeMb);
    usage.check(level >= 1 && level <= 19, "--level must be 1 to 19, not " + level);
    usage.check(tellSec >= 1, "--tell-every must be at least 1, not " + tellSec);
    HaetaeConfig loaded = Configured.config(main, config);
    SegmentWriter.Settings settings =
        new SegmentWriter.Settings(
            out, blockKb << 10, blockMs * NS_PER_MS, keepFreeMb << 20, level);
    Recorder.Wish wish = new Recorder.Wish(settings, seconds, tellSec);
    SegmentWriter.Figures figures = Recorder.run(loaded, wish, usage.out());
    return figures.events() > 0 ? 0 : Main.FAILED;
  }
}
