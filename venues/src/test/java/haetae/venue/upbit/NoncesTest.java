package haetae.venue.upbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NoncesTest {
  private static final int MANY = 100_000;

  @Test
  void shouldBeRandomUuidsOfVersionFour() {
    Nonces nonces = new Nonces();

    for (int i = 0; i < 100; i++) {
      String text = nonces.get();
      UUID uuid = UUID.fromString(text);
      assertThat(uuid).hasToString(text);
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
    }
  }

  @Test
  void shouldNeverComeTwice() {
    Nonces nonces = new Nonces();
    Set<String> seen = new HashSet<>();

    for (int i = 0; i < MANY; i++) {
      seen.add(nonces.get());
    }

    assertThat(seen).hasSize(MANY);
  }

  @Test
  void shouldDifferFromAnotherProcessesOwn() {
    assertThat(new Nonces().get()).isNotEqualTo(new Nonces().get());
  }
}
