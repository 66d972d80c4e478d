package haetae.venue.recorded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one venue's file of a poll of both venues; line i of both files is the same pass.
 *
 * <p>The times in it are those of each venue's last trade, and a quiet market's stand still. A pass
 * cannot be older than either, so its time is the latest seen so far in both files. The other file
 * is read beside this one, line by line.
 */
final class Polls implements LineReader.Parser, AutoCloseable {
  private static final int STAMP = 2;

  private final CsvRows rows;
  private final @Nullable Lines other;
  private long passNs = Long.MIN_VALUE;
  private String lastStamp = "";

  /**
   * A parser.
   *
   * @param partner the other venue's file of the same poll, null if it is not given
   */
  Polls(FileKind file, @Nullable FileKind partner) throws RecordingException {
    this.rows = new CsvRows(file, this::pass);
    this.other = partner == null ? null : Lines.open(partner.path());
    if (other != null) {
      other.next();
    }
  }

  private long pass(long ownNs) {
    passNs = Math.max(passNs, ownNs);
    return passNs;
  }

  @Override
  public @Nullable RecordedRow row(String text, LineReader.Line line) throws RecordingException {
    String beside = other == null ? null : other.next();
    if (beside != null) {
      partner(beside);
    }
    RecordedRow row = rows.row(text, line);
    if (row != null) {
      String stamp = Csv.split(text, STAMP + 1).get(STAMP);
      if (stamp.compareTo(lastStamp) < 0) {
        line.found(Findings.Kind.LATE, "last trade before the one seen already", stamp);
      }
      lastStamp = stamp;
    }
    return row;
  }

  /** Takes the other venue's time; a line of it that cannot be read is that file's to report. */
  private void partner(String text) {
    List<String> cells = Csv.split(text, STAMP + 1);
    if (cells.size() > STAMP && cells.get(STAMP).matches("\\d{13}")) {
      passNs = Math.max(passNs, Times.parse(cells.get(STAMP)));
    }
  }

  @Override
  public void close() {
    if (other != null) {
      other.close();
    }
  }
}
