package haetae.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class FaultKindTest {
  @Test
  void shouldReadAChoice() {
    assertThat(FaultKind.parse("all")).isEqualTo(EnumSet.allOf(FaultKind.class));
    assertThat(FaultKind.parse("none")).isEmpty();
    assertThat(FaultKind.parse("crash, lost-report"))
        .isEqualTo(EnumSet.of(FaultKind.CRASH, FaultKind.LOST_REPORT));
    assertThat(FaultKind.parse("all,-crash"))
        .isEqualTo(EnumSet.complementOf(EnumSet.of(FaultKind.CRASH)))
        .isEqualTo(FaultKind.parse("-crash"));
  }

  @Test
  void shouldNameWhatItDoesNotKnow() {
    assertThatThrownBy(() -> FaultKind.parse("crash,blackout"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"blackout\"")
        .hasMessageContaining("maintenance");
  }
}
