package haetae.engine;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Pair;
import org.junit.jupiter.api.Test;

/** Books of one moment are taken in before anything is decided. */
class TogetherTest {
  private static final long START = 1_795_500_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final EngineConfig config = TestConfigs.config(100_000);
  private final Engine engine = new Engine(config);
  private final Pair pair = config.pairs().get(1);
  private final BookChanged slot = new BookChanged();

  private void book(Instrument instrument, long second, double mid, boolean more) {
    slot.begin(instrument.id(), START + second * SECOND, 0);
    long midE8 = Math.round(mid * Fixed.ONE);
    var grid = instrument.rules().grid();
    slot.book().addBid(grid.floorE8(midE8 - 1), 1_000 * Fixed.ONE);
    slot.book().addAsk(grid.ceilE8(midE8 + 1), 1_000 * Fixed.ONE);
    if (more) {
      slot.markMore();
    }
    engine.onEvent(slot, command -> {});
  }

  /** Both venues move by the same 5 %, so there is never a premium. */
  private void move(boolean together) {
    double usdt = 3_000;
    for (int second = 0; second < 40; second++) {
      book(pair.fx(), second, 1_400, together);
      book(pair.binance(), second, usdt, together);
      book(pair.upbit(), second, usdt * 1_400, false);
      usdt *= second % 2 == 0 ? 1.05 : 1 / 1.05;
    }
  }

  @Test
  void shouldNotTakeOneVenuesNewPriceWithTheOthersOldOne() {
    move(true);

    assertThat(engine.snapshot().signals()).isZero();
    assertThat(engine.snapshot().bookUpdates()).isEqualTo(120);
  }

  @Test
  void shouldCountEachVenuesBookOfAMomentTowardsTheConfirmation() {
    for (int second = 0; second < 20; second++) {
      book(pair.fx(), second, 1_400, true);
      book(pair.binance(), second, 3_000, true);
      book(pair.upbit(), second, 3_000 * 1_400 * 1.03, false);
    }

    assertThat(engine.snapshot().signals()).isEqualTo(1);
  }

  @Test
  void shouldForgetTheMarkWithTheNextBook() {
    slot.begin(0, START, 0);
    slot.markMore();

    assertThat(slot.more()).isTrue();
    assertThat(slot.begin(0, START, 0).more()).isFalse();
  }
}
