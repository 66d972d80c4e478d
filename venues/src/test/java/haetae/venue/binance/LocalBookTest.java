package haetae.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.venue.binance.LocalBook.Result;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalBookTest {
  private static final int LIMIT = 1_000;

  private static Depth update(long first, long last, long previous) {
    Depth depth = new Depth();
    depth.firstId = first;
    depth.lastId = last;
    depth.previousId = previous;
    depth.bids.add(99 * Fixed.ONE, last);
    return depth;
  }

  private static Depth snapshot(long id) {
    Depth depth = new Depth();
    depth.lastId = id;
    depth.bids.add(99 * Fixed.ONE, Fixed.ONE);
    depth.asks.add(101 * Fixed.ONE, Fixed.ONE);
    return depth;
  }

  private static OrderBook written(LocalBook book) {
    OrderBook out = new OrderBook();
    book.write(out, new Ticker());
    return out;
  }

  @Test
  void shouldFollowTheSpotRules() {
    LocalBook book = new LocalBook(Product.SPOT);
    assertThat(book.update(update(90, 95, 0))).isEqualTo(Result.KEPT);
    assertThat(book.update(update(96, 101, 0))).isEqualTo(Result.KEPT);
    assertThat(book.snapshot(snapshot(100), LIMIT)).isTrue();
    assertThat(book.lastId()).isEqualTo(101);
    assertThat(written(book).quantityE8(haetae.market.Side.SELL, 0)).isEqualTo(101);
    assertThat(book.update(update(102, 105, 0))).isEqualTo(Result.APPLIED);
    assertThat(book.update(update(104, 105, 0))).isEqualTo(Result.OLD);
    assertThat(book.update(update(107, 110, 0))).isEqualTo(Result.GAP);
    assertThat(book.live()).isFalse();
    assertThat(book.snapshot(snapshot(108), LIMIT)).isTrue();
    assertThat(book.lastId()).isEqualTo(110);
  }

  @Test
  void shouldFollowTheFuturesRules() {
    LocalBook book = new LocalBook(Product.USDM);
    book.update(update(80, 99, 79));
    book.update(update(95, 103, 94));
    assertThat(book.snapshot(snapshot(100), LIMIT)).isTrue();
    assertThat(book.lastId()).isEqualTo(103);
    assertThat(book.update(update(110, 115, 103))).isEqualTo(Result.APPLIED);
    assertThat(book.update(update(95, 103, 94))).isEqualTo(Result.OLD);
    assertThat(book.update(update(120, 125, 116))).isEqualTo(Result.GAP);
    assertThat(book.live()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldWantAnotherSnapshotWhenItIsOlderThanTheFirstUpdate(Product product) {
    LocalBook book = new LocalBook(product);
    book.update(update(200, 205, 199));
    assertThat(book.snapshot(snapshot(150), LIMIT)).isFalse();
    assertThat(book.live()).isFalse();
    assertThat(book.snapshot(snapshot(203), LIMIT)).isTrue();
    assertThat(book.lastId()).isEqualTo(205);
  }

  @Test
  void shouldTakeTheFirstUpdateAfterAFuturesSnapshotThatSpansItOnly() {
    LocalBook book = new LocalBook(Product.USDM);
    assertThat(book.snapshot(snapshot(100), LIMIT)).isTrue();
    assertThat(book.update(update(95, 99, 94))).isEqualTo(Result.OLD);
    assertThat(book.update(update(99, 100, 98))).isEqualTo(Result.APPLIED);
    assertThat(book.update(update(101, 102, 100))).isEqualTo(Result.APPLIED);
    LocalBook other = new LocalBook(Product.USDM);
    other.snapshot(snapshot(100), LIMIT);
    assertThat(other.update(update(101, 105, 100))).isEqualTo(Result.GAP);
  }

  @Test
  void shouldThrowACrossedBookAway() {
    LocalBook book = new LocalBook(Product.SPOT);
    book.snapshot(snapshot(100), LIMIT);
    Depth crossing = update(101, 101, 0);
    crossing.bids.add(101 * Fixed.ONE, 5);
    assertThat(book.update(crossing)).isEqualTo(Result.CROSSED);
    assertThat(book.live()).isFalse();
    assertThat(book.wantsSnapshot()).isTrue();
  }

  @Test
  void shouldStayInUseWhileItIsRenewed() {
    LocalBook book = new LocalBook(Product.SPOT);
    book.snapshot(snapshot(100), LIMIT);
    book.renew();
    assertThat(book.update(update(101, 103, 0))).isEqualTo(Result.APPLIED);
    assertThat(book.wantsSnapshot()).isTrue();
    assertThat(book.snapshot(snapshot(102), LIMIT)).isTrue();
    assertThat(book.lastId()).isEqualTo(103);
    assertThat(book.wantsSnapshot()).isFalse();
  }

  @Test
  void shouldNotShowLevelsBeyondWhatTheSnapshotKnew() {
    LocalBook book = new LocalBook(Product.SPOT);
    book.snapshot(snapshot(100), 1);
    assertThat(book.thin()).isTrue();
    Depth beyond = update(101, 101, 0);
    beyond.bids.add(98 * Fixed.ONE, 5);
    beyond.bids.add(100 * Fixed.ONE, 5);
    book.update(beyond);
    assertThat(written(book).bids()).isEqualTo(2);
    assertThat(written(book).bestBidE8()).isEqualTo(100 * Fixed.ONE);
  }

  @Test
  void shouldLayANewerTickerOverTheLevels() {
    LocalBook book = new LocalBook(Product.SPOT);
    book.snapshot(snapshot(100), LIMIT);
    Ticker ticker = new Ticker();
    ticker.updateId = 102;
    ticker.bidE8 = 98 * Fixed.ONE;
    ticker.bidSizeE8 = 7;
    ticker.askE8 = 100 * Fixed.ONE;
    ticker.askSizeE8 = 8;
    OrderBook out = new OrderBook();
    book.write(out, ticker);
    assertThat(out.bestBidE8()).isEqualTo(98 * Fixed.ONE);
    assertThat(out.bids()).isEqualTo(1);
    assertThat(out.bestAskE8()).isEqualTo(100 * Fixed.ONE);
    assertThat(out.asks()).isEqualTo(2);
    ticker.updateId = 99;
    out.clear();
    book.write(out, ticker);
    assertThat(out.bestBidE8()).isEqualTo(99 * Fixed.ONE);
  }

  @Test
  void shouldHoldTheSameLevelsAsASortedMap() {
    Seed.forAll(
        300,
        seed -> {
          boolean bids = seed.oneIn(2);
          Ladder ladder = new Ladder(bids);
          NavigableMap<Long, Long> map =
              bids ? new TreeMap<>(Collections.reverseOrder()) : new TreeMap<>();
          for (int i = 0; i < 400; i++) {
            long price = seed.between(1, 60);
            long quantity = seed.oneIn(3) ? 0 : seed.between(1, 9);
            ladder.set(price, quantity);
            if (quantity == 0) {
              map.remove(price);
            } else {
              map.put(price, quantity);
            }
          }
          assertThat(ladder.count()).isEqualTo(map.size());
          int n = 0;
          for (var level : map.entrySet()) {
            assertThat(ladder.priceE8(n)).isEqualTo(level.getKey());
            assertThat(ladder.quantityE8(n++)).isEqualTo(level.getValue());
          }
        });
  }
}
