package haetae.venue.recorded;

import haetae.market.Fixed;
import haetae.market.Venue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads Upbit trades from JSON arrays of two shapes: {@code [time, market, kind, venue, open, high,
 * low, close, volume, ...]} and {@code [market, kind, venue, "\"time\"", open, ...]}. Rows of kind
 * {@code tick} are trades; candles among them are passed over.
 */
final class UpbitTradeArrays implements LineReader.Parser {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int CELLS = 9;
  private static final int CLOSE = 7;
  private static final int VOLUME = 8;

  private final String[] cells = new String[CELLS];

  @Override
  public @Nullable RecordedRow row(String text, LineReader.Line line) {
    read(text);
    boolean marketFirst = cells[0].startsWith("KRW-");
    String market = marketFirst ? cells[0] : cells[1];
    String kind = marketFirst ? cells[1] : cells[2];
    if (!kind.equals("tick")) {
      boolean candle = kind.matches("\\d+[mhd]");
      line.found(Findings.Kind.PASSED_OVER, candle ? "candle of " + kind : "no trade", "");
      return null;
    }
    if (!market.startsWith("KRW-")) {
      line.found(Findings.Kind.BAD, "no market", market);
      return null;
    }
    long timeNs = Times.parse((marketFirst ? cells[3] : cells[0]).replace("\"", ""));
    long volumeE8 = number(cells[VOLUME]);
    long priceE8 = number(cells[CLOSE]);
    if (priceE8 <= 0) {
      line.found(Findings.Kind.BAD, "price is not positive", cells[CLOSE]);
      return null;
    }
    return new RecordedRow.Trade(timeNs, Venue.UPBIT, market, priceE8, volumeE8);
  }

  private static long number(String text) {
    return Fixed.ofDecimal(new BigDecimal(text), RoundingMode.HALF_EVEN);
  }

  private void read(String text) {
    Arrays.fill(cells, "");
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
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
}
