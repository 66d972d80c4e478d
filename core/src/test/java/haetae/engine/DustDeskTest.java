package haetae.engine;

import static haetae.engine.EngineBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.OperatorCommand.Action;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import org.junit.jupiter.api.Test;

/** Dust goes with the next order that it makes smaller, or is sold after a day. */
class DustDeskTest {
  private static final Asset BTC = new Asset("BTC");
  private static final long DAY = 86_400 * SECOND;

  /** Worth 4,888 KRW at the bid: too little for Upbit. */
  private static final long DUST = 4_700;

  private final EngineBench bench = new EngineBench();
  private final Instrument upbit = TestConfigs.instruments().getFirst();
  private long cycles;

  private void leaveDust() {
    OrderIntent entry = bench.entry();
    bench.fill(entry, DUST);
    bench.end(entry, DUST);
    assertThat(bench.engine.dustE8(upbit)).isEqualTo(DUST);
    bench.pass(31 * SECOND);
  }

  /** Only what closes goes on, at a price at which the dust is worth 5,170 KRW. */
  private void dearer() {
    bench.send(new Event.OperatorCommand(bench.nowNs, Action.REDUCE, "test"));
    quote(110_000_000 * Fixed.ONE);
  }

  private void quote(long bidE8) {
    BookChanged book = new BookChanged().begin(0, bench.nowNs, 0);
    book.book().addBid(bidE8, Fixed.ONE);
    book.book().addAsk(bidE8 + 10_000 * Fixed.ONE, Fixed.ONE);
    bench.send(book);
    bench.cycle(++cycles);
  }

  @Test
  void shouldTakeDustAlongWithTheNextEntryThatBuysTheCoin() {
    long whole = bench.entry().quantityE8();
    bench.end(bench.last(), 0);
    bench.pass(31 * SECOND);
    leaveDust();

    OrderIntent entry = bench.entry();

    assertThat(entry.quantityE8()).isEqualTo(whole - DUST);
    assertThat(bench.engine.dustE8(upbit)).isZero();
    bench.fill(entry, entry.quantityE8());
    bench.end(entry, entry.quantityE8());
    assertThat(bench.last().quantityE8()).isEqualTo(whole);
    PositionView position = bench.engine.positions().getFirst();
    assertThat(position.upbitE8()).isEqualTo(whole);
    assertThat(position.takenUpbitE8()).isEqualTo(DUST);
    assertThat(bench.engine.ledgerE8(Venue.UPBIT, BTC)).isEqualTo(whole);
    assertThat(bench.engine.snapshot().residualKrwE8()).isZero();
  }

  @Test
  void shouldChangeNoProfitByTakingDustAlong() {
    leaveDust();
    long before = bench.engine.snapshot().pnlKrwE8();

    bench.entry();

    long fees = Fixed.ONE;
    assertThat(bench.engine.snapshot().pnlKrwE8()).isBetween(before - 30 * fees, before);
  }

  @Test
  void shouldGiveDustBackWhenTheEntryDoesNotFill() {
    leaveDust();
    OrderIntent entry = bench.entry();

    bench.end(entry, 0);

    assertThat(bench.engine.dustE8(upbit)).isEqualTo(DUST);
    assertThat(bench.engine.snapshot().tradesInTransit()).isZero();
    assertThat(bench.engine.snapshot().residualKrwE8()).isEqualTo(4_888 * Fixed.ONE);
  }

  @Test
  void shouldTakeForDustWhatIsTooSmallAtTheLimitOfAnOrder() {
    // Worth 5,002 KRW at the middle of the book, 4,998 at the limit of an order that sells it.
    long almost = 4_810;
    OrderIntent entry = bench.entry();
    int before = bench.orders().size();

    bench.fill(entry, almost);
    bench.end(entry, almost);

    assertThat(bench.orders()).hasSize(before);
    assertThat(bench.engine.dustE8(upbit)).isEqualTo(almost);
    assertThat(bench.engine.snapshot().orderErrors()).isZero();
    assertThat(bench.engine.snapshot().tradesInTransit()).isZero();
  }

  @Test
  void shouldSellDustAfterADayWhenItIsWorthAnOrder() {
    leaveDust();
    int before = bench.orders().size();
    dearer();
    bench.pass(DAY - 40 * SECOND);
    quote(110_000_000 * Fixed.ONE);
    assertThat(bench.orders()).hasSize(before);

    bench.pass(60 * SECOND);
    quote(110_000_000 * Fixed.ONE);

    OrderIntent sweep = bench.last();
    assertThat(bench.orders()).hasSize(before + 1);
    assertThat(sweep.purpose()).isEqualTo(Purpose.SWEEP);
    assertThat(sweep.side()).isEqualTo(Side.SELL);
    assertThat(sweep.quantityE8()).isEqualTo(DUST);
    assertThat(sweep.opensRisk()).isFalse();
    bench.fill(sweep, DUST);
    bench.end(sweep, DUST);
    assertThat(bench.engine.dustE8(upbit)).isZero();
    assertThat(bench.engine.ledgerE8(Venue.UPBIT, BTC)).isZero();
    assertThat(bench.engine.snapshot().tradesInTransit()).isZero();
    assertThat(bench.engine.snapshot().pnlKrwE8())
        .isEqualTo(bench.engine.snapshot().realizedKrwE8());
  }

  @Test
  void shouldKeepDustThatNobodyBuysAndTryAgainLater() {
    leaveDust();
    dearer();
    bench.pass(DAY);
    quote(110_000_000 * Fixed.ONE);
    OrderIntent sweep = bench.last();
    assertThat(sweep.purpose()).isEqualTo(Purpose.SWEEP);

    bench.end(sweep, 0);

    assertThat(bench.engine.dustE8(upbit)).isEqualTo(DUST);
    assertThat(bench.engine.snapshot().tradesInTransit()).isZero();
    int before = bench.orders().size();
    bench.pass(60 * SECOND);
    quote(110_000_000 * Fixed.ONE);
    assertThat(bench.orders()).hasSize(before);
    bench.pass(600 * SECOND);
    quote(110_000_000 * Fixed.ONE);
    assertThat(bench.orders()).hasSize(before + 1);
  }

  @Test
  void shouldCountALateFillOfASweepAgainstTheDust() {
    leaveDust();
    dearer();
    bench.pass(DAY);
    quote(110_000_000 * Fixed.ONE);
    OrderIntent sweep = bench.last();
    bench.end(sweep, 0);
    int before = bench.orders().size();

    bench.fill(sweep, DUST);

    assertThat(bench.engine.dustE8(upbit)).isZero();
    assertThat(bench.orders()).hasSize(before);
    assertThat(bench.engine.snapshot().tradesInTransit()).isZero();
  }

  @Test
  void shouldSellNothingWhileHalted() {
    leaveDust();
    dearer();
    bench.send(new Event.OperatorCommand(bench.nowNs, Action.HALT, "test"));
    int before = bench.orders().size();

    bench.pass(DAY);
    quote(110_000_000 * Fixed.ONE);

    assertThat(bench.orders()).hasSize(before);
  }
}
