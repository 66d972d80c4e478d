package haetae.venue.upbit;

import static java.nio.charset.StandardCharsets.UTF_8;

import haetae.bench.Frames;
import haetae.bench.TickMarket;
import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.execution.OrderIntent;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import haetae.venue.binance.BenchOrders;
import haetae.venue.upbit.UpbitOrderBody.Life;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Params;
import haetae.venue.wire.Secret;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of Upbit's message of fifteen levels to the decision, and to signed orders. */
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class TickBench {
  private static final int TURN = 4;

  /** What every message goes through. */
  private static final class Path {
    private final UpbitPath upbit = new UpbitPath(List.of("KRW-USDT", "KRW-BTC"), new int[] {2, 0});
    private final BookChanged book = new BookChanged();

    void take(byte[] bytes, TickMarket market, CommandSink sink) throws DecodeException {
      upbit.read(bytes, market.nextNs(), book);
      market.engine().onEvent(book, sink);
    }
  }

  /** A market in which nothing is to be gained. */
  @State(Scope.Thread)
  public static class Quiet {
    private final TickMarket market = new TickMarket();
    private final Path path = new Path();
    private final byte[] fair = Frames.upbitBook("KRW-BTC", TickMarket.FAIR_KRW, 15);
    private final CommandSink sink = this::count;
    private long commands;
    private int turn;

    private void count(Command command) {
      commands++;
    }
  }

  /** A market a moment before an entry. */
  @State(Scope.Thread)
  public static class Gap {
    private final TickMarket market = new TickMarket();
    private final Path path = new Path();
    private final byte[] cheap = Frames.upbitBook("KRW-BTC", TickMarket.CHEAP_KRW, 15);
    private final CommandSink sink = this::take;
    private final ApprovedOrder[] orders = new ApprovedOrder[2];
    private final BenchOrders binance = new BenchOrders();
    private final UpbitSigner signer =
        new UpbitSigner(
            "bench-access-key-of-forty-characters-0001",
            Secret.of("bench-secret-of-forty-characters-00000001".toCharArray()),
            JwtAlgorithm.HS512,
            new Nonces());
    private int placed;

    private void take(Command command) {
      if (command instanceof Command.PlaceOrder place) {
        orders[placed++] = place.order();
      }
    }

    /** Puts the engine back to the moment before; not timed. */
    @Setup(Level.Invocation)
    public void before() {
      market.reset();
      placed = 0;
    }
  }

  /** The same moment in an engine that has just taken messages of the other books. */
  @State(Scope.Thread)
  public static class WarmGap {
    private static final int MESSAGES = 20;
    private final Gap gap = new Gap();

    /** Puts the engine back, then lets it work; not timed. */
    @Setup(Level.Invocation)
    public void before() {
      gap.before();
      for (int i = 0; i < MESSAGES; i++) {
        gap.market.others();
      }
    }
  }

  /** Two orders that were decided: Upbit's first. */
  @State(Scope.Thread)
  public static class Decided {
    private final Gap gap = new Gap();

    /** Decides them. */
    @Setup
    public void decide() throws DecodeException {
      gap.before();
      gap.path.take(gap.cheap, gap.market, gap.sink);
      if (gap.orders[0].intent().instrument().venue() != Venue.UPBIT) {
        throw new IllegalStateException("Upbit leads");
      }
    }
  }

  /** To the decision that there is nothing to do. */
  @Benchmark
  public long decision(Quiet state) throws DecodeException {
    if (++state.turn % TURN == 0) {
      state.market.others();
    }
    state.path.take(state.fair, state.market, state.sink);
    if (state.commands != 0) {
      throw new IllegalStateException("a fair price must lead to no command");
    }
    return state.turn;
  }

  /** To the commands that send both legs. */
  @Benchmark
  public int entry(Gap state) throws DecodeException {
    state.path.take(state.cheap, state.market, state.sink);
    if (state.placed != 2) {
      throw new IllegalStateException("both legs must be sent: " + state.placed);
    }
    return state.placed;
  }

  /** Upbit's request of one order: body, hash and token. */
  @Benchmark
  public int upbitSigned(Decided state) {
    return upbit(state.gap.signer, state.gap.orders[0]);
  }

  /** Binance's request of one order: query and signature. */
  @Benchmark
  public int binanceSigned(Decided state) {
    return state.gap.binance.signed(state.gap.orders[1]).length;
  }

  /** To the bytes of both signed orders, ready to be written. */
  @Benchmark
  public int signedOrders(Gap state) throws DecodeException {
    return decidedAndSigned(state);
  }

  /** The same with the engine's own state in the processor's caches, as in a busy service. */
  @Benchmark
  public int signedOrdersWarm(WarmGap state) throws DecodeException {
    int bytes = decidedAndSigned(state.gap);
    if (state.gap.placed != 2) {
      throw new IllegalStateException("both legs must be sent: " + state.gap.placed);
    }
    return bytes;
  }

  private static int decidedAndSigned(Gap state) throws DecodeException {
    state.path.take(state.cheap, state.market, state.sink);
    int bytes = 0;
    for (int i = 0; i < state.placed; i++) {
      ApprovedOrder order = state.orders[i];
      boolean home = order.intent().instrument().venue() == Venue.UPBIT;
      bytes += home ? upbit(state.signer, order) : state.binance.signed(order).length;
    }
    return bytes;
  }

  private static int upbit(UpbitSigner signer, ApprovedOrder order) {
    OrderIntent intent = order.intent();
    Params body =
        new UpbitOrderBody(intent.instrument().symbol(), order.clientOrderId(), "cancel_maker")
            .limit(intent.side(), intent.quantityE8(), intent.limitPriceE8(), Life.IOC);
    String token = signer.token(body);
    return token.getBytes(UTF_8).length + body.json().getBytes(UTF_8).length;
  }
}
