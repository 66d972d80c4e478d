package haetae.venue.recorded;

import haetae.market.BookFault;
import haetae.market.Venue;
import org.jspecify.annotations.Nullable;

/** Reads one order book a line: {@code timestamp}, {@code symbol} as BTC/KRW, bids and asks. */
final class BookSnapshots implements LineReader.Parser {
  private final FileKind file;
  private final JsonBook json = new JsonBook();

  BookSnapshots(FileKind file) {
    this.file = file;
  }

  @Override
  public @Nullable RecordedRow row(String text, LineReader.Line line) {
    json.parse(text);
    BookFault fault = json.book().fault(Long.MAX_VALUE);
    String[] assets = json.text("symbol").split("/", -1);
    if (fault != BookFault.NONE || assets.length != 2) {
      line.found(Findings.Kind.BAD, "unfit book", fault + " " + json.text("symbol"));
      return null;
    }
    boolean upbit = file.venue() == Venue.UPBIT;
    String symbol = upbit ? assets[1] + "-" + assets[0] : assets[0] + assets[1];
    long timeNs = Times.parse(json.text("timestamp"));
    return new RecordedRow.Book(timeNs, file.venue(), symbol, json.book());
  }
}
