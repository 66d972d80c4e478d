package haetae.venue.recorded;

import haetae.market.BookFault;
import haetae.market.Venue;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code <receive ns> <frame>} lines of one Binance instrument into its book. Snapshots do
 * not name their instrument, so a file that holds a second one is refused.
 */
final class BinanceFrames implements LineReader.Parser {
  private final FileKind file;
  private final BinanceBook book;
  private final BinanceFrame frame = new BinanceFrame();

  /** Goes on with a book that an earlier file may have built. */
  BinanceFrames(FileKind file, BinanceBook book) {
    this.file = file;
    this.book = book;
  }

  @Override
  public @Nullable RecordedRow row(String text, LineReader.Line line) throws RecordingException {
    int space = text.indexOf(' ');
    long timeNs = Long.parseLong(text.substring(0, Math.max(0, space)));
    String json = text.substring(space + 1);
    frame.parse(json);
    if (!frame.symbol().isEmpty() && !frame.symbol().equals(file.symbol())) {
      throw new RecordingException(
          line.place()
              + ": a frame of "
              + frame.symbol()
              + " in a recording of "
              + file.symbol()
              + "; split it into one file an instrument");
    }
    return usable(book, frame, json, line)
        ? new RecordedRow.Book(timeNs, Venue.BINANCE, file.symbol(), book.top())
        : null;
  }

  /** Applies a parsed frame; true if the book changed and can be used. */
  static boolean usable(BinanceBook book, BinanceFrame frame, String json, LineReader.Line line) {
    BinanceBook.Effect effect = book.apply(frame, json);
    if (effect == BinanceBook.Effect.BROKEN) {
      String ids = frame.symbol() + " U=" + frame.firstId() + " u=" + frame.lastId();
      line.found(Findings.Kind.BROKEN, "an update is missing", ids);
    }
    if (effect != BinanceBook.Effect.CHANGED || !book.filled()) {
      return false;
    }
    BookFault fault = book.top().fault(Long.MAX_VALUE);
    if (fault != BookFault.NONE) {
      line.found(Findings.Kind.BAD, "unfit book", fault + " after update " + book.lastId());
    }
    return fault == BookFault.NONE;
  }
}
