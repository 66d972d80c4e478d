package haetae.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import haetae.engine.TestConfigs;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole trading days with faults: whatever is drawn, nothing that must hold is violated. */
class FaultSimulationTest {
  private static final int MINUTES = 20;
  private static final long SEEDS = 200;

  private static final Set<FaultKind> FAULTS = EnumSet.allOf(FaultKind.class);

  private static FaultRun.Plan plan(Set<FaultKind> faults) {
    return new FaultRun.Plan(TestConfigs.config(250_000), faults, MINUTES);
  }

  @Test
  void shouldViolateNothingWhateverFails() {
    String wanted = System.getProperty("seed", "");
    long first = wanted.isBlank() ? 1 : Long.parseLong(wanted);
    long last = wanted.isBlank() ? SEEDS : first;
    Figures figures = new Figures();
    Map<FaultKind, Long> injected = new EnumMap<>(FaultKind.class);

    for (long seed = first; seed <= last; seed++) {
      SeedResult result = FaultRun.of(plan(FAULTS), seed);
      if (!result.violations().isEmpty()) {
        Violation violation = result.violations().getFirst();
        fail("-Dseed=" + seed + " " + violation + "\n" + String.join("\n", violation.story()));
      }
      figures.addAll(result.figures());
      result.injected().forEach((kind, count) -> injected.merge(kind, count, Long::sum));
    }

    if (wanted.isBlank()) {
      assertThat(injected.keySet()).isEqualTo(FAULTS);
      assertThat(figures.of("trades")).isGreaterThan(SEEDS);
      assertThat(figures.of("crashes")).isGreaterThan(SEEDS / 2);
      assertThat(figures.of("unwinds")).isPositive();
    }
  }

  @Test
  void shouldTradeWithoutAFaultAndWithoutABreak() {
    for (long seed = 1; seed <= 10; seed++) {
      SeedResult result = FaultRun.of(plan(EnumSet.noneOf(FaultKind.class)), seed);

      assertThat(result.violations()).isEmpty();
      assertThat(result.injected()).isEmpty();
      assertThat(result.figures().of("trades")).isPositive();
      assertThat(result.figures().of("unwinds")).isZero();
    }
  }

  @Test
  void shouldDoTheSameStepForStepWithTheSameSeed() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    List<String> other = new ArrayList<>();

    FaultRun.told(plan(FAULTS), 11, first::add);
    FaultRun.told(plan(FAULTS), 11, second::add);
    FaultRun.told(plan(FAULTS), 12, other::add);

    assertThat(first).hasSizeGreaterThan(1_000).isEqualTo(second).isNotEqualTo(other);
  }

  @Test
  void shouldInjectOnlyWhatIsAllowed() {
    Set<FaultKind> allowed = EnumSet.of(FaultKind.CRASH, FaultKind.LOST_REPORT);
    for (long seed = 1; seed <= 10; seed++) {
      SeedResult result = FaultRun.of(plan(allowed), seed);

      assertThat(allowed).containsAll(result.injected().keySet()).containsAll(result.mixture());
    }
  }
}
