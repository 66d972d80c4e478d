package haetae.venue.recorded;

import haetae.market.Venue;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens the reader that fits a file. */
final class Readers {
  private static final int CANDLES_LOOKED_AT = 20;

  private Readers() {}

  /**
   * A reader of one file.
   *
   * @param all every file of the recording, among which a poll finds the other venue's
   */
  static RowReader open(FileKind file, List<FileKind> all, Findings findings)
      throws RecordingException {
    return switch (file.format()) {
      case BINANCE_FRAMES -> new ChainedFrames(List.of(file), findings);
      case RAW_CONNECTION -> rising(file, findings, new RawConnection(file));
      case SEGMENT -> new SegmentRows(file, findings);
      case BOOK_SNAPSHOTS -> rising(file, findings, new BookSnapshots(file));
      case LAST_PRICE_POLL -> polls(file, all, findings);
      case UPBIT_TRADES_JSON -> ordered(file, findings, new UpbitTradeArrays());
      case UPBIT_TRADES_CSV -> ordered(file, findings, new CsvRows(file, t -> t));
      case UPBIT_TICKER_CSV -> rising(file, findings, new CsvRows(file, t -> t));
      case CANDLES -> strict(file, findings, shift(candleShiftNs(file)));
      // A day's rate is known when the day is over.
      case BANK_RATE -> strict(file, findings, shift(Times.NS_PER_DAY));
      case PREMIUM_TABLE -> new PremiumTable(file, findings);
    };
  }

  private static LongUnaryOperator shift(long ns) {
    return time -> Math.addExact(time, ns);
  }

  private static RowReader rising(FileKind file, Findings findings, LineReader.Parser parser)
      throws RecordingException {
    return new LineReader(file, findings, LineReader.Order.RISING, parser);
  }

  private static RowReader strict(FileKind file, Findings findings, LongUnaryOperator clock)
      throws RecordingException {
    return new LineReader(file, findings, LineReader.Order.STRICT, new CsvRows(file, clock));
  }

  private static RowReader ordered(FileKind file, Findings findings, LineReader.Parser parser)
      throws RecordingException {
    return new InOrder(
        file, findings, new LineReader(file, findings, LineReader.Order.ANY, parser));
  }

  /** The other venue's lines are read beside this file's, for the time of the pass. */
  private static RowReader polls(FileKind file, List<FileKind> all, Findings findings)
      throws RecordingException {
    Polls parser = new Polls(file, partner(file, all));
    LineReader reader = new LineReader(file, findings, LineReader.Order.RISING, parser);
    return new RowReader() {
      @Override
      public @Nullable RecordedRow next() throws RecordingException {
        return reader.next();
      }

      @Override
      public void close() {
        reader.close();
        parser.close();
      }
    };
  }

  private static @Nullable FileKind partner(FileKind file, List<FileKind> all) {
    for (FileKind other : all) {
      if (other.format() == Format.LAST_PRICE_POLL
          && other.venue() != file.venue()
          && coin(other).equals(coin(file))) {
        return other;
      }
    }
    return null;
  }

  private static String coin(FileKind poll) {
    String symbol = poll.symbol();
    return poll.venue() == Venue.UPBIT
        ? symbol.substring("KRW-".length())
        : symbol.substring(0, symbol.length() - "USDT".length());
  }

  /** A time that names the close needs no shift. */
  private static long candleShiftNs(FileKind file) throws RecordingException {
    return file.columns().contains("close_datetime") ? 0 : candleNs(file);
  }

  /** Length of a candle: the smallest gap between the first rows. */
  static long candleNs(FileKind file) throws RecordingException {
    long smallest = Long.MAX_VALUE;
    try (RowReader reader = strict(file, new Findings(), t -> t)) {
      RecordedRow row = reader.next();
      for (int i = 0; i < CANDLES_LOOKED_AT && row != null; i++) {
        RecordedRow next = reader.next();
        if (next != null) {
          smallest = Math.min(smallest, next.timeNs() - row.timeNs());
        }
        row = next;
      }
    }
    if (smallest == Long.MAX_VALUE) {
      throw new RecordingException(file.path() + ": too few candles to tell their length");
    }
    return smallest;
  }
}
