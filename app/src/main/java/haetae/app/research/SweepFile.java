package haetae.app.research;

import haetae.app.research.Sweep.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of a sweep as lines of text, one appended for each run, so that a sweep which was
 * stopped goes on where it was. The first line says what the results are of. Threads: any.
 */
final class SweepFile implements Sweep.Store {
  private static final int FIELDS = 5;

  private final Path file;
  private final Map<String, Cell> known = new TreeMap<>();

  private SweepFile(Path file) {
    this.file = file;
  }

  /**
   * Opens or begins a file.
   *
   * @param what data, seed and all else that results depend on beside variant and stretch
   * @throws IOException if it cannot be read or written, or holds results of something else
   */
  static SweepFile open(Path file, String what) throws IOException {
    SweepFile opened = new SweepFile(file);
    if (!Files.exists(file)) {
      Files.writeString(file, what);
      return opened;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().equals(what)) {
      throw new IOException(
          file + ": holds results of other data or options; give another --out folder");
    }
    // The last line may be cut short by a crash: it is of no use and is run again.
    lines.stream().skip(1).forEach(opened::read);
    return opened;
  }

  private void read(String line) {
    if (line.endsWith(";") && line.split("\t", -1).length == FIELDS) {
      Result result = result(line);
      known.put(result.key(), result.cell());
    }
  }

  /** A whole line. */
  record Result(String key, Cell cell) {}

  /** What a whole line says. */
  static Result result(String line) {
    String[] fields = line.split("\t", -1);
    String hash = fields[4].substring(0, fields[4].length() - 1);
    return new Result(
        fields[0],
        new Cell(
            Long.parseLong(fields[1]),
            Long.parseLong(fields[2]),
            Integer.parseInt(fields[3]),
            Long.parseUnsignedLong(hash, 16)));
  }

  /** The line of a result, without its end. */
  static String line(String key, Cell cell) {
    return "%s\t%d\t%d\t%d\t%s;"
        .formatted(
            key,
            cell.netKrwE8(),
            cell.drawdownKrwE8(),
            cell.trades(),
            Long.toHexString(cell.stateHash()));
  }

  @Override
  public Map<String, Cell> known() {
    return Map.copyOf(known);
  }

  @Override
  public synchronized void keep(String key, Cell cell) {
    String line = "\n" + line(key, cell);
    try {
      Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
