package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final Exchange SENT = new Exchange.NotSent("for the test");

  private final AtomicInteger tries = new AtomicInteger();

  /** There is budget from the third time on. */
  private Exchange send() throws RestUnavailable {
    if (tries.incrementAndGet() < 3) {
      throw new RestUnavailable("weight");
    }
    return SENT;
  }

  @Test
  void shouldWaitForBudgetIfItIsUrgent() throws Exception {
    assertThat(Patience.within(Lane.URGENT, SECOND_NS, this::send)).isSameAs(SENT);
    assertThat(tries).hasValue(3);
  }

  @Test
  void shouldNotWaitForAVenueThatTakesNoOrdersForLonger() {
    assertThatThrownBy(() -> Patience.within(Lane.URGENT, 3 * SECOND_NS, this::send))
        .isInstanceOf(RestUnavailable.class);
    assertThat(tries).hasValue(1);
  }
}
