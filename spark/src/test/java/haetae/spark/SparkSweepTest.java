package haetae.spark;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.research.SweepCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark in local mode gives what the processors of this machine give. */
class SparkSweepTest {
  @TempDir private Path folder;

  private static String[] arguments(Path out) {
    List<String> all = new ArrayList<>();
    for (String file : List.of("binance_BTCUSDT_1h", "upbit_KRW-BTC_1h", "usdkrw_1d")) {
      all.addAll(List.of("--data", "../data/demo/" + file + ".csv.gz"));
    }
    all.addAll(List.of("--config", "../config/live.yml", "--interval", "3600"));
    all.addAll(List.of("--stretches", "3", "--out", out.toString()));
    all.addAll(List.of("--set", "signal_engine.min_spread_pct=0.3,3"));
    all.addAll(List.of("--set", "execution_engine.position_size_krw=100000,200000"));
    return all.toArray(String[]::new);
  }

  private static List<String> results(Path out) throws Exception {
    return Files.readAllLines(out.resolve("results.tsv")).stream().sorted().toList();
  }

  private static Set<String> hashes(Path out) throws Exception {
    return results(out).stream()
        .filter(line -> line.contains(" @ "))
        .map(line -> line.substring(line.lastIndexOf('\t')))
        .collect(Collectors.toSet());
  }

  @Test
  void shouldGiveTheVerySameResults() throws Exception {
    SparkConf two =
        new SparkConf()
            .setAppName("test")
            .setMaster("local[2]")
            .set("spark.ui.enabled", "false")
            .set("spark.log.level", "WARN")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    Path here = folder.resolve("here");
    Path spark = folder.resolve("spark");

    assertThat(SparkSweep.execute(new SweepCommand(), arguments(here))).isZero();
    assertThat(SparkSweep.execute(new SweepCommand(new SparkFarm(two)), arguments(spark))).isZero();

    assertThat(results(spark)).hasSize(1 + 12).isEqualTo(results(here));
    assertThat(hashes(spark)).as("variants that differ").hasSizeGreaterThan(3);
    assertThat(Files.readString(spark.resolve("sweep.html")))
        .contains("Net profit out of sample, KRW");
    assertThat(SparkSweep.execute(new SweepCommand(), arguments(spark))).isZero();
    assertThat(results(spark)).isEqualTo(results(here));
  }
}
