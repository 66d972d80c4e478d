package haetae.venue.recorded;

import haetae.market.Fixed;
import haetae.market.Venue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads one price a line of CSV: candles, polls, trades, ticker changes, bank rates. */
final class CsvRows implements LineReader.Parser {
  private static final List<String> TIMES =
      List.of(
          "time_utc",
          "timestamp",
          "open_time",
          "date",
          "candle_date_time_utc",
          "close_datetime",
          "time",
          "Date");
  private static final List<String> PRICES =
      List.of("last", "price", "trade_price", "close", "Price");

  private final FileKind file;
  private final LongUnaryOperator clock;
  private final int timeColumn;
  private final int priceColumn;
  private final int marketColumn;
  private final int volumeColumn;
  private final int symbolColumn;
  private final int cells;

  /** A parser that moves times, such as a candle's from its opening to its close. */
  CsvRows(FileKind file, LongUnaryOperator clock) throws RecordingException {
    this.file = file;
    this.clock = clock;
    List<String> columns = file.columns();
    this.timeColumn = column(file, TIMES);
    this.priceColumn = column(file, PRICES);
    this.marketColumn = columns.indexOf("market");
    this.volumeColumn = columns.indexOf("volume");
    this.symbolColumn = file.format() == Format.CANDLES ? columns.indexOf("symbol") : -1;
    int trade = marketColumn < 0 ? -1 : Math.max(marketColumn, volumeColumn);
    this.cells = 1 + Math.max(Math.max(timeColumn, priceColumn), Math.max(trade, symbolColumn));
  }

  private static int column(FileKind file, List<String> names) throws RecordingException {
    for (String name : names) {
      int index = file.columns().indexOf(name);
      if (index >= 0) {
        return index;
      }
    }
    throw new RecordingException(file.path() + ":1: no column of " + String.join(", ", names));
  }

  @Override
  public @Nullable RecordedRow row(String text, LineReader.Line line) throws RecordingException {
    List<String> row = Csv.split(text, cells);
    if (row.size() < cells || row.get(timeColumn).isEmpty() || row.get(priceColumn).isEmpty()) {
      boolean empty = text.chars().allMatch(c -> c == ',' || c == ' ');
      line.found(Findings.Kind.BAD, empty ? "empty line" : "time or price is missing", "");
      return null;
    }
    oneSymbol(row, line);
    long priceE8 = number(row.get(priceColumn));
    if (priceE8 <= 0) {
      line.found(Findings.Kind.BAD, "price is not positive", row.get(priceColumn));
      return null;
    }
    long timeNs = clock.applyAsLong(Times.parse(row.get(timeColumn)));
    return marketColumn < 0
        ? new RecordedRow.Price(timeNs, file.venue(), file.symbol(), priceE8)
        : trade(row, timeNs, priceE8);
  }

  private RecordedRow trade(List<String> row, long timeNs, long priceE8) {
    long quantityE8 = volumeColumn < 0 ? 0 : number(row.get(volumeColumn));
    return new RecordedRow.Trade(timeNs, Venue.UPBIT, row.get(marketColumn), priceE8, quantityE8);
  }

  private void oneSymbol(List<String> row, LineReader.Line line) throws RecordingException {
    if (symbolColumn >= 0 && !row.get(symbolColumn).equals(file.symbol())) {
      throw new RecordingException(
          line.place()
              + ": a row of "
              + row.get(symbolColumn)
              + " in candles of "
              + file.symbol()
              + "; split it into one file an instrument");
    }
  }

  private static long number(String text) {
    return Fixed.ofDecimal(new BigDecimal(text.replace(",", "")), RoundingMode.HALF_EVEN);
  }
}
