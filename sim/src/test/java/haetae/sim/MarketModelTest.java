package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import haetae.Seed;
import haetae.engine.BookChanged;
import haetae.engine.EngineConfig;
import haetae.engine.TestConfigs;
import haetae.market.BookFault;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The seeded market and the models it is made of. */
class MarketModelTest {
  private static final long START = 1_795_500_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final EngineConfig CONFIG = TestConfigs.config(100_000);

  private static SimulatedMarket market(MarketModel model, long seed) {
    return new SimulatedMarket(model, CONFIG.pairs(), List.of(77_000.0, 2_900.0), seed, START);
  }

  private static MarketModel calm(double meanPct, double sdPct) {
    return new MarketModel(1_370, 3, meanPct, sdPct, 30, 0, 0, 45, 250, 12, 20_000_000);
  }

  /** A hash of the next books, times and all. */
  private static long fingerprint(SimulatedMarket market, int books) {
    long hash = 17;
    for (int i = 0; i < books; i++) {
      BookChanged event = (BookChanged) market.next();
      OrderBook book = event.book();
      hash = 31 * hash + event.timeNs() + event.instrumentId();
      hash = 31 * hash + book.bestBidE8() + 7 * book.bestAskE8();
    }
    return hash;
  }

  @Test
  void shouldBeTheSameMarketForTheSameSeedAlone() {
    Seed.forAll(
        5,
        seed -> {
          long number = seed.between(0, Long.MAX_VALUE / 2);
          long first = fingerprint(market(MarketModel.lively(), number), 2_000);

          assertThat(fingerprint(market(MarketModel.lively(), number), 2_000)).isEqualTo(first);
          assertThat(fingerprint(market(MarketModel.lively(), number + 1), 2_000))
              .isNotEqualTo(first);
        });
  }

  @Test
  void shouldNeverHandOutAnUnfitBookOrGoBackInTime() {
    SimulatedMarket market = market(MarketModel.lively(), 7);
    long lastNs = 0;
    for (int i = 0; i < 50_000; i++) {
      assertThat(market.nextTimeNs()).isGreaterThanOrEqualTo(lastNs);
      lastNs = market.nextTimeNs();
      BookChanged event = (BookChanged) market.next();

      assertThat(event.timeNs()).isEqualTo(lastNs);
      assertThat(event.book().fault(10_000)).isEqualTo(BookFault.NONE);
    }
  }

  @Test
  void shouldHaveThePremiumThatIsConfigured() {
    SimulatedMarket market = market(calm(2, 0.5), 11);
    Pair pair = CONFIG.pairs().get(0);
    double sum = 0;
    double squares = 0;
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      market.next();
      double premium = market.premium(pair);
      sum += premium;
      squares += premium * premium;
    }
    double mean = sum / n;
    double sd = Math.sqrt(squares / n - mean * mean);

    // About 230 half-lives: the mean's own error is near 0.06 percentage points.
    assertThat(mean).isCloseTo(0.02, within(0.002));
    assertThat(sd).isCloseTo(0.005, within(0.001));
  }

  @Test
  void shouldShowItsPremiumInItsBooks() {
    SimulatedMarket market = market(calm(2, 0), 3);
    Pair pair = CONFIG.pairs().get(0);
    double[] mids = new double[CONFIG.instruments().size()];
    for (int i = 0; i < 1_000; i++) {
      BookChanged event = (BookChanged) market.next();
      mids[event.instrumentId()] = event.book().midE8() / (double) Fixed.ONE;
    }
    double abroad = mids[pair.binance().id()] * mids[pair.fx().id()];

    assertThat(mids[pair.upbit().id()] / abroad - 1).isCloseTo(0.02, within(0.002));
  }

  @Test
  void shouldRefuseAModelThatIsOutOfRange() {
    assertThatThrownBy(() -> calm(0, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> calm(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldComeBackToTheMeanWithItsHalfLife() {
    Wandering wandering = new Wandering(new Randomness(1, "x"), 10, 0, 60);
    wandering.at(START);
    wandering.jump(8);

    assertThat(wandering.at(START)).isEqualTo(18);
    assertThat(wandering.at(START + 60 * SECOND)).isCloseTo(14, within(1e-9));
    assertThat(wandering.at(START + 180 * SECOND)).isCloseTo(11, within(1e-9));
    assertThat(wandering.at(START + 60 * SECOND)).isCloseTo(11, within(1e-9));
  }

  @Test
  void shouldImplyTheMedianRateOfItsWindow() {
    ImpliedRate rate = new ImpliedRate(10 * SECOND);
    assertThat(rate.rate()).isZero();

    rate.add(START, 1_300, 1);
    rate.add(START + SECOND, 1_500, 1);
    rate.add(START + 2 * SECOND, 2_800, 2);
    assertThat(rate.rate()).isEqualTo(1_400);

    rate.add(START + 12 * SECOND, 1_000, 1);
    assertThat(rate.rate()).isEqualTo(1_000);
  }

  @Test
  void shouldShapeAFitBookAroundAnyPrice() {
    Seed.forAll(
        200,
        seed -> {
          var instrument = seed.pick(CONFIG.instruments().toArray(new haetae.market.Instrument[0]));
          double mid = seed.between(200_000, 150_000_000_000L) / 1_000.0;
          BookShape shape = new BookShape(10, 20_000_000, seed.between(0, 20) / 10_000.0);
          OrderBook book = new OrderBook();

          shape.fill(book, instrument, mid, null);

          assertThat(book.fault(1_000_000)).isEqualTo(BookFault.NONE);
          assertThat(book.bestBidE8()).isLessThanOrEqualTo(Math.round(mid * Fixed.ONE));
          assertThat(book.bestAskE8()).isGreaterThanOrEqualTo(Math.round(mid * Fixed.ONE));
          assertThat(book.asks()).isEqualTo(10);
        });
  }
}
