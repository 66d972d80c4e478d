package haetae.premium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.StrategyCases;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

final class DepthWalkTest {
  private final DepthWalk walk = new DepthWalk();

  @Test
  void shouldWalkTheAsksForABuy() {
    assertThat(walk.walk(StrategyCases.book("upbit"), Side.BUY, e8("0.12"))).isTrue();

    assertThat(walk.filledE8()).isEqualTo(e8("0.12"));
    assertThat(walk.notionalE8()).isEqualTo(e8("12667900"));
    assertThat(walk.worstPriceE8()).isEqualTo(e8("105570000"));
    assertThat(walk.vwapE8()).isEqualTo(e8("105565833.33333334"));
    assertThat(walk.slippagePpm()).isEqualTo(56);
  }

  @Test
  void shouldWalkTheBidsForASell() {
    assertThat(walk.walk(StrategyCases.book("upbit"), Side.SELL, e8("0.10"))).isTrue();

    assertThat(walk.notionalE8()).isEqualTo(e8("10554400"));
    assertThat(walk.worstPriceE8()).isEqualTo(e8("105540000"));
    assertThat(walk.vwapE8()).isEqualTo(e8("105544000"));
    assertThat(walk.slippagePpm()).isEqualTo(57);
  }

  @Test
  void shouldTellOfThePartThatAShortBookGives() {
    assertThat(walk.walk(StrategyCases.book("upbit"), Side.BUY, e8("1.45"))).isTrue();
    assertThat(walk.walk(StrategyCases.book("upbit"), Side.BUY, e8("1.45000001"))).isFalse();
    assertThat(walk.filledE8()).isEqualTo(e8("1.45"));
    assertThat(walk.worstPriceE8()).isEqualTo(e8("105650000"));
  }

  @Test
  void shouldGiveNothingFromAnEmptyBook() {
    assertThat(walk.walk(new OrderBook(), Side.BUY, 1)).isFalse();
    assertThat(walk.filledE8()).isZero();
    assertThat(walk.notionalE8()).isZero();
    assertThat(walk.vwapE8()).isZero();
    assertThat(walk.worstPriceE8()).isZero();
    assertThat(walk.slippagePpm()).isZero();
  }

  @Test
  void shouldCountOnAShareOfTheDepth() {
    DepthWalk careful = new DepthWalk(new DepthHaircut(600_000));

    assertThat(careful.walk(StrategyCases.book("upbit"), Side.BUY, e8("0.12"))).isTrue();
    assertThat(careful.notionalE8()).isEqualTo(e8("12669000"));
    assertThat(careful.walk(StrategyCases.book("upbit"), Side.BUY, e8("0.87"))).isTrue();
    assertThat(careful.walk(StrategyCases.book("upbit"), Side.BUY, e8("0.87000001"))).isFalse();
  }

  @Test
  void shouldNotTrustWhatLiesBehindABrokenLevel() {
    OrderBook book = new OrderBook();
    book.addAsk(100, 5);
    book.addAsk(101, 0);
    book.addAsk(102, 5);

    assertThat(walk.walk(book, Side.BUY, 6)).isFalse();
    assertThat(walk.filledE8()).isEqualTo(5);
  }

  @Test
  void shouldRefuseAQuantityThatIsNotPositive() {
    assertThat(walk.walk(StrategyCases.book("upbit"), Side.BUY, 0)).isFalse();
    assertThat(walk.walk(StrategyCases.book("upbit"), Side.BUY, -1)).isFalse();
    assertThat(walk.filledE8()).isZero();
    assertThatThrownBy(() -> new DepthHaircut(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DepthHaircut(1_000_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldEqualBigDecimalRoundedAgainstUs() {
    Seed.forAll(
        20,
        seed -> {
          SimulatedBooks books = new SimulatedBooks(seed);
          for (int i = 0; i < 1_000; i++) {
            PairMarket market = books.market(new FeeSchedule(0, 0, 0, false));
            OrderBook book = i % 2 == 0 ? market.upbit() : market.binance();
            Side side = i % 3 == 0 ? Side.BUY : Side.SELL;
            RoundingMode rounding = side == Side.BUY ? RoundingMode.UP : RoundingMode.DOWN;

            walk.walk(book, side, books.quantityE8(market));

            BigDecimal notional = naiveNotional(book, side, walk.filledE8());
            assertThat(walk.notionalE8()).isEqualTo(Fixed.ofDecimal(notional, rounding));
            assertThat(Fixed.toDecimal(walk.vwapE8()))
                .isEqualTo(notional.divide(Fixed.toDecimal(walk.filledE8()), 8, rounding));
          }
        });
  }

  private static BigDecimal naiveNotional(OrderBook book, Side side, long quantityE8) {
    BigDecimal sum = BigDecimal.ZERO;
    long left = quantityE8;
    for (int i = 0; left > 0; i++) {
      long taken = Math.min(left, book.quantityE8(side, i));
      sum = sum.add(Fixed.toDecimal(book.priceE8(side, i)).multiply(Fixed.toDecimal(taken)));
      left -= taken;
    }
    return sum;
  }

  @Test
  void shouldNeverGetBetterWithSize() {
    Seed.forAll(
        20,
        seed -> {
          SimulatedBooks books = new SimulatedBooks(seed);
          for (int i = 0; i < 250; i++) {
            PairMarket market = books.market(new FeeSchedule(0, 0, 0, false));
            OrderBook book = i % 2 == 0 ? market.upbit() : market.binance();
            Side side = i % 3 == 0 ? Side.BUY : Side.SELL;
            long quantityE8 = 1 + seed.between(0, 1_000);
            long lastE8 = 0;
            while (walk.walk(book, side, quantityE8)) {
              long vwapE8 = walk.vwapE8();
              boolean worse = side == Side.BUY ? vwapE8 >= lastE8 : vwapE8 <= lastE8;
              assertThat(lastE8 == 0 || worse).as("%s %d", side, quantityE8).isTrue();
              assertThat(walk.slippagePpm()).isNotNegative();
              lastE8 = vwapE8;
              quantityE8 = quantityE8 * 3 / 2 + 1;
            }
          }
        });
  }

  private static long e8(String text) {
    return Fixed.parse(text);
  }
}
