package haetae.venue.recorded;

import haetae.market.Venue;
import haetae.venue.segment.SegmentReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a file holds, told from its first lines and its name.
 *
 * @param venue of its instruments; of no meaning where each row has its own
 * @param symbol the venue's name of the instrument; empty where each row has its own
 * @param futures frames of USD-M rather than spot
 * @param columns header of a CSV file, empty for other forms
 */
record FileKind(
    Path path, Format format, Venue venue, String symbol, boolean futures, List<String> columns) {
  private static final Pattern KRW = Pattern.compile("(KRW-[A-Z0-9]+)");
  private static final Pattern USDT = Pattern.compile("([A-Z0-9]{2,10}USDT)");
  private static final Pattern FRAME = Pattern.compile("\\d{19} \\{.*");
  private static final int FRAMES_LOOKED_AT = 200;

  static FileKind of(Path path) throws RecordingException {
    if (segment(path)) {
      return new FileKind(path, Format.SEGMENT, Venue.UPBIT, "", false, List.of());
    }
    String first;
    try (Lines lines = Lines.open(path)) {
      first = lines.next();
    }
    if (first == null) {
      throw new RecordingException(path + ": the file is empty");
    }
    String name = path.getFileName().toString();
    FileKind kind = first.startsWith("{") ? json(path, first) : plain(path, name, first);
    if (kind == null) {
      throw new RecordingException(
          path + ":1: not a form of recording that is known: " + abbreviate(first));
    }
    return kind;
  }

  private static boolean segment(Path path) throws RecordingException {
    if (!Files.isRegularFile(path)) {
      // What it is instead is told when it is opened.
      return false;
    }
    try {
      return SegmentReader.recognises(path);
    } catch (AccessDeniedException e) {
      throw new RecordingException(path + ": permission denied");
    } catch (IOException e) {
      throw new RecordingException(path + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private static @Nullable FileKind json(Path path, String first) {
    if (first.startsWith("{\"t\":\"header\"")) {
      Venue venue = first.contains("\"exchange\":\"UPBIT\"") ? Venue.UPBIT : Venue.BINANCE;
      boolean futures = first.contains("\"exchange\":\"BINANCE_FUTURES\"");
      boolean known = venue == Venue.UPBIT || first.contains("\"exchange\":\"BINANCE");
      return known
          ? new FileKind(path, Format.RAW_CONNECTION, venue, "", futures, List.of())
          : null;
    }
    if (first.startsWith("{\"timestamp\":") && first.contains("\"bids\":[[")) {
      Venue venue = first.contains("\"exchange\":\"upbit\"") ? Venue.UPBIT : Venue.BINANCE;
      return new FileKind(path, Format.BOOK_SNAPSHOTS, venue, "", false, List.of());
    }
    return null;
  }

  private static @Nullable FileKind plain(Path path, String name, String first)
      throws RecordingException {
    List<String> columns = Arrays.asList(first.split(",", -1));
    if (FRAME.matcher(first).matches()) {
      return frames(path);
    }
    if (first.startsWith("[\"KRW-") || first.startsWith("[\"20")) {
      return new FileKind(path, Format.UPBIT_TRADES_JSON, Venue.UPBIT, "", false, List.of());
    }
    if (first.startsWith(",symbol,timestamp")) {
      return poll(path, name, columns);
    }
    if (first.startsWith("time_utc,market,price")) {
      return csv(path, Format.UPBIT_TRADES_CSV, Venue.UPBIT, "", columns);
    }
    if (first.startsWith(",time,acc_trade_volume,trade_price")) {
      return csv(path, Format.UPBIT_TICKER_CSV, Venue.UPBIT, match(KRW, name, path), columns);
    }
    if (columns.contains("kimchi_premium")) {
      return csv(path, Format.PREMIUM_TABLE, Venue.UPBIT, "", columns);
    }
    if (name.startsWith("usdkrw")) {
      return csv(path, Format.BANK_RATE, Venue.UPBIT, "KRW-USDT", columns);
    }
    if (columns.contains("close") || columns.contains("trade_price")) {
      boolean upbit = name.contains("KRW-");
      String symbol = match(upbit ? KRW : USDT, name, path);
      return csv(path, Format.CANDLES, upbit ? Venue.UPBIT : Venue.BINANCE, symbol, columns);
    }
    return null;
  }

  private static FileKind csv(
      Path path, Format format, Venue venue, String symbol, List<String> columns) {
    return new FileKind(path, format, venue, symbol, false, columns);
  }

  /** The first frame that names its instrument tells which it is. */
  private static FileKind frames(Path path) throws RecordingException {
    BinanceFrame frame = new BinanceFrame();
    try (Lines lines = Lines.open(path)) {
      for (int i = 0; i < FRAMES_LOOKED_AT; i++) {
        String line = lines.next();
        if (line == null) {
          break;
        }
        if (FRAME.matcher(line).matches() && names(frame, line)) {
          return new FileKind(
              path,
              Format.BINANCE_FRAMES,
              Venue.BINANCE,
              frame.symbol(),
              frame.futures(),
              List.of());
        }
      }
    }
    throw new RecordingException(
        path + ": none of the first " + FRAMES_LOOKED_AT + " frames is depth or bookTicker");
  }

  private static boolean names(BinanceFrame frame, String line) {
    try {
      frame.parse(line.substring(line.indexOf(' ') + 1));
    } catch (JacksonException | ArithmeticException | NumberFormatException e) {
      // The reader will count and name this line as unreadable; here the next one may tell.
      return false;
    }
    boolean book = frame.kind() == BinanceFrame.Kind.DEPTH;
    return (book || frame.kind() == BinanceFrame.Kind.TICKER) && !frame.symbol().isEmpty();
  }

  private static FileKind poll(Path path, String name, List<String> columns)
      throws RecordingException {
    String base = name.substring(0, Math.max(0, name.indexOf('_'))).toUpperCase(Locale.ROOT);
    if (base.isEmpty()) {
      throw new RecordingException(path + ": the name must begin with the coin, like eth_upbit");
    }
    boolean upbit = name.contains("upbit");
    String symbol = upbit ? "KRW-" + base : base + "USDT";
    Venue venue = upbit ? Venue.UPBIT : Venue.BINANCE;
    return csv(path, Format.LAST_PRICE_POLL, venue, symbol, columns);
  }

  private static String match(Pattern pattern, String name, Path path) throws RecordingException {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.find()) {
      throw new RecordingException(
          path + ": the name must hold the instrument, like KRW-BTC or BTCUSDT");
    }
    return matcher.group(1);
  }

  private static String abbreviate(String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return shown.replaceAll("\\p{Cntrl}|\uFFFD", "?");
  }
}
