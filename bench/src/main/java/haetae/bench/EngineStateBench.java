package haetae.bench;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.Event;
import haetae.engine.TestConfigs;
import haetae.engine.VenueStatus;
import haetae.execution.OrderIntent;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.state.StateOut;
import java.util.ArrayDeque;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The engine's state after a thousand trades have ended: its hash, which each cycle writes to the
 * journal, and the whole of it, which a snapshot writes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class EngineStateBench {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final int ENDED = 1_000;
  private static final long CRUMB_E8 = 10;

  private final Engine engine = new Engine(TestConfigs.config(250_000));
  private final BookChanged book = new BookChanged();
  private final ArrayDeque<OrderIntent> sent = new ArrayDeque<>();
  private final ArrayDeque<Command.ScheduleTimer> timers = new ArrayDeque<>();
  private final CommandSink sink = this::keep;
  private final StateOut out = new StateOut();
  private long nowNs = 1_795_500_000_000_000_000L;
  private long fills;

  private void keep(Command command) {
    if (command instanceof Command.PlaceOrder place) {
      sent.add(place.order().intent());
    } else if (command instanceof Command.ScheduleTimer timer) {
      timers.add(timer);
    }
  }

  /** Entries of which a crumb fills, too little to hedge: each ends its trade at once. */
  @Setup
  public void trade() {
    for (Venue venue : Venue.values()) {
      engine.onEvent(new Event.VenueStatusChanged(nowNs, venue, VenueStatus.UP, ""), sink);
      engine.onEvent(new Event.ClockOffsetMeasured(nowNs, venue, 0), sink);
    }
    balance(Venue.UPBIT, Asset.KRW);
    balance(Venue.UPBIT, new Asset("BTC"));
    balance(Venue.BINANCE, Asset.USDT);
    for (int trades = 0; trades < ENDED; ) {
      quote(2, 1_370, 1_371, 1_000_000);
      quote(0, 104_000_000, 104_010_000, 1);
      quote(1, 77_100, 77_101, 10);
      nowNs += SECOND;
      // Losing trades in a row would stop entries.
      engine.onEvent(
          new Event.OperatorCommand(nowNs, Event.OperatorCommand.Action.RESUME, "bench"), sink);
      while (!sent.isEmpty()) {
        OrderIntent order = sent.removeFirst();
        fill(order, order.opensRisk() ? CRUMB_E8 : order.quantityE8());
        trades += order.opensRisk() ? 1 : 0;
      }
      fireTimers();
    }
  }

  private void fireTimers() {
    for (int i = timers.size(); i > 0; i--) {
      Command.ScheduleTimer timer = timers.removeFirst();
      if (timer.fireAtNs() <= nowNs) {
        engine.onEvent(new Event.TimerFired(nowNs, timer.timerId()), sink);
      } else {
        timers.add(timer);
      }
    }
  }

  private void balance(Venue venue, Asset asset) {
    engine.onEvent(new Event.BalanceReported(nowNs, venue, asset, 10_000_000 * Fixed.ONE, 0), sink);
  }

  private void quote(int id, long bid, long ask, long quantity) {
    nowNs += 10 * MS;
    book.begin(id, nowNs, 0);
    book.book().addBid(bid * Fixed.ONE, quantity * Fixed.ONE);
    book.book().addAsk(ask * Fixed.ONE, quantity * Fixed.ONE);
    engine.onEvent(book, sink);
  }

  private void fill(OrderIntent order, long quantityE8) {
    long id = order.orderId();
    Asset quote = order.instrument().quote();
    engine.onEvent(
        new Event.OrderFilled(nowNs, id, "f" + ++fills, order.limitPriceE8(), quantityE8, 0, quote),
        sink);
    engine.onEvent(new Event.OrderEnded(nowNs, id, quantityE8), sink);
  }

  /** What each cycle does. */
  @Benchmark
  public long hash() {
    return engine.stateHash();
  }

  /** What a snapshot does. */
  @Benchmark
  public int save() {
    engine.save(out.clear());
    return out.length();
  }
}
