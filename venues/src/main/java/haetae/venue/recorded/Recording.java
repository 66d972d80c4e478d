package haetae.venue.recorded;

import haetae.market.OrderBook;
import haetae.market.Venue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recorded files, merged by time. Bad rows are counted and named, never silently dropped.
 *
 * <p>Opening reads every file once to the end, so that what it holds is known before anything is
 * traded. Threads: one.
 */
public final class Recording implements AutoCloseable {
  private static final long NS_PER_MS = 1_000_000L;
  private static final long NO_TIME = Long.MIN_VALUE;

  /** One file being read. */
  private static final class Stream {
    private final RowReader reader;
    private @Nullable RecordedRow head;

    Stream(RowReader reader) {
      this.reader = reader;
    }
  }

  /**
   * What one file holds.
   *
   * @param symbols instruments seen, as {@code VENUE:symbol}
   * @param gapMs usual gap between two rows
   */
  public record Content(
      Path path,
      Format format,
      Set<String> symbols,
      long rows,
      long firstNs,
      long lastNs,
      long gapMs) {
    /** Takes a copy of the symbols. */
    public Content {
      symbols = Set.copyOf(symbols);
    }
  }

  private final List<FileKind> kinds;
  private final List<Content> contents;
  private final BadRows bad;
  private final List<Stream> streams = new ArrayList<>();
  private final OrderBook handed = new OrderBook();

  private Recording(List<FileKind> kinds, List<Content> contents, BadRows bad) {
    this.kinds = kinds;
    this.contents = contents;
    this.bad = bad;
  }

  /** Opens files. */
  public static Recording open(List<Path> files) throws RecordingException {
    List<FileKind> kinds = new ArrayList<>();
    for (Path file : files) {
      kinds.add(FileKind.of(file));
    }
    // Frames of one instrument continue from file to file; by name is by day.
    kinds.sort(Comparator.comparing(kind -> kind.path().toString()));
    BadRows bad = new BadRows();
    List<Content> contents = new ArrayList<>();
    for (FileKind kind : kinds) {
      contents.add(survey(kind, kinds, bad));
    }
    Recording recording = new Recording(kinds, contents, bad);
    recording.rewind();
    return recording;
  }

  private static Content survey(FileKind kind, List<FileKind> all, BadRows bad)
      throws RecordingException {
    Set<String> symbols = new TreeSet<>();
    long rows = 0;
    long first = NO_TIME;
    long last = NO_TIME;
    try (RowReader reader = reader(kind, all, bad)) {
      RecordedRow row = reader.next();
      while (row != null) {
        rows++;
        first = first == NO_TIME ? row.timeNs() : first;
        last = row.timeNs();
        symbols.add(row.venue() + ":" + row.symbol());
        row = reader.next();
      }
    }
    if (rows == 0) {
      throw new RecordingException(kind.path() + ": no row could be read");
    }
    long gap = kind.format() == Format.CANDLES ? periodNs(kind) / NS_PER_MS : kind.format().gapMs();
    return new Content(kind.path(), kind.format(), symbols, rows, first, last, gap);
  }

  private static RowReader reader(FileKind kind, List<FileKind> all, BadRows bad)
      throws RecordingException {
    return switch (kind.format()) {
      case BINANCE_FRAMES -> new BinanceFrameReader(kind, bad);
      case UPBIT_TRADES_JSON -> new UpbitJsonReader(kind, bad);
      case LAST_PRICE_POLL -> new CsvReader(kind, bad, 0, pollTimes(kind, all));
      case UPBIT_TRADES_CSV, UPBIT_TICKER_CSV -> new CsvReader(kind, bad, 0, new long[0]);
      case CANDLES -> new CsvReader(kind, bad, candleShiftNs(kind), new long[0]);
      // A day's rate is known when the day is over.
      case BANK_RATE -> new CsvReader(kind, bad, 86_400_000 * NS_PER_MS, new long[0]);
    };
  }

  /** A time that names the close needs no shift. */
  private static long candleShiftNs(FileKind kind) throws RecordingException {
    return kind.columns().contains("close_datetime") ? 0 : periodNs(kind);
  }

  /** Length of a candle: the smallest gap between the first rows. */
  private static long periodNs(FileKind kind) throws RecordingException {
    long smallest = Long.MAX_VALUE;
    try (CsvReader reader = new CsvReader(kind, new BadRows(), 0, new long[0])) {
      RecordedRow row = reader.next();
      for (int i = 0; i < 20 && row != null; i++) {
        RecordedRow next = reader.next();
        if (next != null && next.timeNs() > row.timeNs()) {
          smallest = Math.min(smallest, next.timeNs() - row.timeNs());
        }
        row = next;
      }
    }
    if (smallest == Long.MAX_VALUE) {
      throw new RecordingException(kind.path() + ": too few candles to tell their length");
    }
    return smallest;
  }

  /** Times of the Binance file of the same polls: Upbit's own are those of its last trade. */
  private static long[] pollTimes(FileKind kind, List<FileKind> all) throws RecordingException {
    if (kind.venue() != Venue.UPBIT) {
      return new long[0];
    }
    String partner = kind.symbol().substring("KRW-".length()) + "USDT";
    for (FileKind other : all) {
      if (other.format() == Format.LAST_PRICE_POLL && other.symbol().equals(partner)) {
        return times(other);
      }
    }
    return new long[0];
  }

  private static long[] times(FileKind kind) throws RecordingException {
    List<Long> times = new ArrayList<>();
    try (CsvReader reader = new CsvReader(kind, new BadRows(), 0, new long[0])) {
      RecordedRow row = reader.next();
      while (row != null) {
        times.add(row.timeNs());
        row = reader.next();
      }
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  /** Begins anew. */
  private void rewind() throws RecordingException {
    close();
    BadRows again = new BadRows();
    List<FileKind> frames = new ArrayList<>();
    for (FileKind kind : kinds) {
      if (kind.format() == Format.BINANCE_FRAMES) {
        frames.add(kind);
      } else {
        start(reader(kind, kinds, again));
      }
    }
    for (String symbol : new TreeSet<>(frames.stream().map(FileKind::symbol).toList())) {
      List<FileKind> days = frames.stream().filter(f -> f.symbol().equals(symbol)).toList();
      start(new ChainedFrames(days, again));
    }
  }

  private void start(RowReader reader) throws RecordingException {
    Stream stream = new Stream(reader);
    stream.head = reader.next();
    streams.add(stream);
  }

  /** The next row of all files; null at the end. */
  public @Nullable RecordedRow next() throws RecordingException {
    Stream best = null;
    long bestNs = Long.MAX_VALUE;
    for (Stream stream : streams) {
      RecordedRow head = stream.head;
      if (head != null && head.timeNs() < bestNs) {
        best = stream;
        bestNs = head.timeNs();
      }
    }
    if (best == null) {
      return null;
    }
    RecordedRow row = best.head;
    if (row instanceof RecordedRow.Book shared) {
      // The reader fills its book again when it looks ahead.
      handed.copyFrom(shared.book());
      row = new RecordedRow.Book(shared.timeNs(), shared.venue(), shared.symbol(), handed);
    }
    best.head = best.reader.next();
    return row;
  }

  /** What the files hold. */
  public List<Content> contents() {
    return contents;
  }

  /** Rows that could not be read. */
  public BadRows bad() {
    return bad;
  }

  @Override
  public void close() {
    streams.forEach(stream -> stream.reader.close());
    streams.clear();
  }
}
