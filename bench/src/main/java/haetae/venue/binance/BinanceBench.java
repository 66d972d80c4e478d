package haetae.venue.binance;

import haetae.bench.Frames;
import haetae.market.OrderBook;
import haetae.venue.binance.StreamNames.Channel;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Binance's market data messages: depth into the kept book and out as levels, and the ticker. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class BinanceBench {
  private static final int DEEP = 1_000;

  private final StreamNames names =
      new StreamNames(List.of("BTCUSDT"), Channel.DEPTH, Channel.TICKER);
  private final JsonReader json = new JsonReader();
  private final Depth depth = new Depth();
  private final DepthDecoder decoder = new DepthDecoder();
  private final LocalBook local = new LocalBook(Product.SPOT);
  private final Ticker ticker = new Ticker();
  private final OrderBook out = new OrderBook();
  private final byte[] depthBytes = Frames.binanceDepth("BTCUSDT", 77_000);
  private final byte[] tickerBytes = Frames.binanceTicker("BTCUSDT", 77_000);
  private long lastId;

  /** A book that has its snapshot. */
  public BinanceBench() {
    depth.lastId = 0;
    local.snapshot(depth, DEEP);
  }

  /** Twenty changed levels a side, read, applied, and the best levels written out. */
  @Benchmark
  public long depth() throws DecodeException {
    names.open(json.over(depthBytes, 0, depthBytes.length));
    decoder.update(json, depth);
    StreamNames.close(json);
    depth.firstId = lastId + 1;
    depth.lastId = ++lastId;
    local.update(depth);
    out.clear();
    local.write(out, ticker);
    return out.bestBidE8();
  }

  /** Best bid and ask. */
  @Benchmark
  public long bookTicker() throws DecodeException {
    names.open(json.over(tickerBytes, 0, tickerBytes.length));
    ticker.read(json);
    StreamNames.close(json);
    return lastId;
  }
}
