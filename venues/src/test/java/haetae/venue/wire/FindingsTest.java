package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.venue.wire.AccountReport.Finding;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private final Findings checks = new Findings();
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void shouldAskAgainWhileTheBudgetIsUsedUp() {
    checks.attempt(
        "balances",
        () -> {
          checks.note("half done", "");
          if (tries.incrementAndGet() < 3) {
            throw new RestUnavailable("market");
          }
        });

    assertThat(tries).hasValue(3);
    assertThat(checks.all()).containsExactly(new Finding(false, "half done", ""));
  }

  @Test
  void shouldKnowNothingOfAVenueThatHasNoTime() {
    checks.attempt(
        "balances",
        () -> {
          tries.incrementAndGet();
          throw DecodeException.unanswered("HTTP 503");
        });

    assertThat(tries).hasValue(2);
    assertThat(checks.all())
        .containsExactly(
            new Finding(
                true,
                true,
                "balances cannot be read: HTTP 503",
                "check key, IP list and connection"));
  }

  @Test
  void shouldBlockOnWhatTheVenueRefuses() {
    checks.attempt(
        "balances",
        () -> {
          tries.incrementAndGet();
          throw new DecodeException("HTTP 401 invalid key");
        });

    assertThat(tries).hasValue(1);
    assertThat(checks.all())
        .containsExactly(
            new Finding(
                true,
                "balances cannot be read: HTTP 401 invalid key",
                "check key, IP list and connection"));
  }
}
