package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.Changed;
import haetae.app.control.Word;
import haetae.app.control.Word.Verb;
import haetae.engine.Engine;
import haetae.engine.EngineSnapshot;
import haetae.engine.TestConfigs;
import haetae.risk.TradingState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ObedienceTest {
  private static Word resume(String reason, boolean force) {
    return Word.now(Verb.RESUME, "kim", reason, force);
  }

  private static EngineSnapshot held(EngineSnapshot of, TradingState state, int positions) {
    return Changed.of(of, Map.of("tradingState", state, "openPositions", positions));
  }

  @Test
  void shouldResumeOnlyWithAReasonAfterTheCooldownAndWithBalancesExplained() {
    List<String> odd = List.of("UPBIT BTC");

    assertThat(Obedience.refusal(resume("ok", false), true, List.of())).isEmpty();
    assertThat(Obedience.refusal(resume(" ", true), true, List.of())).contains("reason");
    assertThat(Obedience.refusal(resume("ok", true), false, List.of())).contains("cooling down");
    assertThat(Obedience.refusal(resume("ok", false), true, odd)).contains("UPBIT BTC", "--force");
    assertThat(Obedience.refusal(resume("ok", true), true, odd)).isEmpty();
  }

  @Test
  void shouldFlattenUnlessAHaltHoldsPositions() {
    EngineSnapshot normal = new Engine(TestConfigs.config(250_000)).snapshot();

    assertThat(Obedience.flattenRefusal(normal)).isEmpty();
    assertThat(Obedience.flattenRefusal(held(normal, TradingState.NORMAL, 1))).isEmpty();
    assertThat(Obedience.flattenRefusal(held(normal, TradingState.HALTED, 0))).isEmpty();
    assertThat(Obedience.flattenRefusal(held(normal, TradingState.HALTED, 1)))
        .contains("resume first");
  }
}
