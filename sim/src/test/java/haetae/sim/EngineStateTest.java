package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.TestConfigs;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine's whole state can be saved and restored: snapshot plus tail equals full replay. */
class EngineStateTest {
  /** Fields that are no state, and why. */
  private static final String[] NO_STATE = {
    // Where commands and words go: wired anew.
    "(.*\\.)?(out|story|tales|sink)",
    // Room to compute in, written before it is read.
    "(.*\\.)?(scratch|work|walk|edge|together)",
    // Worked out again from the books.
    "(.*\\.)?reckoned",
    "(.*\\.)?(upbitJump|binanceJump)\\.sorted"
  };

  /** The levels in use; what lies beyond them was left by longer books. */
  private static boolean sameBook(OrderBook a, OrderBook b) {
    return levels(a).equals(levels(b));
  }

  private static List<Long> levels(OrderBook book) {
    List<Long> levels = new ArrayList<>();
    for (Side side : Side.values()) {
      levels.add((long) book.depth(side));
      for (int i = 0; i < book.depth(side); i++) {
        levels.add(book.priceE8(side, i));
        levels.add(book.quantityE8(side, i));
      }
    }
    return levels;
  }

  private static byte[] bytes(Engine engine) {
    StateOut out = new StateOut();
    engine.save(out);
    return out.toBytes();
  }

  @Test
  void shouldRestoreEveryFieldWhateverHasHappened() {
    Seed.forAll(
        3,
        seed -> {
          RecordedRun run = new RecordedRun(seed, 45);

          Engine again = run.again(run.engine);

          assertThat(again)
              .usingRecursiveComparison()
              .withEqualsForType(EngineStateTest::sameBook, OrderBook.class)
              .ignoringFieldsMatchingRegexes(NO_STATE)
              .isEqualTo(run.engine);
          assertThat(bytes(again)).isEqualTo(bytes(run.engine));
        });
  }

  @Test
  void shouldWriteEveryFieldThatCanChange() {
    RecordedRun[] run = new RecordedRun[1];
    Seed.forAll(1, seed -> run[0] = new RecordedRun(seed, 45));

    List<String> forgotten = StateFields.unwritten(run[0].engine);

    assertThat(forgotten)
        .allMatch(
            field ->
                // Room to compute in, written before it is read, or worked out again.
                field.startsWith("haetae.premium.")
                    || field.startsWith("haetae.state.")
                    || field.startsWith("haetae.engine.Reckoned.")
                    // What a book knows of its last change; without it all of it is copied.
                    || field.matches("haetae.market.OrderBook.(.*[eE]dits|revised.*|reshaped)"));
    assertThat(StateFields.seen()).isGreaterThan(100);
  }

  @Test
  void shouldEndTheSameFromAnySnapshotAsFromTheFirstEvent() {
    Seed.forAll(
        16,
        seed -> {
          RecordedRun run = new RecordedRun(seed, 15);
          int size = run.events.size();
          int[] points = new int[4];
          Arrays.setAll(points, i -> (int) seed.between(0, size));
          Arrays.sort(points);

          Engine full = new Engine(run.config);
          assertThat(run.replay(full, 0, size)).isEqualTo(run.commands);
          assertThat(full.stateHash()).isEqualTo(run.engine.stateHash());

          Engine restored = new Engine(run.config);
          List<String> decided = new ArrayList<>();
          int at = 0;
          for (int point : points) {
            decided.addAll(run.replay(restored, at, point));
            restored = run.again(restored);
            at = point;
          }
          decided.addAll(run.replay(restored, at, size));
          assertThat(decided).isEqualTo(run.commands);
          assertThat(restored.stateHash()).isEqualTo(run.engine.stateHash());
          assertThat(restored.snapshot()).isEqualTo(run.engine.snapshot());
          assertThat(restored.positions()).isEqualTo(run.engine.positions());
          assertThat(restored.days()).isEqualTo(run.engine.days());
        });
  }

  @Test
  void shouldRefuseBytesThatAreCutShortOrDamaged() {
    Seed.forAll(
        4,
        seed -> {
          RecordedRun run = new RecordedRun(seed, 5);
          byte[] good = bytes(run.engine);
          for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(good, (int) seed.between(0, good.length - 1));
            assertThatThrownBy(() -> Engine.load(run.config, StateIn.of(cut)))
                .isInstanceOf(StateException.class);
          }
          assertThatThrownBy(
                  () -> Engine.load(run.config, StateIn.of(Arrays.copyOf(good, good.length + 1))))
              .isInstanceOf(StateException.class)
              .hasMessageContaining("followed by something else");
          for (int i = 0; i < 500; i++) {
            byte[] damaged = good.clone();
            int at = (int) seed.between(0, good.length - 1);
            damaged[at] = (byte) (damaged[at] ^ (1 << seed.between(0, 7)));
            try {
              Engine.load(run.config, StateIn.of(damaged)).stateHash();
            } catch (StateException e) {
              assertThat(e).hasMessageNotContaining("null");
            }
          }
        });
  }

  @Test
  void shouldRefuseTheStateOfAnotherVersionOrConfiguration() {
    EngineConfig config = TestConfigs.config(250_000);
    List<Instrument> all = TestConfigs.instruments();
    List<Pair> bitcoin = List.of(TestConfigs.pairs(all).getFirst());
    byte[] good = bytes(new Engine(config));
    byte[] older = good.clone();
    older[1 + "haetae engine".length()] = 2;
    byte[] fewer = bytes(new Engine(TestConfigs.of(all.subList(0, 3), bitcoin, 250_000)));

    assertThat(Engine.load(config, StateIn.of(good)).stateHash())
        .isEqualTo(new Engine(config).stateHash());
    assertThatThrownBy(() -> Engine.load(config, StateIn.of(older)))
        .isInstanceOf(StateException.class)
        .hasMessage("format of the saved state is 1, not 3");
    assertThatThrownBy(() -> Engine.load(config, StateIn.of(fewer)))
        .isInstanceOf(StateException.class)
        .hasMessage("number of instruments is 3, not 5");
    assertThatThrownBy(() -> Engine.load(config, StateIn.of(new byte[] {2, 'x'})))
        .isInstanceOf(StateException.class)
        .hasMessage("what was saved is x, not haetae engine");
  }
}
