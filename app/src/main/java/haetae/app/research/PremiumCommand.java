package haetae.app.research;

import haetae.app.cli.Usage;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.StartFailure;
import haetae.venue.recorded.RecordingException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what premium there was in recorded data, and what it would have been worth after costs. */
@Command(
    name = "premium",
    description = "Statistics of the premium in recorded data, before any strategy.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the data cannot be read or hold no premium",
      "2:bad usage or bad configuration"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae premium --data data/demo/*.gz",
      "  ./haetae premium --data UPBIT BINANCE RATE --from 2020-01-01 --to 2021-01-01 --report out",
      "  ./haetae premium --data FILE... --window 3600 --cost 0.3"
    })
public final class PremiumCommand implements Callable<Integer> {
  private static final int NOTHING = 1;

  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "Recordings of both venues and of KRW-USDT or a bank's rate.")
  private List<Path> data = List.of();

  @Option(names = "--from", paramLabel = "TIME", description = "First day or moment, UTC.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "End; itself not part of it.")
  private @Nullable String to;

  @Option(
      names = "--step",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Least time between two samples (default: every change of both venues).")
  private BigDecimal step = BigDecimal.ZERO;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "604800",
      description = "What the trailing median of the episodes looks back on (default: 7 days).")
  private BigDecimal window = BigDecimal.valueOf(604_800);

  @Option(
      names = "--cost",
      paramLabel = "PERCENT",
      description = "Of a round trip (default: fees and slippage of signal_engine, in and out).")
  private @Nullable BigDecimal cost;

  @Option(
      names = "--bank-rate",
      paramLabel = "known|same-day",
      defaultValue = "known",
      description =
          "known: a bank's rate counts once its day is over. same-day: it counts all that day,"
              + " which nobody could know; for comparing with figures made so.")
  private String bankRate = "known";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "config/live.yml",
      description = "Where the cost comes from (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("config/live.yml");

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Writes premium.html, premium.csv and the charts as PNG there.")
  private @Nullable Path report;

  /** For the command line. */
  public PremiumCommand() {}

  @Override
  public Integer call() throws Exception {
    PremiumReader.Wish wish = wish();
    BigDecimal percent = cost == null ? cost(ConfigLoader.load(config)) : cost;
    usage.check(percent.signum() >= 0, "--cost must not be negative: " + percent);
    PremiumReader.Result result;
    try (Progress progress = new Progress("premium", "rows", -1)) {
      result = PremiumReader.read(wish, progress::at);
    } catch (RecordingException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
    long windowNs = Times.secondsNs(window);
    PremiumReport told = new PremiumReport(result, windowNs, percent.doubleValue());
    told.text().forEach(usage.out()::println);
    usage.out().flush();
    if (report != null && told.any()) {
      write(told, report);
    }
    return told.any() ? 0 : NOTHING;
  }

  private void write(PremiumReport told, Path folder) throws IOException {
    Files.createDirectories(folder);
    told.write(folder);
    usage.out().println("report: " + folder.resolve("premium.html"));
    usage.out().flush();
  }

  /** In and out, at what the configuration reckons with. */
  private static BigDecimal cost(HaetaeConfig loaded) {
    var s = loaded.signalEngine();
    return s.upbitFee().add(s.binanceFee()).add(s.slippagePct()).multiply(BigDecimal.TWO);
  }

  private PremiumReader.Wish wish() {
    usage.check(step.signum() >= 0, "--step must not be negative: " + step);
    usage.check(window.signum() > 0, "--window must be positive: " + window);
    PremiumReader.BankRate bank =
        switch (bankRate.toLowerCase(Locale.ROOT)) {
          case "known" -> PremiumReader.BankRate.KNOWN;
          case "same-day" -> PremiumReader.BankRate.SAME_DAY;
          default -> throw usage.problem("--bank-rate must be known or same-day, not " + bankRate);
        };
    long first = Times.option(usage, "--from", from, Long.MIN_VALUE);
    long end = Times.option(usage, "--to", to, Long.MAX_VALUE);
    usage.check(first < end, "--from must be before --to");
    return new PremiumReader.Wish(data, bank, first, end, Times.secondsNs(step));
  }
}
