package haetae.market;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.state.StateOut;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderBookTest {
  @Test
  void shouldFindNoFaultInASoundBook() {
    assertThat(book(100, 1, 99, 1, 101, 1, 102, 1).fault(10_000)).isEqualTo(BookFault.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "CROSSED, 102,1,99,1,101,1,103,1",
    "LOCKED, 101,1,99,1,101,1,103,1",
    "UNSORTED, 100,1,100,1,101,1,103,1",
    "UNSORTED, 100,1,99,1,101,1,101,1",
    "UNSORTED, 100,1,99,1,102,1,101,1",
    "NOT_POSITIVE, 100,0,99,1,101,1,103,1",
    "NOT_POSITIVE, 100,1,99,1,101,-1,103,1",
    "NOT_POSITIVE, 100,1,0,1,101,1,103,1",
    "NOT_POSITIVE, 100,1,-5,1,101,1,103,1",
    "WIDE_SPREAD, 100,1,99,1,102,1,103,1"
  })
  void shouldNameTheFault(
      BookFault fault, long b, long bq, long b2, long bq2, long a, long aq, long a2, long aq2) {
    assertThat(book(b, bq, b2, bq2, a, aq, a2, aq2).fault(10_000)).isEqualTo(fault);
  }

  @Test
  void shouldFindTheFaultOfAnyLevel() {
    for (Side taker : Side.values()) {
      for (int i = 0; i < OrderBook.MAX_LEVELS; i++) {
        for (long bad : new long[] {0, -1, Long.MIN_VALUE, Long.MIN_VALUE + 1}) {
          OrderBook book = deep();
          book.set(taker, i, bad, 1);
          assertThat(book.fault(10_000)).as("price %d", i).isNotEqualTo(BookFault.NONE);
          book = deep();
          book.set(taker, i, book.priceE8(taker, i), bad);
          assertThat(book.fault(10_000)).as("size %d", i).isEqualTo(BookFault.NOT_POSITIVE);
        }
        if (i > 0) {
          OrderBook book = deep();
          book.set(taker, i, book.priceE8(taker, i - 1), 1);
          assertThat(book.fault(10_000)).as("order %d", i).isEqualTo(BookFault.UNSORTED);
        }
      }
    }
  }

  private static OrderBook deep() {
    OrderBook book = new OrderBook();
    for (int i = 0; i < OrderBook.MAX_LEVELS; i++) {
      book.addBid(100_000 - i, 1);
      book.addAsk(100_001 + i, 1);
    }
    assertThat(book.fault(10_000)).isEqualTo(BookFault.NONE);
    return book;
  }

  @Test
  void shouldTakeLevelsOfAnotherBook() {
    OrderBook from = book(100, 5, 99, 6, 101, 7, 102, 8);
    OrderBook to = new OrderBook();

    to.setFrom(from, Side.SELL, 1, 0, 1);
    to.depth(Side.SELL, 1);
    to.setFrom(from, Side.BUY, 0, 0, 2);
    to.set(Side.BUY, 1, 103, 9);
    to.depth(Side.BUY, 2);

    assertThat(to.bestBidE8()).isEqualTo(99);
    assertThat(to.quantityE8(Side.SELL, 0)).isEqualTo(6);
    assertThat(to.priceE8(Side.BUY, 0)).isEqualTo(101);
    assertThat(to.priceE8(Side.BUY, 1)).isEqualTo(103);
    assertThat(to.quantityE8(Side.BUY, 1)).isEqualTo(9);
  }

  @Test
  void shouldMissASide() {
    OrderBook book = new OrderBook();
    assertThat(book.fault(10_000)).isEqualTo(BookFault.EMPTY_SIDE);
    assertThat(book.midE8()).isZero();

    book.addBid(100, 1);
    assertThat(book.fault(10_000)).isEqualTo(BookFault.EMPTY_SIDE);
    assertThat(book.bestAskE8()).isZero();

    book.addAsk(101, 1);
    assertThat(book.fault(10_000)).isEqualTo(BookFault.NONE);
    book.clear();
    assertThat(book.fault(10_000)).isEqualTo(BookFault.EMPTY_SIDE);
  }

  @Test
  void shouldAcceptASpreadEqualToTheLimit() {
    assertThat(book(100, 1, 99, 1, 101, 1, 102, 1).fault(10_000)).isEqualTo(BookFault.NONE);
    assertThat(book(100, 1, 99, 1, 101, 1, 102, 1).fault(9_999)).isEqualTo(BookFault.WIDE_SPREAD);
  }

  @Test
  void shouldJudgeAbsurdSpreadsWithoutOverflow() {
    OrderBook book = new OrderBook();
    book.addBid(1, 1);
    book.addAsk(Long.MAX_VALUE, 1);

    assertThat(book.fault(10_000)).isEqualTo(BookFault.WIDE_SPREAD);
    assertThat(book.fault(Long.MAX_VALUE)).isEqualTo(BookFault.WIDE_SPREAD);
    assertThat(book(100, 1, 99, 1, 101, 1, 102, 1).fault(Long.MAX_VALUE)).isEqualTo(BookFault.NONE);
  }

  @Test
  void shouldJudgeSpreadsLikeBigDecimal() {
    Seed.forAll(
        20,
        seed -> {
          for (int i = 0; i < 10_000; i++) {
            long bidE8 = 1 + magnitude(seed) / 4;
            long askE8 = bidE8 + 1 + magnitude(seed) / 4;
            long limitPpm = magnitude(seed);
            OrderBook book = new OrderBook();
            book.addBid(bidE8, 1);
            book.addAsk(askE8, 1);

            BigDecimal gap = BigDecimal.valueOf(askE8 - bidE8).movePointRight(6);
            boolean wide =
                gap.compareTo(BigDecimal.valueOf(bidE8).multiply(BigDecimal.valueOf(limitPpm))) > 0;
            assertThat(book.fault(limitPpm))
                .as("%d %d %d", bidE8, askE8, limitPpm)
                .isEqualTo(wide ? BookFault.WIDE_SPREAD : BookFault.NONE);
          }
        });
  }

  /** Not negative, of any magnitude. */
  private static long magnitude(Seed seed) {
    return Math.abs(seed.anyLong() >> 1);
  }

  @Test
  void shouldTakeTheExactMidRoundedDown() {
    assertThat(book(811, 1, 810, 1, 813, 1, 814, 1).midE8()).isEqualTo(812);
    assertThat(book(811, 1, 810, 1, 812, 1, 814, 1).midE8()).isEqualTo(811);
  }

  @Test
  void shouldKeepNoMoreThanItsLevels() {
    OrderBook book = new OrderBook();
    for (int i = 0; i < OrderBook.MAX_LEVELS + 5; i++) {
      book.addBid(1_000 - i, 1);
      book.addAsk(1_001 + i, 1);
    }

    assertThat(book.bids()).isEqualTo(OrderBook.MAX_LEVELS);
    assertThat(book.depth(Side.BUY)).isEqualTo(OrderBook.MAX_LEVELS);
    assertThat(book.fault(10_000)).isEqualTo(BookFault.NONE);
  }

  @Test
  void shouldBecomeEqualToAnotherAndStayApart() {
    OrderBook from = book(100, 5, 99, 6, 101, 7, 102, 8);
    OrderBook to = book(1, 1, 0, 1, 2, 1, 3, 1);
    to.addBid(0, 1);

    to.copyFrom(from);
    from.reduce(Side.BUY, 0, 3);

    assertThat(to.bids()).isEqualTo(2);
    assertThat(to.quantityE8(Side.BUY, 0)).isEqualTo(7);
    assertThat(from.quantityE8(Side.BUY, 0)).isEqualTo(4);
    assertThat(to.priceE8(Side.SELL, 1)).isEqualTo(99);
    assertThat(to.quantityE8(Side.SELL, 1)).isEqualTo(6);
  }

  private static OrderBook book(
      long b, long bq, long b2, long bq2, long a, long aq, long a2, long aq2) {
    OrderBook book = new OrderBook();
    book.addBid(b, bq);
    book.addBid(b2, bq2);
    book.addAsk(a, aq);
    book.addAsk(a2, aq2);
    return book;
  }

  /** Whatever is done to a book, another that follows it by any way is equal and judged alike. */
  @Test
  void shouldFollowWhateverIsDoneToABook() {
    Seed.forAll(
        300,
        seed -> {
          OrderBook book = new OrderBook();
          OrderBook follower = new OrderBook();
          OrderBook receiver = new OrderBook();
          long sent = -1;
          long[] longs = new long[OrderBook.MOST_LONGS];
          for (int i = 0; i < 60; i++) {
            change(seed, book);
            if (!seed.oneIn(5)) {
              follower.copyFrom(book);
              assertThat(saved(follower)).isEqualTo(saved(book));
              OrderBook fresh = new OrderBook();
              fresh.copyFrom(book);
              assertThat(follower.fault(10_000)).isEqualTo(fresh.fault(10_000));
              boolean whole = !book.revisedSince(sent);
              int end = book.write(whole, longs, 0);
              receiver.revise();
              assertThat(receiver.read(whole, longs, 0)).isEqualTo(end);
              sent = book.edits();
              assertThat(saved(receiver)).isEqualTo(saved(book));
            }
            if (seed.oneIn(10)) {
              change(seed, follower);
            }
          }
        });
  }

  private static void change(Seed seed, OrderBook book) {
    if (!seed.oneIn(4)) {
      book.revise();
    }
    for (long n = seed.between(0, 3); n > 0; n--) {
      Side side = seed.pick(Side.values());
      int level = (int) seed.between(0, Math.max(0, book.depth(side) - 1));
      long kind = seed.between(0, 30);
      if (kind == 0) {
        book.clear();
      } else if (kind < 4) {
        book.addBid(1_000 - 10 * book.bids(), seed.between(0, 9));
        book.addAsk(1_010 + 10 * book.asks(), seed.between(1, 9));
      } else if (kind == 4) {
        book.depth(side, Math.min(book.depth(side), 2));
      } else if (book.depth(side) > 0 && kind == 5) {
        book.reduce(side, level, 1);
      } else if (book.depth(side) > 0 && kind == 6) {
        book.set(side, level, book.priceE8(side, level) + seed.between(-9, 9), 1);
      } else if (book.depth(side) > 0) {
        book.quantity(side, level, seed.oneIn(15) ? -seed.between(0, 1) : seed.between(1, 99));
      }
    }
  }

  private static String saved(OrderBook book) {
    StateOut out = new StateOut();
    book.save(out);
    return HexFormat.of().formatHex(out.toBytes());
  }
}
