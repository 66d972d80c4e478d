package haetae.ops.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CooldownTest {
  private static final long NOW = 1_795_500_000_000L;

  @TempDir private Path temp;

  private Cooldown cooldown() {
    return new Cooldown(temp.resolve("data/cooldown"), 60.0);
  }

  @Test
  void shouldHoldNothingBeforeTheFirstCritical() {
    assertThat(cooldown().remainingMs(NOW)).isZero();
  }

  @Test
  void shouldHoldARestartedServiceForItsTime() throws IOException {
    cooldown().begin(NOW, "Consecutive errors: 3");

    Cooldown restarted = cooldown();

    assertThat(restarted.remainingMs(NOW)).isEqualTo(60_000);
    assertThat(restarted.remainingMs(NOW + 59_999)).isEqualTo(1);
    assertThat(restarted.remainingMs(NOW + 60_000)).isZero();
    assertThat(restarted.remainingMs(NOW + 1_000_000)).isZero();
    assertThat(temp.resolve("data/cooldown")).content().contains("Consecutive errors: 3");
    assertThat(temp.resolve("data")).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void shouldBeginAnewWithTheNextCritical() throws IOException {
    cooldown().begin(NOW, "first");
    cooldown().begin(NOW + 30_000, "second");

    assertThat(cooldown().remainingMs(NOW + 60_000)).isEqualTo(30_000);
  }

  @Test
  void shouldHoldForTheWholeTimeWhenTheClockWasSetBack() throws IOException {
    cooldown().begin(NOW, "then the clock went back");

    assertThat(cooldown().remainingMs(NOW - 1)).isEqualTo(60_000);
    assertThat(cooldown().remainingMs(NOW - 86_400_000)).isEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "yesterday", "12.5", "9223372036854775807", "\u0000"})
  void shouldHoldForTheWholeTimeWhenTheFileIsNoTime(String content) throws IOException {
    Files.createDirectories(temp.resolve("data"));
    Files.writeString(temp.resolve("data/cooldown"), content);

    assertThat(cooldown().remainingMs(NOW)).isEqualTo(60_000);
  }

  @Test
  void shouldHoldForTheWholeTimeWhenTheFileCannotBeRead() throws IOException {
    Files.createDirectories(temp.resolve("data/cooldown"));

    assertThat(cooldown().remainingMs(NOW)).isEqualTo(60_000);
  }

  @Test
  void shouldSayThatItCannotBeRemembered() throws IOException {
    Files.writeString(temp.resolve("data"), "a file where the folder should be");

    assertThatThrownBy(() -> cooldown().begin(NOW, "critical")).isInstanceOf(IOException.class);
  }

  @Test
  void shouldHoldNothingWhenSwitchedOff() throws IOException {
    Cooldown off = new Cooldown(temp.resolve("cooldown"), 0);
    off.begin(NOW, "critical");

    assertThat(off.remainingMs(NOW)).isZero();
  }
}
