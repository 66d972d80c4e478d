package haetae.venue.recorded;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON in the order of their {@code "ts"}, within a window of lines: a recording of
 * several connections may have one after the other. A line without a time goes with the one before
 * it. Threads: one.
 */
final class SortedLines implements LineReader.Source {
  private static final int WINDOW = 4_096;
  private static final Pattern TIME = Pattern.compile("\"ts\":([0-9.]{1,40})");

  private record Waiting(String text, long number, BigDecimal time) {}

  private final Lines lines;
  private final PriorityQueue<Waiting> window =
      new PriorityQueue<>(Comparator.comparing(Waiting::time).thenComparingLong(Waiting::number));
  private BigDecimal lastTime = BigDecimal.ZERO;
  private long number;

  SortedLines(Lines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable String next() throws RecordingException {
    while (window.size() < WINDOW) {
      String text = lines.next();
      if (text == null) {
        break;
      }
      lastTime = time(text);
      window.add(new Waiting(text, lines.number(), lastTime));
    }
    Waiting first = window.poll();
    if (first == null) {
      return null;
    }
    number = first.number();
    return first.text();
  }

  private BigDecimal time(String text) {
    Matcher matcher = TIME.matcher(text);
    return matcher.find() && matcher.group(1).matches("\\d+(\\.\\d+)?")
        ? new BigDecimal(matcher.group(1))
        : lastTime;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void close() {
    lines.close();
  }
}
