package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LastResortTest {
  @Test
  void shouldEndTheProcessWhenTheShutdownHangs() throws Exception {
    CompletableFuture<Integer> halted = new CompletableFuture<>();
    try (LastResort _ = new LastResort(1, 3, halted::complete)) {
      assertThat(halted.get(60, TimeUnit.SECONDS)).isEqualTo(3);
    }
  }

  @Test
  void shouldDoNothingWhenItIsClosedInTime() throws Exception {
    CompletableFuture<Integer> halted = new CompletableFuture<>();
    LastResort last = new LastResort(600_000, 3, halted::complete);
    last.close();
    last.join();

    assertThat(halted).isNotDone();
  }
}
