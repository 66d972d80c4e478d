package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.StrategyCases;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Failures in a row stop entries; one probe finds out whether they may go on. */
class CircuitBreakerTest {
  private static final long SECOND = 1_000_000_000L;

  private final CircuitBreaker breaker = new CircuitBreaker(3, 60 * SECOND);

  @Test
  void shouldFollowTheWorkedCaseS29() {
    for (JsonNode step : StrategyCases.expected("S29")) {
      long now = step.get("t_s").asLong() * SECOND;
      switch (step.get("event").asString()) {
        case "fail" -> breaker.failed(now);
        case "ok" -> breaker.succeeded();
        case "order" -> assertThat(breaker.allows(now)).isEqualTo(allowed(step));
        case "probe_ok" -> {
          assertThat(breaker.allows(now)).isTrue();
          breaker.sent(now);
          breaker.succeeded();
        }
        default -> throw new IllegalStateException("unknown step " + step);
      }
      assertThat(breaker.open())
          .as("%s", step)
          .isEqualTo(step.get("breaker").asString().equals("OPEN"));
      assertThat(breaker.consecutive()).as("%s", step).isEqualTo(step.get("consecutive").asInt());
    }
  }

  private static boolean allowed(JsonNode step) {
    return step.get("order_allowed").asBoolean();
  }

  private void open(long atNs) {
    for (int i = 0; i < 3; i++) {
      breaker.failed(atNs);
    }
  }

  @Test
  void shouldLetOneProbeThroughOnly() {
    open(0);

    assertThat(breaker.allows(60 * SECOND - 1)).isFalse();
    assertThat(breaker.allows(60 * SECOND)).isTrue();
    breaker.sent(60 * SECOND);
    assertThat(breaker.allows(61 * SECOND)).isFalse();
  }

  @Test
  void shouldOpenAgainWhenTheProbeFails() {
    open(0);
    breaker.sent(60 * SECOND);

    breaker.failed(62 * SECOND);

    assertThat(breaker.allows(121 * SECOND)).isFalse();
    assertThat(breaker.allows(122 * SECOND)).isTrue();
  }

  @Test
  void shouldLetAnotherProbeThroughWhenOneIsNeverHeardOf() {
    open(0);
    breaker.sent(60 * SECOND);

    assertThat(breaker.allows(119 * SECOND)).isFalse();
    assertThat(breaker.allows(120 * SECOND)).isTrue();
  }

  @Test
  void shouldStayOpenWhenSomethingOlderThanTheProbeSucceeds() {
    open(0);

    breaker.succeeded();

    assertThat(breaker.open()).isTrue();
    assertThat(breaker.allows(1 * SECOND)).isFalse();
  }

  @Test
  void shouldTellHowLongItStillCools() {
    open(0);

    assertThat(breaker.remainingMs(20 * SECOND)).isEqualTo(40_000);
    assertThat(breaker.remainingMs(90 * SECOND)).isZero();
  }

  @Test
  void shouldRefuseAThresholdThatIsNotPositive() {
    assertThatThrownBy(() -> new CircuitBreaker(0, SECOND))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
