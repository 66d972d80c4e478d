package haetae.venue.recorded;

import haetae.market.Venue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file holds, told from its first line and its name.
 *
 * @param symbol the venue's name of the instrument; empty where each row has its own
 * @param columns header of a CSV file, empty for other forms
 */
record FileKind(Path path, Format format, Venue venue, String symbol, List<String> columns) {
  private static final Pattern KRW = Pattern.compile("(KRW-[A-Z0-9]+)");
  private static final Pattern USDT = Pattern.compile("([A-Z0-9]{2,10}USDT)");

  static FileKind of(Path path) throws RecordingException {
    String first;
    try (Lines lines = Lines.open(path)) {
      first = lines.next();
    }
    if (first == null) {
      throw new RecordingException(path + ": the file is empty");
    }
    String name = path.getFileName().toString();
    List<String> columns = Arrays.asList(first.split(",", -1));
    if (first.matches("\\d{19} \\{.*")) {
      return new FileKind(path, Format.BINANCE_FRAMES, Venue.BINANCE, fromName(name), List.of());
    }
    if (first.startsWith("[\"KRW-")) {
      return new FileKind(path, Format.UPBIT_TRADES_JSON, Venue.UPBIT, "", List.of());
    }
    if (first.startsWith(",symbol,timestamp")) {
      return poll(path, name, columns);
    }
    if (first.startsWith("time_utc,market,price")) {
      return new FileKind(path, Format.UPBIT_TRADES_CSV, Venue.UPBIT, "", columns);
    }
    if (first.startsWith(",time,acc_trade_volume,trade_price")) {
      return new FileKind(
          path, Format.UPBIT_TICKER_CSV, Venue.UPBIT, match(KRW, name, path), columns);
    }
    if (name.startsWith("usdkrw")) {
      return new FileKind(path, Format.BANK_RATE, Venue.UPBIT, "KRW-USDT", columns);
    }
    if (columns.contains("close") || columns.contains("trade_price")) {
      return candles(path, name, columns);
    }
    throw new RecordingException(
        path + ":1: not a form of recording that is known: " + abbreviate(first));
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
    return new FileKind(path, Format.LAST_PRICE_POLL, venue, symbol, columns);
  }

  private static FileKind candles(Path path, String name, List<String> columns)
      throws RecordingException {
    boolean upbit = name.contains("KRW-");
    return new FileKind(
        path,
        Format.CANDLES,
        upbit ? Venue.UPBIT : Venue.BINANCE,
        match(upbit ? KRW : USDT, name, path),
        columns);
  }

  private static String match(Pattern pattern, String name, Path path) throws RecordingException {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.find()) {
      throw new RecordingException(
          path + ": the name must hold the instrument, like KRW-BTC or BTCUSDT");
    }
    return matcher.group(1);
  }

  private static String fromName(String name) {
    Matcher matcher = USDT.matcher(name.toUpperCase(Locale.ROOT).replace('_', ' '));
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String abbreviate(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
