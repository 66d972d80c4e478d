package haetae.venue.recorded;

import haetae.market.Fixed;
import haetae.market.Venue;
import java.math.RoundingMode;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads Upbit trades from JSON arrays: {@code [time or market, ...]}; rows of kind {@code tick} are
 * trades, all others are passed over.
 */
final class UpbitJsonReader implements RowReader {
  private static final int KIND = 1;
  private static final int TIME = 3;
  private static final int PRICE = 4;

  private final FileKind kind;
  private final BadRows bad;
  private final Lines lines;
  private final JsonFactory json = new JsonFactory();
  private final String[] cells = new String[8];
  private long lastNs = Long.MIN_VALUE;

  UpbitJsonReader(FileKind kind, BadRows bad) throws RecordingException {
    this.kind = kind;
    this.bad = bad;
    this.lines = Lines.open(kind.path());
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
    try {
      read(line);
      boolean marketFirst = cells[0].startsWith("KRW-");
      String market = marketFirst ? cells[0] : cells[KIND];
      String type = marketFirst ? cells[KIND] : cells[2];
      if (!type.equals("tick") || !market.startsWith("KRW-")) {
        return null;
      }
      String time = (marketFirst ? cells[TIME] : cells[0]).replace("\"", "");
      long timeNs = CsvReader.parse(time);
      if (timeNs < lastNs) {
        bad.add(file, lines.number(), "time goes back");
        return null;
      }
      lastNs = timeNs;
      long price = Fixed.ofDecimal(new java.math.BigDecimal(cells[PRICE]), RoundingMode.HALF_EVEN);
      return new RecordedRow.Price(timeNs, Venue.UPBIT, market, price);
    } catch (JacksonException | NumberFormatException | DateTimeParseException e) {
      bad.add(file, lines.number(), "cannot be read: " + e.getMessage());
      return null;
    }
  }

  private void read(String line) {
    java.util.Arrays.fill(cells, "");
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
      parser.nextToken();
      for (int i = 0; i < cells.length; i++) {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.END_ARRAY) {
          return;
        }
        cells[i] = parser.getString();
      }
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
