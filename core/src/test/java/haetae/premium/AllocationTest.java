package haetae.premium;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import haetae.market.BookFault;
import haetae.market.CommonQuantity;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.FixedTick;
import haetae.market.OrderBook;
import haetae.market.OrderRules;
import haetae.market.PriceProtection;
import haetae.market.Side;
import haetae.market.UpbitKrwBands;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The way from an accepted book to an edge costs no memory. */
final class AllocationTest {
  private static final int WARM = 20_000;
  // What the JVM does once while it compiles may fall into a round; a call that allocates shows
  // in every one.
  private static final int ROUNDS = 5;
  private static final Direction[] DIRECTIONS = Direction.values();

  private final PairMarket source = PremiumTest.commonBooks(new FeeSchedule(500, 1_000, 500, true));
  private final PairMarket market =
      new PairMarket(
          new OrderBook(), new OrderBook(), new OrderBook(), source.fees(), source.binanceLotE8());
  private final EdgeCalculator edge = new EdgeCalculator(new DepthHaircut(900_000));
  private final Premium premium = new Premium();
  private final Capacity capacity = new Capacity();
  private final UpbitMarketBuy marketBuy = new UpbitMarketBuy();
  private final UpbitKrwBands bands = new UpbitKrwBands();
  private final CommonQuantity lot =
      new CommonQuantity(
          new OrderRules(bands, 1, 0, Long.MAX_VALUE, 5_000 * Fixed.ONE, Long.MAX_VALUE),
          new OrderRules(
              new FixedTick(1), 1_000, 0, Long.MAX_VALUE, 5 * Fixed.ONE, Long.MAX_VALUE));
  private long sink;

  @Test
  void shouldAllocateNothingFromBookToEdge() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run(WARM);
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && allocated != 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      run(WARM);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }

    assertThat(allocated).isZero();
    assertThat(sink).isNotZero();
  }

  private void run(int times) {
    for (int i = 0; i < times; i++) {
      once(DIRECTIONS[i & 1], 1_000_000L + i);
    }
  }

  private void once(Direction direction, long quantityE8) {
    market.upbit().copyFrom(source.upbit());
    market.binance().copyFrom(source.binance());
    market.fx().copyFrom(source.fx());
    if (market.upbit().fault(10_000) != BookFault.NONE
        || !edge.compute(market, direction, quantityE8)
        || !premium.compute(market, quantityE8)) {
      throw new IllegalStateException("the books of this test are sound and deep");
    }
    sink += edge.edgePpm() + edge.grossPpm() + edge.premiumPpm() + edge.slippagePpm();
    sink += edge.upbitVwapE8() + edge.binanceWorstE8() + premium.midPpm();
    sink += capacity.walk(market, direction, -5_000, Fixed.ONE);
    sink += marketBuy.plan(market.upbit(), 1_000_000 * Fixed.ONE, 500) ? 1 : 0;
    sink += lot.size(quantityE8, edge.upbitVwapE8(), edge.binanceVwapE8()) ? 1 : 0;
    sink += PriceProtection.limitE8(bands, Side.BUY, edge.upbitVwapE8(), 800);
  }
}
