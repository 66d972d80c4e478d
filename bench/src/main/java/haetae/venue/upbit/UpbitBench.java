package haetae.venue.upbit;

import haetae.bench.Frames;
import haetae.bench.TickMarket;
import haetae.engine.BookChanged;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.SymbolTable;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Upbit's order book messages to typed books: the frame's kind, every name and every level. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class UpbitBench {
  private final UpbitBookDecoder decoder =
      new UpbitBookDecoder(new SymbolTable(List.of("KRW-USDT", "KRW-BTC")), new int[] {2, 0});
  private final UpbitFrame frame = new UpbitFrame();
  private final BookChanged book = new BookChanged();
  private final byte[] fifteen = Frames.upbitBook("KRW-BTC", TickMarket.FAIR_KRW, 15);
  private final byte[] thirty = Frames.upbitBook("KRW-BTC", TickMarket.FAIR_KRW, 30);

  /** Fifteen levels a side. */
  @Benchmark
  public long book15() throws DecodeException {
    return read(fifteen);
  }

  /** Thirty levels a side, the venue's most. */
  @Benchmark
  public long book30() throws DecodeException {
    return read(thirty);
  }

  private long read(byte[] bytes) throws DecodeException {
    frame.kind(bytes, 0, bytes.length);
    decoder.decode(bytes, 0, bytes.length, 1, book);
    return book.book().bestBidE8();
  }
}
