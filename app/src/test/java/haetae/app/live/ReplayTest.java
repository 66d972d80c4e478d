package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.ops.watchdog.LifeSigns;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paper mode on recordings, from the files to the summary in the log. */
class ReplayTest {
  private static final double FLAT_OUT = Double.POSITIVE_INFINITY;

  @TempDir private Path folder;
  private int runs;

  private static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.isRegularFile(root.resolve("haetae"))) {
      root = root.getParent();
    }
    assertThat(root).as("the project's root").isNotNull();
    return root;
  }

  private static List<Path> demo() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("data/demo"))) {
      return files.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
    }
  }

  /** Replays files; the lines of the log without their times. */
  private List<String> replay(List<Path> files, double speed, String interval) throws Exception {
    Path home = Files.createDirectories(folder.resolve("run" + runs++));
    Path yaml =
        Files.writeString(
            home.resolve("live.yml"),
            """
            data_dir: "%1$s/data"
            logging: {file: "%1$s/logs/live.log", console: false}
            longrun: {enabled: false}
            mock: {reject_pct: 0.0, partial_fill_pct: 0.0}
            safety: {jump_freeze_sec: 0.0}
            sys_monitor: {enabled: false}
            runtime: {halt_file: "%1$s/HALT", confirm_file: "%1$s/ok"}
            """
                .formatted(home));
    HaetaeConfig config = ConfigLoader.load(yaml);
    RunOptions options =
        new RunOptions(
            yaml,
            "paper",
            0,
            new BigDecimal(interval),
            OptionalLong.of(42),
            files,
            OptionalDouble.of(speed),
            false);
    Secrets secrets = Secrets.load(Map.of(), home.resolve(".env"));
    int code = new LiveService(options, config, secrets, LifeSigns.none()).run();
    assertThat(code).isZero();
    return Files.readAllLines(home.resolve("logs/live.log")).stream()
        .map(line -> line.length() > 24 ? line.substring(24) : line)
        .toList();
  }

  /** What was traded and what it came to. */
  private static List<String> trades(List<String> log) {
    return log.stream()
        .filter(
            line ->
                line.contains("[EXEC] Order placed")
                    || line.contains(" filled: ")
                    || line.contains("[TRADE] BTC")
                    || line.contains("[TRADE] ETH")
                    || line.contains("  signals=")
                    || line.contains("  fees="))
        .toList();
  }

  private static String line(List<String> log, String part) {
    return log.stream().filter(l -> l.contains(part)).reduce("", (a, b) -> b);
  }

  @Test
  void shouldTradeTheDemoAndSayWhatIsModelled() throws Exception {
    List<String> log = replay(demo(), FLAT_OUT, "30");

    assertAll(
        () -> assertThat(line(log, "  signals=")).doesNotContain("trades=0 "),
        () -> assertThat(line(log, "  updates=")).contains("unfit=0"),
        () -> assertThat(line(log, "  rejections=")).contains("ledger_breaks=0"),
        () -> assertThat(line(log, "KRW-BTC_1h.csv.gz: candles")).contains("575 rows"),
        () -> assertThat(line(log, "stands in")).contains("modelled: KRW-USDT"),
        () -> assertThat(line(log, "every fill")).contains("modelled"),
        () -> assertThat(line(log, "open positions")).contains("in flight: 0"),
        () -> assertThat(log).noneMatch(ReplayTest::unexpected),
        () -> assertThat(line(log, "Shutting down")).contains("end of the recording"));
  }

  /** The crash loses five pairs in a row, which stops entries for good; nothing else goes wrong. */
  private static boolean unexpected(String line) {
    boolean stopped = line.contains("Losing pairs in a row: 5 > 4");
    return line.contains("CRITICAL") || (line.contains("ERROR") && !stopped);
  }

  @Test
  void shouldTradeTheDemoAlikeAtAnySpeed() throws Exception {
    List<String> flatOut = trades(replay(demo(), FLAT_OUT, "30"));

    assertThat(flatOut).hasSizeGreaterThan(50);
    assertThat(trades(replay(demo(), 2_000_000, "0.1"))).isEqualTo(flatOut);
  }

  @Test
  void shouldTradeAlikeAtRecordedSpeedAndFaster() throws Exception {
    List<Path> polls = polls();
    List<String> flatOut = trades(replay(polls, FLAT_OUT, "1"));

    assertThat(line(flatOut, "  signals=")).contains("trades=2 closed=2");
    assertThat(trades(replay(polls, 600, "1"))).isEqualTo(flatOut);
    assertThat(trades(replay(polls, 1, "1"))).isEqualTo(flatOut);
  }

  /** Five seconds of both venues in which the premium is 1.9 % for a while. */
  private List<Path> polls() throws IOException {
    String header = ",symbol,timestamp,last\n";
    StringBuilder upbit = new StringBuilder(header);
    StringBuilder binance = new StringBuilder(header);
    for (int i = 0; i < 50; i++) {
      long ms = 1_694_368_588_000L + i * 100L;
      double premium = i >= 15 && i < 30 ? 1.019 : 1;
      upbit.append("%d,ETH/KRW,%d,%d%n".formatted(i, ms, Math.round(2_200_000 * premium)));
      binance.append("%d,ETH/USDT,%d,1606.00%n".formatted(i, ms));
    }
    return List.of(
        Files.writeString(folder.resolve("eth_binance.csv"), binance),
        Files.writeString(folder.resolve("eth_upbit.csv"), upbit));
  }

  @Test
  void shouldRefuseARecordingOfOtherPairsAndNameThem() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("upbit_KRW-DOGE_1m.csv"),
            "timestamp,close\n2025-09-01 00:00:00,300\n2025-09-01 00:01:00,301\n");

    assertThatThrownBy(() -> replay(List.of(file), FLAT_OUT, "1"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("none of the configured pairs is in the recording, which holds")
        .hasMessageContaining("UPBIT:KRW-DOGE");
  }

  @Test
  void shouldRefuseARateWithoutCoins() throws IOException {
    Path file = Files.writeString(folder.resolve("usdkrw.csv"), "Date,Price\n2024-01-01,1300\n");

    assertThatThrownBy(() -> replay(List.of(file), FLAT_OUT, "1"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("no coin prices");
  }

  @Test
  void shouldFailWithOneLineWhenAFileCannotBeRead() {
    assertThatThrownBy(() -> replay(List.of(folder), FLAT_OUT, "1"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("is a folder");
  }
}
