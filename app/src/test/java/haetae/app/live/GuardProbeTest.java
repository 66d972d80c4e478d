package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.ops.watchdog.Cooldown;
import haetae.risk.GuardFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardProbeTest {
  @TempDir private Path temp;
  private GuardProbe probe;
  private Cooldown cooldown;

  @BeforeEach
  void makeProbe() throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("live.yml"),
            "runtime: {confirm_file: \"" + temp + "/ok\", halt_file: \"" + temp + "/HALT\"}\n");
    HaetaeConfig config = ConfigLoader.load(file);
    Secrets secrets = Secrets.load(Map.of("LIVE_TRADING", "1"), temp.resolve("absent"));
    cooldown = new Cooldown(temp.resolve("cooldown"), 600);
    probe = new GuardProbe("live", config, secrets, cooldown);
  }

  @Test
  void shouldLookWhereTheConfigurationSays() throws Exception {
    GuardFacts before = probe.facts();
    Files.createFile(temp.resolve("ok"));
    GuardFacts after = probe.facts();
    Files.delete(temp.resolve("ok"));

    assertThat(before.confirmFilePresent()).isFalse();
    assertThat(before.confirmFilePath()).isEqualTo(temp + "/ok");
    assertThat(after.confirmFilePresent()).isTrue();
    assertThat(after.envFlagSet()).isTrue();
    assertThat(probe.facts().confirmFilePresent()).isFalse();
  }

  @Test
  void shouldNotTakeAFolderForTheConfirmFile() throws Exception {
    Files.createDirectory(temp.resolve("ok"));

    assertThat(probe.facts().confirmFilePresent()).isFalse();
  }

  @Test
  void shouldSeeTheHaltFileAndTheCooldown() throws Exception {
    GuardFacts before = probe.facts();
    Files.createFile(temp.resolve("HALT"));
    cooldown.begin(System.currentTimeMillis(), "test");
    GuardFacts after = probe.facts();

    assertThat(before.haltFileAbsent()).isTrue();
    assertThat(before.cooldownOver()).isTrue();
    assertThat(after.haltFileAbsent()).isFalse();
    assertThat(after.cooldownOver()).isFalse();
  }

  @Test
  void shouldObjectToAnEntryByWhatItsWatchHasSeen() throws Exception {
    probe.facts();
    Files.createFile(temp.resolve("HALT"));
    probe.facts();

    assertThat(probe.objections()).contains("Halt file present");
  }

  @Test
  void shouldClaimNothingThatItCannotKnow() {
    assertThat(probe.facts().keysValid()).isFalse();
    assertThat(probe.facts().feedsFresh()).isFalse();
    assertThat(probe.facts().clockInBounds()).isFalse();
    assertThat(probe.facts().redisHeartbeatFresh()).isFalse();
  }
}
