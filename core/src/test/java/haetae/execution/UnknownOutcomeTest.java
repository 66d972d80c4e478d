package haetae.execution;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.execution.UnknownOutcome.Action;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A timeout is never a rejection. */
class UnknownOutcomeTest {
  private static final long MS = 1_000_000L;
  private static final long GRACE_MS = 5_000;

  private final UnknownOutcome policy = UnknownOutcome.STANDARD;

  @Test
  void shouldFollowTheWorkedCaseS34() {
    List<Action> actions = new ArrayList<>();
    for (JsonNode row : StrategyCases.expected("S34")) {
      String action = row.get("action").asString();
      if (action.startsWith("ADOPT")) {
        actions.add(policy.judge(true, 100 * MS));
        assertThat(actions.getLast()).isEqualTo(Action.ADOPT);
      } else if (action.startsWith("KEEP UNKNOWN")) {
        actions.add(policy.judge(false, (GRACE_MS - 1) * MS));
        assertThat(actions.getLast()).isEqualTo(Action.KEEP_UNKNOWN);
      } else if (action.startsWith("declare NOT_PLACED")) {
        actions.add(policy.judge(false, (GRACE_MS + 1) * MS));
        assertThat(actions.getLast()).isEqualTo(Action.NOT_PLACED);
      }
    }
    assertThat(actions).hasSize(6);
  }

  @Test
  void shouldAdoptWhatIsFoundHoweverLate() {
    assertThat(policy.judge(true, 600_000 * MS)).isEqualTo(Action.ADOPT);
  }

  @Test
  void shouldAskEverMoreSlowly() {
    assertThat(
            List.of(0, 1, 2, 3, 4, 5, 60).stream()
                .map(polls -> policy.pauseNs(polls, 0) / MS)
                .toList())
        .containsExactly(200L, 400L, 800L, 1_600L, 3_200L, 3_200L, 3_200L);
  }

  @Test
  void shouldAskAsSoonAsTheGraceTimeIsOver() {
    long pauseNs = policy.pauseNs(4, 3_000 * MS);

    assertThat(policy.judge(false, 3_000 * MS + pauseNs)).isEqualTo(Action.NOT_PLACED);
    assertThat(pauseNs).isLessThanOrEqualTo(2_001 * MS);
    assertThat(policy.pauseNs(5, 5_001 * MS)).isEqualTo(3_200 * MS);
  }
}
