package haetae.bench;

import static java.util.Objects.requireNonNull;

import haetae.engine.BookChanged;
import haetae.market.Asset;
import haetae.market.FixedTick;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.UpbitKrwBands;
import haetae.market.Venue;
import haetae.venue.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A recording of any size, to measure how fast one is read and traded. The same every time. */
@Command(
    name = "recording",
    mixinStandardHelpOptions = true,
    description = {
      "Makes up a recording of BTC at both venues and KRW-USDT: 15 levels a side, about 50 books a",
      "second, three levels change a book, and a premium that wanders around nothing."
    },
    footer = {
      "",
      "Example:",
      "  ./haetae bench recording --books 20000000 /tmp/made-up",
      "  ./haetae backtest --data /tmp/made-up/*.zst"
    })
final class MadeUpRecording implements Callable<Integer> {
  private static final long START_NS =
      Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
  private static final long NO_LIMIT = Long.MAX_VALUE / 4;
  private static final int BLOCK_BYTES = 1 << 20;
  private static final long BLOCK_NS = 5_000_000_000L;
  private static final int LEVEL = 3;
  private static final int CHANGES = 3;
  // Half of a deviation of the premium is gone after 20 minutes; 0.35 % is usual.
  private static final double PULL_PER_SECOND = Math.log(2) / 1_200;
  private static final double PREMIUM_SD = 0.003_5;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A folder without recordings.")
  private @Nullable Path folder;

  @Option(
      names = "--books",
      defaultValue = "2000000",
      description = "How many (default: ${DEFAULT-VALUE}); about 26 bytes each.")
  private long books;

  private final SplittableRandom random = new SplittableRandom(7);
  private final Ladder fx = new Ladder(0, 140_000_000_000L, 100_000_000L, 500_000, 100_000_000L);
  private final Ladder upbit =
      new Ladder(1, 14_000_000_000_000_000L, 100_000_000_000L, 60_000, 100_000L);
  private final Ladder binance = new Ladder(2, 10_000_000_000_000L, 10_000_000L, 60_000, 100_000L);
  private double premium;

  /** Levels of one instrument, a tick apart. */
  private final class Ladder {
    private final int id;
    private final long tickE8;
    private final long largest;
    private final long unitE8;
    private final long[] bids = new long[BenchBooks.LEVELS];
    private final long[] asks = new long[BenchBooks.LEVELS];
    private long bidE8;

    Ladder(int id, long bidE8, long tickE8, long largest, long unitE8) {
      this.id = id;
      this.bidE8 = bidE8;
      this.tickE8 = tickE8;
      this.largest = largest;
      this.unitE8 = unitE8;
      for (int i = 0; i < BenchBooks.LEVELS; i++) {
        bids[i] = size();
        asks[i] = size();
      }
    }

    private long size() {
      return random.nextLong(1, largest) * unitE8;
    }

    void move(long ticks) {
      bidE8 += ticks * tickE8;
      for (long i = Math.min(BenchBooks.LEVELS, Math.abs(ticks)); i > 0; i--) {
        shift(ticks > 0 ? asks : bids, 1, 0, BenchBooks.LEVELS - 1);
        shift(ticks > 0 ? bids : asks, 0, 1, 0);
      }
    }

    private void shift(long[] levels, int from, int to, int fresh) {
      System.arraycopy(levels, from, levels, to, BenchBooks.LEVELS - 1);
      levels[fresh] = size();
    }

    void fill(BookChanged event, long timeNs) {
      for (int i = 0; i < CHANGES; i++) {
        (random.nextBoolean() ? bids : asks)[random.nextInt(BenchBooks.LEVELS)] = size();
      }
      event.begin(id, timeNs, timeNs / 1_000_000 - random.nextInt(60));
      for (int i = 0; i < BenchBooks.LEVELS; i++) {
        event.book().addBid(bidE8 - i * tickE8, bids[i]);
        event.book().addAsk(bidE8 + (i + 1) * tickE8, asks[i]);
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    Path into = requireNonNull(folder, "folder");
    Files.createDirectories(into);
    SegmentWriter.Settings settings =
        new SegmentWriter.Settings(into, BLOCK_BYTES, BLOCK_NS, 0, LEVEL);
    long timeNs = START_NS;
    BookChanged event = new BookChanged();
    SegmentWriter writer = SegmentWriter.open(settings, instruments(), timeNs, "made up");
    for (long i = 0; i < books; i++) {
      long step = random.nextLong(1_000_000, 40_000_000);
      timeNs += step;
      wander(step / 1e9);
      next().fill(event, timeNs);
      writer.append(event);
      writer.tick(timeNs);
    }
    writer.stop(timeNs);
    SegmentWriter.Figures made = writer.figures();
    requireNonNull(spec, "spec")
        .commandLine()
        .getOut()
        .printf(
            "%,d books in %s, %.1f bytes each%n",
            made.books(), into, made.fileBytes() / (double) made.books());
    return 0;
  }

  private void wander(double seconds) {
    double spread = PREMIUM_SD * Math.sqrt(2 * PULL_PER_SECOND * seconds);
    premium += -PULL_PER_SECOND * premium * seconds + spread * random.nextGaussian();
  }

  /** Whose book comes next, its price moved. */
  private Ladder next() {
    int one = random.nextInt(8);
    if (one == 0) {
      return fx;
    }
    if (one > 3) {
      if (random.nextInt(10) == 0) {
        binance.move(random.nextInt(41) - 20);
      }
      return binance;
    }
    if (random.nextInt(4) == 0) {
      double wanted = binance.bidE8 / 1e8 * (fx.bidE8 / 1e8) * (1 + premium);
      upbit.move(Math.clamp(Math.round((wanted - upbit.bidE8 / 1e8) / 1_000), -8, 8));
    }
    return upbit;
  }

  private static List<Instrument> instruments() {
    return List.of(upbit(0, "USDT"), upbit(1, "BTC"), perpetual());
  }

  private static Instrument upbit(int id, String base) {
    OrderRules rules = new OrderRules(new UpbitKrwBands(), 1, 0, NO_LIMIT, 0, NO_LIMIT);
    return new Instrument(
        id, Venue.UPBIT, InstrumentKind.SPOT, "KRW-" + base, new Asset(base), Asset.KRW, rules);
  }

  private static Instrument perpetual() {
    OrderRules rules = new OrderRules(new FixedTick(10_000_000), 100_000, 0, NO_LIMIT, 0, NO_LIMIT);
    return new Instrument(
        2, Venue.BINANCE, InstrumentKind.PERPETUAL, "BTCUSDT", new Asset("BTC"), Asset.USDT, rules);
  }
}
