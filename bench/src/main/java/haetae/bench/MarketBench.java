package haetae.bench;

import haetae.market.BookFault;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.premium.EdgeCalculator;
import haetae.premium.PairMarket;
import haetae.premium.Premium;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of a decision: taking a book, the premium, the edge at the traded size. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class MarketBench {
  private static final long MAX_SPREAD_PPM = 10_000;
  private static final long QUANTITY_E8 = Fixed.ONE / 2;

  private final OrderBook source = BenchBooks.upbit();
  private final OrderBook target = new OrderBook();
  private final PairMarket market =
      new PairMarket(
          BenchBooks.upbit(),
          BenchBooks.binance(),
          BenchBooks.fx(),
          new FeeSchedule(2_500, 1_000, 0, false),
          Fixed.ONE / 1_000);
  private final EdgeCalculator edge = new EdgeCalculator();
  private final Premium premium = new Premium();
  private long midE8 = BenchBooks.BTC_KRW * Fixed.ONE;

  /** Thirty levels put into a book and checked, as a feed and the engine do. */
  @Benchmark
  public BookFault bookUpdate() {
    midE8 ^= Fixed.ONE;
    BenchBooks.fill(source, midE8, 1_000 * Fixed.ONE, Fixed.ONE / 5);
    target.copyFrom(source);
    return target.fault(MAX_SPREAD_PPM);
  }

  /** Net edge of half a BTC over the depth of three books. */
  @Benchmark
  public long edge() {
    edge.compute(market, Direction.BUY_UPBIT_SELL_BINANCE, QUANTITY_E8);
    return edge.edgePpm();
  }

  /** Executable premium of half a BTC, both ways. */
  @Benchmark
  public long premium() {
    premium.compute(market, QUANTITY_E8);
    return premium.midPpm();
  }
}
