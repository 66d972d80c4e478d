package haetae.ops.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecentLinesTest {
  private final RecentLines lines = new RecentLines();

  @Test
  void shouldGiveTheNewestAfterANumber() {
    for (int i = 1; i <= 1_500; i++) {
      lines.add(LogLevel.INFO, "arbitrage.x", "line " + i + "\n");
    }

    assertThat(lines.lastSeq()).isEqualTo(1_500);
    assertThat(lines.after(1_498, 100))
        .extracting("text")
        .containsExactly("line 1499", "line 1500");
    assertThat(lines.after(0, 3)).extracting("seq").containsExactly(1_498L, 1_499L, 1_500L);
    assertThat(lines.after(0, 5_000)).hasSize(1_000);
    assertThat(lines.after(1_500, 10)).isEmpty();
  }

  @Test
  void shouldCutWhatIsEndless() {
    lines.add(LogLevel.ERROR, "arbitrage.x", "y".repeat(10_000));

    assertThat(lines.after(0, 1).getFirst().text()).hasSize(2_001).endsWith("…");
  }
}
