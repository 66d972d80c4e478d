package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import haetae.app.config.ConfigLoader;
import haetae.engine.EngineConfig;
import haetae.sim.fault.FaultKind;
import haetae.sim.fault.FaultRun;
import haetae.sim.fault.Figures;
import haetae.sim.fault.SeedResult;
import haetae.sim.fault.Violation;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/**
 * A process that is killed at any step of a trade goes on with its journal on disk: nothing is sent
 * twice, nothing is forgotten, every leg ends hedged or flat, and the ledger is the venues'.
 */
class KillMatrixTest {
  private static final int MINUTES = 8;
  private static final long SEEDS = 120;

  private final EngineConfig config =
      EngineConfigs.of(ConfigLoader.defaults(), "mock", "sim", new EngineConfigs.Patience(0));

  private Figures killed(EnumSet<FaultKind> faults, long seeds) throws Exception {
    String wanted = System.getProperty("seed", "");
    long first = wanted.isBlank() ? 1 : Long.parseLong(wanted);
    long last = wanted.isBlank() ? seeds : first;
    Figures figures = new Figures();
    for (long seed = first; seed <= last; seed++) {
      try (KilledRuns memory = KilledRuns.temporary()) {
        SeedResult result =
            FaultRun.killed(new FaultRun.Plan(config, faults, MINUTES), seed, memory, null);
        if (!result.violations().isEmpty()) {
          Violation violation = result.violations().getFirst();
          fail("-Dseed=" + seed + " " + violation + "\n" + String.join("\n", violation.story()));
        }
        figures.addAll(result.figures());
      }
    }
    return figures;
  }

  @Test
  void shouldSurviveBeingKilledAtAnyStepWhileEverythingFails() throws Exception {
    Figures figures = killed(EnumSet.allOf(FaultKind.class), SEEDS);

    if (System.getProperty("seed", "").isBlank()) {
      assertThat(figures.of("crashes")).isGreaterThan(3 * SEEDS);
      assertThat(figures.counts())
          .containsKeys(
              "killed before ENTRY order",
              "killed after ENTRY order",
              "killed before EXIT order",
              "killed after EXIT order",
              "killed on OrderFilled");
      long hedges =
          figures.of("killed before HEDGE order") + figures.of("killed after HEDGE order");
      assertThat(hedges).isPositive();
    }
  }

  @Test
  void shouldSurviveKillsAlone() throws Exception {
    Figures figures = killed(EnumSet.of(FaultKind.CRASH), 20);

    assertThat(figures.of("crashes")).isPositive();
    assertThat(figures.of("trades")).isPositive();
  }
}
