package haetae.app.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LastLookTest {
  private static final long LIMIT = 250;
  private long nowNanos = Long.MAX_VALUE - 100;
  private String thing = "first";
  private final LastLook<String> look = new LastLook<>(this::eyes, LIMIT, () -> nowNanos);

  private String eyes() {
    if (thing.isEmpty()) {
      throw new IllegalStateException("cannot be seen");
    }
    return thing;
  }

  @Test
  void shouldLookWhenNobodyHasLooked() {
    assertThat(look.recent()).isEqualTo("first");
  }

  @Test
  void shouldGoByTheLastLookUpToItsLimit() {
    look.now();
    thing = "second";
    nowNanos += LIMIT;

    assertThat(look.recent()).isEqualTo("first");

    nowNanos++;
    assertThat(look.recent()).isEqualTo("second");
  }

  @Test
  void shouldTakeWhatSomebodyElseHasSeen() {
    look.recent();
    thing = "second";
    look.now();

    assertThat(look.recent()).isEqualTo("second");
  }

  @Test
  void shouldNotGoByAnOldLookWhenTheThingCannotBeSeen() {
    look.now();
    thing = "";
    nowNanos += LIMIT + 1;

    assertThatThrownBy(look::recent).hasMessage("cannot be seen");
  }
}
