package haetae.bench;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.Event;
import haetae.engine.TestConfigs;
import haetae.engine.VenueStatus;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The engine's hot path: a new book of fifteen levels a side is taken and leads to no order,
 * because both venues say the same price. Filling the event is part of the figure.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class EngineBookBench {
  private static final long MS = 1_000_000;
  private static final int INSTRUMENTS = 3;

  private final Engine engine = new Engine(TestConfigs.config(250_000));
  private final BookChanged event = new BookChanged();
  private final CommandSink sink = this::count;
  private long nowNs = 1_795_500_000_000_000_000L;
  private long commands;
  private int turn;

  /** An engine that could trade if there were anything to gain. */
  public EngineBookBench() {
    for (Venue venue : Venue.values()) {
      engine.onEvent(new Event.VenueStatusChanged(nowNs, venue, VenueStatus.UP, ""), sink);
      engine.onEvent(new Event.ClockOffsetMeasured(nowNs, venue, 0), sink);
    }
    balance(Venue.UPBIT, Asset.KRW, 10_000_000);
    balance(Venue.UPBIT, new Asset("BTC"), 1);
    balance(Venue.UPBIT, Asset.USDT, 0);
    balance(Venue.BINANCE, Asset.USDT, 10_000);
    commands = 0;
  }

  private void balance(Venue venue, Asset asset, long amount) {
    engine.onEvent(new Event.BalanceReported(nowNs, venue, asset, amount * Fixed.ONE, 0), sink);
  }

  private void count(Command command) {
    commands++;
  }

  /** From the event's levels to "no order". */
  @Benchmark
  public long quietBook() {
    nowNs += MS;
    turn = (turn + 1) % INSTRUMENTS;
    event.begin(turn, nowNs, 0);
    switch (turn) {
      case 0 ->
          BenchBooks.fill(
              event.book(), BenchBooks.BTC_KRW * Fixed.ONE, 1_000 * Fixed.ONE, Fixed.ONE / 5);
      case 1 ->
          BenchBooks.fill(event.book(), BenchBooks.BTC_USDT * Fixed.ONE, Fixed.ONE / 10, Fixed.ONE);
      default ->
          BenchBooks.fill(
              event.book(), BenchBooks.USDT_KRW * Fixed.ONE, Fixed.ONE, 50_000 * Fixed.ONE);
    }
    engine.onEvent(event, sink);
    if (commands != 0) {
      throw new IllegalStateException("a quiet book must lead to no command");
    }
    return nowNs;
  }
}
