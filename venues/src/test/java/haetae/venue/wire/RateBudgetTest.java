package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
  private static final long SECOND = 1_000_000_000L;

  private static RateBudget budget(int nominal, int reservePpm) {
    return new RateBudget("order", nominal, SECOND, 1_000_000, reservePpm);
  }

  @Test
  void shouldNeverExceedTheLimitInAnyTrailingWindow() {
    Seed.forAll(
        200,
        seed -> {
          RateBudget budget = budget(10, 0);
          Deque<Long> sent = new ArrayDeque<>();
          long now = 0;
          for (int i = 0; i < 500; i++) {
            now += seed.between(0, SECOND / 8);
            if (budget.take(1, Lane.URGENT, now)) {
              sent.addLast(now);
              long from = now - SECOND;
              sent.removeIf(at -> at <= from);
              assertThat(sent.size()).isLessThanOrEqualTo(10);
            }
          }
        });
  }

  @Test
  void shouldKeepAPartForWhatIsUrgent() {
    RateBudget budget = budget(10, 300_000);
    int low = 0;
    while (budget.take(1, Lane.LOW, 1)) {
      low++;
    }
    int normal = low;
    while (budget.take(1, Lane.NORMAL, 1)) {
      normal++;
    }
    int urgent = normal;
    while (budget.take(1, Lane.URGENT, 1)) {
      urgent++;
    }
    assertThat(low).isEqualTo(5);
    assertThat(normal).isEqualTo(7);
    assertThat(urgent).isEqualTo(10);
    assertThat(budget.take(1, Lane.NORMAL, 2 * SECOND)).isTrue();
  }

  @Test
  void shouldFollowAVenueThatCountsMore() {
    RateBudget budget = budget(10, 0);
    budget.take(2, Lane.URGENT, 1);
    budget.observeUsed(9, 1);
    assertThat(budget.take(1, Lane.URGENT, 1)).isTrue();
    assertThat(budget.take(1, Lane.URGENT, 1)).isFalse();
    assertThat(budget.refused()).isEqualTo(1);
  }

  @Test
  void shouldStayClosedUntilTheVenueAllowsAgain() {
    RateBudget budget = budget(10, 0);
    budget.close(5 * SECOND);
    budget.close(3 * SECOND);
    assertThat(budget.take(1, Lane.URGENT, 4 * SECOND)).isFalse();
    assertThat(budget.usedPpm(4 * SECOND)).isEqualTo(1_000_000);
    assertThat(budget.take(1, Lane.URGENT, 5 * SECOND)).isTrue();
  }

  @Test
  void shouldPauseLongerAfterEachFailureUpToTheLongest() {
    Backoff backoff = new Backoff(500, 30_000, 42);
    long ceiling = 500;
    for (int i = 0; i < 12; i++) {
      assertThat(backoff.nextMs()).isBetween(ceiling / 2, ceiling);
      ceiling = Math.min(30_000, ceiling * 2);
    }
    backoff.reset();
    assertThat(backoff.nextMs()).isBetween(250L, 500L);
  }
}
