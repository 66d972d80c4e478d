package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.control.Word;
import haetae.app.control.Word.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObedienceTest {
  private static Word resume(String reason, boolean force) {
    return Word.now(Verb.RESUME, "kim", reason, force);
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
}
