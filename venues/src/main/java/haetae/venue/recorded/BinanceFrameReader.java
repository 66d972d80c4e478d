package haetae.venue.recorded;

import haetae.market.Venue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads recorded frames of one Binance instrument and hands out its book after each change. */
final class BinanceFrameReader implements RowReader {
  private final FileKind kind;
  private final BadRows bad;
  private final Lines lines;
  private final BinanceBook book;
  private final String symbol;
  private long lastNs = Long.MIN_VALUE;

  BinanceFrameReader(FileKind kind, BadRows bad) throws RecordingException {
    this(kind, new BinanceBook(), bad);
  }

  /** Goes on with a book that an earlier file has built. */
  BinanceFrameReader(FileKind kind, BinanceBook book, BadRows bad) throws RecordingException {
    this.kind = kind;
    this.bad = bad;
    this.book = book;
    this.symbol = kind.symbol();
    this.lines = Lines.open(kind.path());
    if (symbol.isEmpty()) {
      throw new RecordingException(kind.path() + ": the name must hold the symbol, like btcusdt");
    }
  }

  @Override
  public @Nullable RecordedRow next() throws RecordingException {
    String line = lines.next();
    while (line != null) {
      RecordedRow row = row(line);
      if (row != null) {
        return row;
      }
      line = lines.next();
    }
    return null;
  }

  private @Nullable RecordedRow row(String line) {
    String file = kind.path().getFileName().toString();
    int space = line.indexOf(' ');
    try {
      long timeNs = Long.parseLong(line.substring(0, Math.max(0, space)));
      if (timeNs < lastNs) {
        bad.add(file, lines.number(), "time goes back");
        return null;
      }
      lastNs = timeNs;
      boolean changed = book.apply(line.substring(space + 1));
      return changed && book.filled()
          ? new RecordedRow.Book(timeNs, Venue.BINANCE, symbol, book.top())
          : null;
    } catch (NumberFormatException | ArithmeticException | JacksonException e) {
      bad.add(file, lines.number(), "cannot be read: " + e.getMessage());
      return null;
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
