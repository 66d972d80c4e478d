package haetae.venue.recorded;

import java.io.Closeable;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads a file line by line with a parser for its form; counts what cannot be read and what comes
 * too late. Threads: one.
 */
final class LineReader implements RowReader {
  /** How the times of a file may follow each other; other rows are counted and left out. */
  enum Order {
    /** Somebody else looks after it. */
    ANY,
    /** The same time may come again. */
    RISING,
    /** Each time comes once, like candles'. */
    STRICT
  }

  /** Where lines come from. */
  interface Source extends Closeable {
    /** The next line without its end, null after the last. */
    @Nullable String next() throws RecordingException;

    /** Number in the file, from 1, of the line that was read last. */
    long number();

    @Override
    void close();
  }

  /** Turns lines of one form into rows. */
  interface Parser {
    /**
     * The row of a line; null if it bears on no price.
     *
     * @param line where to report what is odd
     * @throws JacksonException if it is no JSON; as ArithmeticException, NumberFormatException and
     *     DateTimeException it makes the line unreadable
     */
    @Nullable RecordedRow row(String text, Line line) throws RecordingException;
  }

  /** The line that is being read. */
  static final class Line {
    private final FileKind file;
    private final Findings findings;
    private long number;

    Line(FileKind file, Findings findings) {
      this.file = file;
      this.findings = findings;
    }

    /** Counts this line. */
    void found(Findings.Kind kind, String reason, String detail) {
      findings.add(file, kind, number, reason, detail);
    }

    /** File and line, for an error. */
    String place() {
      return file.path() + ":" + number;
    }
  }

  private final Source lines;
  private final Parser parser;
  private final Line line;
  private final Order order;
  private long lastNs = Long.MIN_VALUE;

  LineReader(FileKind file, Findings findings, Order order, Parser parser)
      throws RecordingException {
    Lines opened = Lines.open(file.path());
    this.lines = file.format() == Format.RAW_CONNECTION ? new SortedLines(opened) : opened;
    this.parser = parser;
    this.order = order;
    this.line = new Line(file, findings);
    if (!file.columns().isEmpty()) {
      lines.next();
    }
  }

  @Override
  public @Nullable RecordedRow next() throws RecordingException {
    String text = lines.next();
    while (text != null) {
      line.number = lines.number();
      RecordedRow row = row(text);
      if (row != null) {
        return row;
      }
      text = lines.next();
    }
    return null;
  }

  private @Nullable RecordedRow row(String text) throws RecordingException {
    try {
      RecordedRow row = parser.row(text, line);
      return row == null || !inOrder(row.timeNs()) ? null : row;
    } catch (JacksonException e) {
      line.found(Findings.Kind.BAD, "no JSON", e.getOriginalMessage());
    } catch (ArithmeticException | NumberFormatException e) {
      line.found(Findings.Kind.BAD, "no number that fits", String.valueOf(e.getMessage()));
    } catch (DateTimeException e) {
      line.found(Findings.Kind.BAD, "no time", String.valueOf(e.getMessage()));
    }
    return null;
  }

  private boolean inOrder(long timeNs) {
    if (order == Order.STRICT && timeNs == lastNs) {
      line.found(Findings.Kind.DUPLICATE, "the same time again", "");
      return false;
    }
    if (order != Order.ANY && timeNs < lastNs) {
      String by = (lastNs - timeNs) / Times.NS_PER_MS + " ms";
      line.found(Findings.Kind.LATE, "time goes back", "by " + by);
      return false;
    }
    lastNs = timeNs;
    return true;
  }

  /** Number of the line that was read last. */
  long number() {
    return line.number;
  }

  @Override
  public void close() {
    lines.close();
  }
}
