package haetae.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.TestConfigs;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.portfolio.ResidualBook.Residual;
import org.junit.jupiter.api.Test;

/** The table of days and the book of dust. */
class DaysAndDustTest {
  private static final long DAY_NS = 86_400_000_000_000L;
  private static final long PRICE = 100_000_000 * Fixed.ONE;

  private final Instrument upbit = TestConfigs.instruments().get(0);
  private final ResidualBook book = new ResidualBook();
  private final DailyTable table = new DailyTable();

  private static DailyPnl totals(long day, long all, long open) {
    return new DailyPnl(day, all, open, all, all, all, all);
  }

  @Test
  void shouldGiveEachDayWhatHappenedInIt() {
    assertThat(table.roll(totals(10, 5, 1))).isNull();
    assertThat(table.rolls(10)).isFalse();
    assertThat(table.today(totals(10, 7, 2))).isEqualTo(totals(10, 2, 2));

    assertThat(table.roll(totals(11, 8, 3))).isEqualTo(totals(10, 3, 3));
    assertThat(table.roll(totals(13, 8, 0))).isEqualTo(totals(11, 0, 0));
    assertThat(table.ended()).containsExactly(totals(10, 3, 3), totals(11, 0, 0));
  }

  @Test
  void shouldKeepABoundedNumberOfDays() {
    for (long day = 0; day < 200; day++) {
      table.roll(totals(day, day, 0));
    }

    assertThat(table.ended()).hasSize(DailyTable.DAYS_KEPT);
    assertThat(table.ended().getLast().day()).isEqualTo(198);
  }

  @Test
  void shouldNetOppositeDustAndValueItSinceItWasLeft() {
    book.add(upbit, 300, 200, 1);
    book.add(upbit, -100, -50, 2);

    assertThat(book.netE8(upbit)).isEqualTo(200);
    assertThat(book.all()).containsExactly(new Residual(0, 200, 150, 1));
    assertThat(book.grossKrwE8(r -> Fixed.ONE)).isEqualTo(200);
    assertThat(book.profitKrwE8(r -> Fixed.ONE)).isEqualTo(50);
    book.add(upbit, -200, -200, 3);
    assertThat(book.all()).isEmpty();
    assertThat(book.profitKrwE8(r -> Fixed.ONE)).isEqualTo(50);
    book.add(upbit, -7, -7, 4);
    assertThat(book.all().get(0).sinceNs()).isEqualTo(4);
    assertThat(book.grossKrwE8(r -> Fixed.ONE)).isEqualTo(7);
  }

  private long swept(long netE8, long restedNs) {
    Residual residual = new Residual(0, netE8, 0, 1_000);
    return ResidualSweep.STANDARD.quantityE8(residual, upbit, PRICE, 1_000 + restedNs);
  }

  @Test
  void shouldSweepWhatHasRestedAndIsWorthTheMinimumWithAMargin() {
    long least = Fixed.parse("0.000051");

    assertThat(swept(least, DAY_NS)).isEqualTo(least);
    assertThat(swept(-least, DAY_NS)).isEqualTo(least);
    assertThat(swept(least - 1, DAY_NS)).isZero();
    assertThat(swept(least, DAY_NS - 1)).isZero();
    assertThat(ResidualSweep.STANDARD.quantityE8(new Residual(0, least, 0, 0), upbit, 0, DAY_NS))
        .isZero();
  }
}
