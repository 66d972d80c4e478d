package haetae.app.storm;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ProjectFiles;
import haetae.sandbox.Scenario;
import haetae.sandbox.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storm for half a minute; {@code ./haetae storm} is the long one. */
class StormTest {
  private static final int SECONDS = Integer.getInteger("storm", 35);

  @TempDir private Path folder;

  @Test
  void shouldLoseAndDoubleNothingWhateverTheVenuesDo() throws Exception {
    Scenario scenario =
        ScenarioReader.read(ProjectFiles.root().resolve("data/scenarios/storm.yml"));

    StormReport report = new Storm(scenario, folder, 60_000).run(SECONDS);

    String all = String.join("\n", report.lines());
    assertThat(report.faults()).as(all).isEmpty();
    assertThat(report.orders()).as(all).isPositive();
    assertThat(all).contains("no order lost or doubled", "UPBIT KRW", "position ETHUSDT");
    assertThat(folder.resolve("data/shadow")).isNotEmptyDirectory();
  }
}
