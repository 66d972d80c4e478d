package haetae.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import haetae.app.ProjectFiles;
import haetae.app.live.EngineConfigs;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class ConfigLoaderTest {
  private static final Pattern SETTING = Pattern.compile("[ -]*(?<key>\\w+): *[^ #].*");

  @TempDir private Path temp;

  private HaetaeConfig load(String yaml) throws Exception {
    return ConfigLoader.load(Files.writeString(temp.resolve("live.yml"), yaml));
  }

  private List<String> problems(String yaml) throws Exception {
    Files.writeString(temp.resolve("live.yml"), yaml);
    return problemsOf("live.yml");
  }

  /** Problems of a file, without the folder that it happens to lie in. */
  private List<String> problemsOf(String file) {
    ConfigException failure =
        catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(temp.resolve(file)));
    assertThat(failure).as("a configuration error").isNotNull();
    return failure.problems().stream().map(p -> p.replace(temp + "/", "")).toList();
  }

  @Test
  void shouldMapEveryKeyOfTheShippedFile() throws Exception {
    String text = Files.readString(ProjectFiles.root().resolve("config/live.yml"));
    Set<String> inFile = new TreeSet<>();
    keys("", new Load(LoadSettings.builder().build()).loadFromString(text), inFile);
    Set<String> inRecords = new TreeSet<>();
    components("", HaetaeConfig.class, inRecords);

    assertThat(inFile).isEqualTo(inRecords);
  }

  @Test
  void shouldExplainEveryKeyOfTheShippedFile() throws Exception {
    Set<String> explained = new TreeSet<>();
    List<String> bare = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(ProjectFiles.root().resolve("config/live.yml"))) {
      section = line.matches("\\w.*") ? line.substring(0, line.indexOf(':')) : section;
      Matcher setting = SETTING.matcher(line);
      if (!setting.matches()) {
        continue;
      }
      String key = section + "." + setting.group("key");
      if (line.matches(".* # +\\w.*")) {
        explained.add(key);
      } else if (!section.equals("pairs") || !explained.contains(key)) {
        bare.add(line);
      }
    }

    assertThat(explained).hasSizeGreaterThan(200);
    assertThat(bare).as("settings without a comment on their line").isEmpty();
  }

  private static void keys(String path, Object node, Set<String> keys) {
    if (node instanceof Map<?, ?> map && !path.equals("mock.prices_usdt")) {
      map.forEach((key, value) -> keys(path.isEmpty() ? "" + key : path + "." + key, value, keys));
    } else if (node instanceof List<?> list
        && !list.isEmpty()
        && list.getFirst() instanceof Map<?, ?>) {
      list.forEach(item -> keys(path, item, keys));
    } else {
      keys.add(path);
    }
  }

  private static void components(String path, Class<?> type, Set<String> keys) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = (path.isEmpty() ? "" : path + ".") + Binder.snake(component.getName());
      if (component.getType().isRecord()) {
        components(key, component.getType(), keys);
      } else if (key.equals("pairs")) {
        components(key, HaetaeConfig.Route.class, keys);
      } else {
        keys.add(key);
      }
    }
  }

  @Test
  void shouldShipTheDefaultsItself() throws Exception {
    HaetaeConfig shipped = ConfigLoader.load(ProjectFiles.root().resolve("config/live.yml"));

    assertThat(shipped).isEqualTo(ConfigLoader.defaults());
    assertThat(load("mode: {current: mock}\n")).isEqualTo(shipped);
    assertThat(shipped.metricsServer().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void shouldLoadTheOriginalFileUnchangedAndKeepItsDefaults() throws Exception {
    byte[] original = ConfigLoaderTest.class.getResourceAsStream("original.yml").readAllBytes();

    HaetaeConfig loaded = ConfigLoader.load(Files.write(temp.resolve("original.yml"), original));

    assertThat(loaded)
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> a.compareTo(b) == 0, BigDecimal.class)
        .ignoringFields(
            "upbit.enabled", "binance.enabled", "metricsServer.host", "storage", "dataDir", "fx")
        .isEqualTo(ConfigLoader.defaults());
    assertThat(loaded.metricsServer().host()).isEqualTo("0.0.0.0");
    assertThat(loaded.storage().backend()).isEqualTo("csv");
    assertThat(loaded.fx().symbol()).isEqualTo("KRW-USDT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "x-windows-949"})
  void shouldReadKoreanTextInBothEncodings(String charset) throws Exception {
    String yaml = "# 김치 프리미엄\nruntime:\n  halt_file: \"정지\"\n";
    Path file = Files.write(temp.resolve("k.yml"), yaml.getBytes(Charset.forName(charset)));

    assertThat(ConfigLoader.load(file).runtime().haltFile()).isEqualTo("정지");
  }

  @Test
  void shouldReadAFileWithAByteOrderMarkAndWindowsLineEnds() throws Exception {
    assertThat(load("\uFEFFmode:\r\n  current: paper\r\n").mode().current()).isEqualTo("paper");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          watchdog:~  max_ws_lag: 1 | 2:3: unknown key "max_ws_lag" in watchdog; did you mean "max_ws_lag_ms"?
          watchdgo: {} | 1:1: unknown key "watchdgo" in the file; did you mean "watchdog"?
          mode: {current: moc} | 1:17: mode.current must be one of mock, paper, live, not "moc"; did you mean "mock"?
          mode: {current: 1} | 1:17: mode.current must be a text, not 1
          mode: paper | 1:7: mode must be a section (key: value lines)
          watchdog: {enabled: yes} | 1:21: watchdog.enabled must be true or false, not yes
          watchdog: {max_ws_lag_ms: "5000"} | 1:27: watchdog.max_ws_lag_ms must be a number, not 5000
          watchdog: {max_ws_lag_ms: -1} | 1:27: watchdog.max_ws_lag_ms must be between 0 and 10000000000, not -1
          watchdog: {max_ws_lag_ms: .nan} | 1:27: watchdog.max_ws_lag_ms must be a plain number, not .nan
          watchdog: {max_ws_lag_ms: .inf} | 1:27: watchdog.max_ws_lag_ms must be a plain number, not .inf
          watchdog:~  max_ws_lag_ms: | 2:17: watchdog.max_ws_lag_ms has no value
          watchdog: {max_live_errors_per_minute: 1.5} | 1:40: watchdog.max_live_errors_per_minute must be a whole number, not 1.5
          sys_monitor: {sample_interval_sec: -30} | 1:36: sys_monitor.sample_interval_sec must be between 0.1 and 3600, not -30
          signal_engine: {upbit_fee: 0.00001} | 1:28: signal_engine.upbit_fee has more than 4 decimals: 0.00001
          websocket: {upbit_symbols: A} | 1:28: websocket.upbit_symbols must be a list
          mock: {prices_usdt: {BTC: 0}} | 1:27: mock.prices_usdt.BTC must be positive
          pairs: [] | 1:8: pairs must name at least one pair
          fx: {symbol: USDT} | 1:14: fx.symbol must look like KRW-USDT, not "USDT"
          logging: {file: logs/watchdog.log} | 1:17: logging.file must name a file that is not a component's own, not "logs/watchdog.log"
          execution_engine: {position_size_krw: 9999} | 1:39: execution_engine.position_size_krw (9999) must not be below signal_engine.min_trade_amount_krw (10000.0)
          logging: {level: WARN} | 1:18: logging.level must be one of DEBUG, INFO, WARNING, ERROR, not "WARN"; did you mean "WARNING"?
          """)
  void shouldNameThePlaceAndTheCure(String yaml, String problem) throws Exception {
    assertThat(problems(yaml.replace("~", "\n"))).containsExactly("live.yml:" + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "watchdog, ws_lag_warn_threshold_ms, 5000.1, max_ws_lag_ms, 5000.0",
    "watchdog, loop_latency_warn_threshold_ms, 9000, max_loop_latency_ms, 5000.0",
    "watchdog, redis_heartbeat_warn_threshold_ms, 30001, max_redis_heartbeat_age_ms, 30000.0",
    "watchdog, min_disk_free_mb, 2048, disk_free_warn_threshold_mb, 1024.0",
    "sys_monitor, warn_cpu_pct, 91, max_cpu_pct, 90.0",
    "sys_monitor, warn_rss_mb, 4096, max_rss_mb, 2048.0"
  })
  void shouldRefuseAWarnThresholdAboveItsMax(
      String section, String key, String value, String other, String limit) throws Exception {
    assertThat(problems(section + ":\n  " + key + ": " + value + "\n"))
        .containsExactly(
            "live.yml:2:%d: %s.%s (%s) must not be above %s.%s (%s)"
                .formatted(key.length() + 5, section, key, value, section, other, limit));
  }

  @Test
  void shouldTellAllProblemsInTheOrderOfTheFile() throws Exception {
    assertThat(
            problems("mode: {current: x}\nlogging:\n  colour: true\n  json: 1\nredis: {ttl: 1}\n"))
        .extracting(p -> p.substring(0, p.indexOf(": ")))
        .containsExactly("live.yml:1:17", "live.yml:3:3", "live.yml:4:9", "live.yml:5:9");
  }

  @Test
  void shouldTellInOneLineWhatIsWrongWithTheFileItself() throws Exception {
    Files.write(temp.resolve("binary.yml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    Files.createDirectory(temp.resolve("folder.yml"));

    assertThat(problems("")).containsExactly("live.yml:1:1: the file is empty");
    assertThat(problems("# only words\n")).containsExactly("live.yml:1:1: the file is empty");
    assertThat(problems("redis: {}\nredis: {}\n"))
        .containsExactly("live.yml:2:1: key \"redis\" is there twice in the file");
    assertThat(problems("mock: {prices_usdt: {BTC: 1, BTC: 2}}\n"))
        .containsExactly("live.yml:1:30: key \"BTC\" is there twice in mock.prices_usdt");
    assertThat(problems("mode: [unclosed\n"))
        .singleElement()
        .asString()
        .startsWith("live.yml:2:1:");
    assertThat(problems("- a\n- b\n"))
        .containsExactly("live.yml:1:1: the file must be a section (key: value lines)");
    assertThat(problemsOf("absent.yml"))
        .containsExactly("absent.yml: no such file; give another with --config FILE");
    assertThat(problemsOf("binary.yml")).singleElement().asString().startsWith("binary.yml: not ");
    assertThat(problemsOf("folder.yml")).singleElement().asString().startsWith("folder.yml: ");
  }

  @Test
  void shouldGiveTheEngineWhatItTakesAtEachLimit() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Map.Entry<String, Range> entry : ranges("", HaetaeConfig.class).entrySet()) {
      for (double limit : new double[] {entry.getValue().min(), entry.getValue().max()}) {
        String yaml = yaml(entry.getKey(), new BigDecimal(Double.toString(limit)).toPlainString());
        try {
          EngineConfigs.of(load(yaml), "mock", "s", new EngineConfigs.Patience(0));
        } catch (ConfigException e) {
          assertThat(e.problems()).isNotEmpty();
        } catch (RuntimeException e) {
          broken.add(yaml.replace('\n', ' ') + " -> " + e);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /** A file with one key. */
  private static String yaml(String key, String value) {
    StringBuilder yaml = new StringBuilder();
    String[] parts = key.split("\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      yaml.append("  ".repeat(i)).append(parts[i]).append(i < parts.length - 1 ? ":\n" : ": ");
    }
    return yaml.append(value).append('\n').toString();
  }

  private static Map<String, Range> ranges(String path, Class<?> type) {
    Map<String, Range> found = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String key = (path.isEmpty() ? "" : path + ".") + Binder.snake(component.getName());
      Range range = component.getAnnotation(Range.class);
      if (component.getType().isRecord()) {
        found.putAll(ranges(key, component.getType()));
      } else if (range != null) {
        found.put(key, range);
      }
    }
    return found;
  }
}
