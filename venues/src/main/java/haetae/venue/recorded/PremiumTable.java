package haetae.venue.recorded;

import haetae.market.Fixed;
import haetae.market.Venue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a daily table {@code Date,B,A,ratio,Price,...}: B is Upbit's close in KRW, A Binance's in
 * USDT, Price the bank's USD/KRW. Each line is three rows at the end of its day. The premium in it
 * was computed by others, with the day's opening rate, and is not used. Threads: one.
 */
final class PremiumTable implements RowReader {
  private static final int CELLS = 5;

  private final LineReader lines;
  private final ArrayDeque<RecordedRow> more = new ArrayDeque<>();

  PremiumTable(FileKind file, Findings findings) throws RecordingException {
    if (!file.columns().subList(0, CELLS).equals(List.of("Date", "B", "A", "ratio", "Price"))) {
      throw new RecordingException(
          file.path() + ":1: a premium table must begin with Date,B,A,ratio,Price");
    }
    this.lines = new LineReader(file, findings, LineReader.Order.STRICT, this::row);
  }

  private @Nullable RecordedRow row(String text, LineReader.Line line) {
    List<String> cells = Csv.split(text, CELLS);
    if (cells.size() < CELLS || cells.contains("")) {
      line.found(Findings.Kind.BAD, "a value is missing", "");
      return null;
    }
    long timeNs = Times.parse(cells.get(0)) + Times.NS_PER_DAY;
    long upbit = number(cells.get(1));
    long binance = number(cells.get(2));
    long rate = number(cells.get(4));
    if (upbit <= 0 || binance <= 0 || rate <= 0) {
      line.found(Findings.Kind.BAD, "price is not positive", "");
      return null;
    }
    more.clear();
    more.add(new RecordedRow.Price(timeNs, Venue.UPBIT, "KRW-BTC", upbit));
    more.add(new RecordedRow.Price(timeNs, Venue.BINANCE, "BTCUSDT", binance));
    return new RecordedRow.Price(timeNs, Venue.UPBIT, "KRW-USDT", rate);
  }

  private static long number(String text) {
    return Fixed.ofDecimal(new BigDecimal(text.replace(",", "")), RoundingMode.HALF_EVEN);
  }

  @Override
  public @Nullable RecordedRow next() throws RecordingException {
    return more.isEmpty() ? lines.next() : more.removeFirst();
  }

  @Override
  public void close() {
    lines.close();
  }
}
