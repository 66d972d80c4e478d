package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.control.HaltLatch;
import haetae.app.control.Word;
import haetae.app.control.Word.Verb;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.ops.watchdog.Heartbeat;
import haetae.risk.GuardFacts;
import haetae.risk.TradingState;
import haetae.sim.TimedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is pressed on the page lasts over a restart like a command. */
final class DeskControlsTest {
  private static final long START = 1_767_225_600_000_000_000L;

  @TempDir private Path temp;
  private HaltLatch latch;
  private EngineHost host;
  private DeskControls controls;
  private boolean cooldownOver = true;

  @BeforeEach
  void startEngine() {
    HaetaeConfig config = ConfigLoader.defaults();
    EngineConfig engineConfig =
        EngineConfigs.of(config, "mock", "test", new EngineConfigs.Patience(0));
    Tape tape = MockTape.market(config.mock(), engineConfig.pairs(), 7, START);
    Engine engine = new Engine(engineConfig);
    var exchange = MockTape.exchange(config, engineConfig, 7);
    TimedRun run = new TimedRun(tape.market(), exchange, engine, command -> {}, START);
    Pace pace =
        new Pace(START, tape.endNs(), System.nanoTime(), 1, 3_600_000_000_000L, 0, false, false);
    GuardFacts facts =
        new GuardFacts(false, false, false, "", false, false, false, false, false, false);
    host =
        new EngineHost(
            "engine",
            engine,
            run,
            TimedRun::open,
            pace,
            new Heartbeat("engine", System::nanoTime),
            () -> facts,
            failure -> {});
    host.start();
    latch = new HaltLatch(temp.resolve("HALT"));
    controls = new DeskControls(host, latch, () -> cooldownOver, 60_000_000_000L);
  }

  @AfterEach
  void stopEngine() throws Exception {
    host.stop(1_000_000_000L);
  }

  @Test
  void shouldSetAndDropTheLatch() {
    assertThat(controls.halt("kim", "odd fill").text()).isEqualTo("trading is HALTED");
    assertThat(latch.read().map(Word::reason)).contains("odd fill");

    assertThat(controls.resume("kim", "explained", false).done()).isTrue();
    assertThat(latch.read()).isEmpty();

    assertThat(controls.flatten("kim", "going home").text()).isEqualTo("trading is REDUCING");
    assertThat(latch.read().map(Word::verb)).contains(Verb.FLATTEN);
  }

  @Test
  void shouldNotResumeInTheCooldown() {
    controls.halt("kim", "odd fill");
    cooldownOver = false;

    assertThat(controls.resume("kim", "explained", true).text()).contains("cooling down");
    assertThat(latch.read()).isPresent();
    assertThat(host.picture().view().snapshot().tradingState()).isEqualTo(TradingState.HALTED);
  }

  @Test
  void shouldNotWeakenAHalt() {
    controls.halt("kim", "odd fill");

    controls.flatten("lee", "going home");

    assertThat(latch.read().map(Word::verb)).contains(Verb.HALT);
  }

  @Test
  void shouldHaltThoughTheLatchCannotBeSetAndNotResumeThoughItStays() throws Exception {
    Files.createDirectories(latch.file().resolve("not empty"));

    assertThat(controls.halt("kim", "odd fill").text())
        .contains("trading is HALTED", "a restart would forget it");
    assertThat(controls.resume("kim", "explained", false).done()).isFalse();
    assertThat(host.picture().view().snapshot().tradingState()).isEqualTo(TradingState.HALTED);
  }
}
