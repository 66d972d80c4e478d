package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.config.ConfigLoader;
import haetae.app.live.RecordedRig;
import haetae.app.research.Sweep.Cell;
import haetae.app.research.Sweep.Stretch;
import haetae.app.research.Variants.Variant;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkForwardTest {
  private static final Variant A = variant("A");
  private static final Variant B = variant("B");
  private static final List<Stretch> STRETCHES = Sweep.cut(0, 300, 3);

  private static Variant variant(String name) {
    return new Variant(name, Map.of("k", name), Path.of(name + ".yml"), ConfigLoader.defaults());
  }

  private static WalkForward of(long[] a, long[] b) throws Exception {
    Map<String, Cell> cells = new HashMap<>();
    for (int i = 0; i < STRETCHES.size(); i++) {
      cells.put(Sweep.key(A, STRETCHES.get(i)), new Cell(a[i], -i, 1, 0));
      cells.put(Sweep.key(B, STRETCHES.get(i)), new Cell(b[i], 0, 2, 0));
    }
    RecordedRig.Wish wish = new RecordedRig.Wish(List.of(), 1, 0, 300);
    return WalkForward.of(
        new Sweep.Plan(List.of(A, B), wish, new Backtest.Rhythm(1, 1), STRETCHES), cells);
  }

  @Test
  void shouldChooseOnThePastAlone() throws Exception {
    WalkForward result = of(new long[] {10, -5, 100}, new long[] {0, 20, -7});

    // First A for its 10, which brings -5; then B, whose past is 20 against 5, and which brings -7.
    assertThat(result.steps()).extracting(WalkForward.Step::chosen).containsExactly(A, B);
    assertThat(result.broughtE8()).isEqualTo(-12);
    assertThat(result.steps()).extracting(WalkForward.Step::bestE8).containsExactly(20L, 100L);
  }

  @Test
  void shouldRankByWhatCameAfterTheFirstStretch() throws Exception {
    WalkForward result = of(new long[] {1_000, 1, 1}, new long[] {0, 5, 5});

    assertThat(result.ranks()).extracting(WalkForward.Rank::variant).containsExactly(B, A);
    assertThat(result.ranks().get(1).inSampleE8()).isEqualTo(1_000);
    assertThat(result.ranks().get(1).drawdownE8()).isEqualTo(-2);
  }

  @Test
  void shouldCutTimeWithoutGapOrOverlap() {
    List<Stretch> parts = Sweep.cut(5, 105, 4);

    assertThat(parts.getFirst().fromNs()).isEqualTo(5);
    assertThat(parts.getLast().toNs()).isEqualTo(105);
    for (int i = 1; i < parts.size(); i++) {
      assertThat(parts.get(i).fromNs()).isEqualTo(parts.get(i - 1).toNs() + 1);
    }
  }

  @Test
  void shouldTryEachCombinationOnce() {
    Grid grid = Grid.parse(List.of("a.b=1,2", "c=x,y,z"));

    assertThat(grid.choose(0, 1)).hasSize(6).doesNotHaveDuplicates();
    assertThat(grid.choose(0, 1).get(1)).isEqualTo(Map.of("a.b", "1", "c", "y"));
    assertThat(grid.choose(4, 7)).hasSize(4).doesNotHaveDuplicates().isEqualTo(grid.choose(4, 7));
  }
}
