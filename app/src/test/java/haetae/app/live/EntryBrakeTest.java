package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EntryBrakeTest {
  private final List<String> heard = new ArrayList<>();
  private final EntryBrake brake = new EntryBrake((action, why) -> heard.add(action + " " + why));

  @Test
  void shouldReleaseEntriesOnlyWhenTheLastReasonIsOver() {
    brake.hold("cooldown", true);
    brake.hold("watchdog", true);
    brake.hold("watchdog", false);
    assertThat(brake.holds()).isTrue();
    brake.hold("cooldown", false);

    assertThat(brake.holds()).isFalse();
    assertThat(heard)
        .containsExactly(
            "PAUSE_ENTRIES cooldown",
            "PAUSE_ENTRIES cooldown, watchdog",
            "PAUSE_ENTRIES cooldown",
            "RESUME_ENTRIES ");
  }

  @Test
  void shouldSayNothingWhenNothingChanges() {
    brake.hold("watchdog", false);
    brake.hold("watchdog", true);
    brake.hold("watchdog", true);

    assertThat(heard).containsExactly("PAUSE_ENTRIES watchdog");
  }
}
