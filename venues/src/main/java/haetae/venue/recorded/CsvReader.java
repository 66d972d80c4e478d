package haetae.venue.recorded;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads candles, polls, trades, ticker changes and bank rates in CSV. */
final class CsvReader implements RowReader {
  private static final long NS_PER_MS = 1_000_000L;
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long DAY_NS = 86_400 * NS_PER_SECOND;
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

  private final FileKind kind;
  private final Lines lines;
  private final BadRows bad;
  private final long shiftNs;
  private final long[] pollNs;
  private final int timeColumn;
  private final int priceColumn;
  private final int marketColumn;
  private long lastNs = Long.MIN_VALUE;

  /**
   * A reader.
   *
   * @param shiftNs added to each time: the length of a candle, so that it counts when it closes
   * @param pollNs times of the same passes in the other venue's file, empty if there is none
   */
  CsvReader(FileKind kind, BadRows bad, long shiftNs, long[] pollNs) throws RecordingException {
    this.kind = kind;
    this.bad = bad;
    this.shiftNs = shiftNs;
    this.pollNs = pollNs;
    this.timeColumn = column(kind, TIMES);
    this.priceColumn = column(kind, PRICES);
    this.marketColumn = kind.columns().indexOf("market");
    this.lines = Lines.open(kind.path());
    lines.next();
  }

  private static int column(FileKind kind, List<String> names) throws RecordingException {
    for (String name : names) {
      int index = kind.columns().indexOf(name);
      if (index >= 0) {
        return index;
      }
    }
    throw new RecordingException(kind.path() + ":1: no column of " + String.join(", ", names));
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
    List<String> cells = Csv.split(line, Math.max(priceColumn, timeColumn) + 1);
    String file = kind.path().getFileName().toString();
    if (cells.size() <= Math.max(timeColumn, priceColumn)
        || cells.get(timeColumn).isEmpty()
        || cells.get(priceColumn).isEmpty()) {
      bad.add(file, lines.number(), "time or price is missing");
      return null;
    }
    try {
      long time = timeNs(cells);
      String number = cells.get(priceColumn).replace(",", "");
      long price = Fixed.ofDecimal(new BigDecimal(number), RoundingMode.HALF_EVEN);
      if (price <= 0) {
        bad.add(file, lines.number(), "price is not positive: " + number);
        return null;
      }
      if (time < lastNs) {
        bad.add(file, lines.number(), "time goes back");
        return null;
      }
      lastNs = time;
      String symbol = marketColumn >= 0 ? cells.get(marketColumn) : kind.symbol();
      return new RecordedRow.Price(time, kind.venue(), symbol, price);
    } catch (NumberFormatException | ArithmeticException | DateTimeParseException e) {
      bad.add(file, lines.number(), "cannot be read: " + e.getMessage());
      return null;
    }
  }

  private long timeNs(List<String> cells) {
    if (pollNs.length > 0) {
      int pass = Integer.parseInt(cells.get(0));
      return pass < pollNs.length ? pollNs[pass] : parse(cells.get(timeColumn)) + shiftNs;
    }
    return parse(cells.get(timeColumn)) + shiftNs;
  }

  /** Epoch ms, epoch seconds with decimals, a day, or a date and time (UTC unless it says). */
  static long parse(String text) {
    if (text.matches("\\d{13}")) {
      return Long.parseLong(text) * NS_PER_MS;
    }
    if (text.matches("\\d{10}(\\.\\d+)?")) {
      return new BigDecimal(text).movePointRight(9).longValue();
    }
    if (text.length() == 10) {
      return LocalDate.parse(text).toEpochDay() * DAY_NS;
    }
    String iso = text.replace(' ', 'T');
    // Hours of one digit occur: 2017-09-26 0:00.
    if (iso.indexOf(':') == 12) {
      iso = iso.substring(0, 11) + "0" + iso.substring(11);
    }
    boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10;
    Instant instant =
        offset
            ? OffsetDateTime.parse(iso).toInstant()
            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    return instant.getEpochSecond() * NS_PER_SECOND + instant.getNano();
  }

  @Override
  public void close() {
    lines.close();
  }
}
