package haetae.venue.recorded;

import haetae.market.BookFault;
import haetae.market.Venue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON lines of one venue's connections: {@code t} is header, http, connect, send or recv,
 * {@code ts} the time in seconds, {@code data} the text or {@code b64} the bytes. A REST snapshot
 * names its instrument in its address, so a file may hold many.
 */
final class RawConnection implements LineReader.Parser {
  private static final Pattern SYMBOL = Pattern.compile("/depth\\?symbol=([A-Z0-9]+)");
  private static final int NS_DIGITS = 9;

  private final FileKind file;
  private final JsonBook envelope = new JsonBook();
  private final JsonBook upbit = new JsonBook();
  private final BinanceFrame frame = new BinanceFrame();
  private final Map<String, BinanceBook> books = new HashMap<>();

  RawConnection(FileKind file) {
    this.file = file;
  }

  @Override
  public @Nullable RecordedRow row(String text, LineReader.Line line) {
    envelope.parse(text);
    String type = envelope.text("t");
    if (!type.equals("recv") && !type.equals("http")) {
      line.found(Findings.Kind.PASSED_OVER, "line of type " + known(type), "");
      return null;
    }
    long timeNs = new BigDecimal(envelope.text("ts")).movePointRight(NS_DIGITS).longValue();
    String data = data();
    return file.venue() == Venue.UPBIT ? upbit(data, timeNs, line) : binance(data, timeNs, line);
  }

  private static String known(String type) {
    return switch (type) {
      case "header", "connect", "send", "close" -> type;
      default -> "other";
    };
  }

  private String data() {
    String bytes = envelope.text("b64");
    return bytes.isEmpty()
        ? envelope.text("data")
        : new String(Base64.getDecoder().decode(bytes), StandardCharsets.UTF_8);
  }

  private @Nullable RecordedRow upbit(String data, long timeNs, LineReader.Line line) {
    if (!data.startsWith("{")) {
      line.found(Findings.Kind.PASSED_OVER, "no frame of a market", "");
      return null;
    }
    upbit.parse(data);
    String type = upbit.text("ty") + upbit.text("type");
    if (!type.equals("orderbook")) {
      boolean trade = type.equals("trade");
      line.found(Findings.Kind.PASSED_OVER, trade ? "trade beside the books" : "other frame", "");
      return null;
    }
    BookFault fault = upbit.book().fault(Long.MAX_VALUE);
    if (fault != BookFault.NONE) {
      line.found(Findings.Kind.BAD, "unfit book", fault.toString());
      return null;
    }
    String market = upbit.text("cd") + upbit.text("code");
    return new RecordedRow.Book(timeNs, Venue.UPBIT, market, upbit.book());
  }

  private @Nullable RecordedRow binance(String data, long timeNs, LineReader.Line line) {
    Matcher snapshot = SYMBOL.matcher(envelope.text("url"));
    boolean rest = envelope.text("t").equals("http");
    if (rest && !snapshot.find()) {
      line.found(Findings.Kind.PASSED_OVER, "REST answer that is no book", "");
      return null;
    }
    frame.parse(data);
    String symbol = rest ? snapshot.group(1) : frame.symbol();
    if (frame.kind() == BinanceFrame.Kind.OTHER || symbol.isEmpty()) {
      line.found(Findings.Kind.PASSED_OVER, "stream that is no book", "");
      return null;
    }
    BinanceBook book = books.computeIfAbsent(symbol, s -> new BinanceBook());
    return BinanceFrames.usable(book, frame, data, line)
        ? new RecordedRow.Book(timeNs, Venue.BINANCE, symbol, book.top())
        : null;
  }
}
