package haetae.premium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haetae.Seed;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

final class EdgePropertyTest {
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-9");

  private final EdgeCalculator edge = new EdgeCalculator();

  /** Edge from cash flows = edge from the executable premium and the fees. */
  @Test
  void shouldAgreeWithTheEdgeFromThePremium() {
    Seed.forAll(
        20,
        seed -> {
          SimulatedBooks books = new SimulatedBooks(seed);
          int computed = 0;
          for (int i = 0; i < 2_500; i++) {
            FeeSchedule fees = books.fees(false);
            PairMarket market = books.market(fees);
            Direction direction = direction(i);
            if (edge.compute(market, direction, 10 * books.quantityE8(market))) {
              computed++;
              assertThat(edge.edge())
                  .as("%s %s", direction, fees)
                  .isCloseTo(fromPremium(direction, fees, edge.premium()), within(TOLERANCE));
            }
          }
          assertThat(computed).isGreaterThan(250);
        });
  }

  private static BigDecimal fromPremium(Direction direction, FeeSchedule fees, BigDecimal premium) {
    BigDecimal ratio = BigDecimal.ONE.add(premium);
    BigDecimal in;
    BigDecimal out;
    if (direction == Direction.BUY_BINANCE_SELL_UPBIT) {
      in = ratio.multiply(share(-fees.upbitPpm()));
      out = share(fees.binancePpm()).multiply(share(fees.fxPpm()));
    } else {
      in = share(-fees.binancePpm()).multiply(share(-fees.fxPpm()));
      out = ratio.multiply(share(fees.upbitPpm()));
    }
    return in.divide(out, MathContext.DECIMAL128).subtract(BigDecimal.ONE);
  }

  private static BigDecimal share(long ppm) {
    return BigDecimal.ONE.add(BigDecimal.valueOf(ppm, 6));
  }

  @Test
  void shouldHaveAPositiveEdgeInAtMostOneDirection() {
    Seed.forAll(
        20,
        seed -> {
          SimulatedBooks books = new SimulatedBooks(seed);
          int positive = 0;
          for (int i = 0; i < 2_500; i++) {
            PairMarket market = books.market(books.fees(i % 2 == 0));
            long quantityE8 = books.quantityE8(market);
            int here = 0;
            for (Direction direction : Direction.values()) {
              if (edge.compute(market, direction, quantityE8) && edge.netKrwE8() > 0) {
                here++;
              }
            }
            assertThat(here).isLessThanOrEqualTo(1);
            positive += here;
          }
          assertThat(positive).isGreaterThan(25);
        });
  }

  @Test
  void shouldNeverRoundInOurFavour() {
    Seed.forAll(
        20,
        seed -> {
          SimulatedBooks books = new SimulatedBooks(seed);
          for (int i = 0; i < 1_000; i++) {
            FeeSchedule fees = books.fees(i % 3 == 0);
            PairMarket market = books.market(fees);
            if (!edge.compute(market, direction(i), books.quantityE8(market))) {
              continue;
            }
            BigDecimal ratio =
                Fixed.toDecimal(edge.krwInE8())
                    .divide(Fixed.toDecimal(edge.krwOutE8()), MathContext.DECIMAL128)
                    .subtract(BigDecimal.ONE);
            assertThat(BigDecimal.valueOf(edge.edgePpm(), 6)).isLessThanOrEqualTo(ratio);
            assertThat(edge.grossPpm()).isGreaterThanOrEqualTo(edge.edgePpm());
            assertThat(edge.slippagePpm()).isNotNegative();
          }
        });
  }

  /** Below the capacity each unit earns at least the threshold, above it the next one does not. */
  @Test
  void shouldEarnTheThresholdUpToTheCapacity() {
    Seed.forAll(
        20,
        seed -> {
          SimulatedBooks books = new SimulatedBooks(seed);
          Capacity capacity = new Capacity();
          int found = 0;
          for (int i = 0; i < 1_000; i++) {
            PairMarket market = books.market(books.fees(i % 4 == 0));
            Direction direction = direction(i);
            long thresholdPpm = seed.between(0, 5_000);
            long quantityE8 = capacity.walk(market, direction, thresholdPpm, Long.MAX_VALUE / 4);
            long atLeastE8 = market.binance().bestAskE8();
            if (Fixed.multiplyE8(quantityE8, atLeastE8, RoundingMode.DOWN) < Fixed.ONE) {
              continue;
            }
            found++;
            assertThat(capacity.lastMarginalPpm()).isGreaterThanOrEqualTo(thresholdPpm);
            assertThat(capacity.nextMarginalPpm()).isLessThan(thresholdPpm);
            assertThat(edge.compute(market, direction, quantityE8 - 2)).isTrue();
            assertThat(edge.edgePpm()).isGreaterThanOrEqualTo(thresholdPpm - 1);
          }
          assertThat(found).isGreaterThan(25);
        });
  }

  private static Direction direction(int i) {
    return i % 2 == 0 ? Direction.BUY_UPBIT_SELL_BINANCE : Direction.BUY_BINANCE_SELL_UPBIT;
  }
}
