package haetae.venue.recorded;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one file of a recording holds.
 *
 * @param futures frames of USD-M rather than spot
 * @param symbols instruments seen, as {@code VENUE:symbol}
 * @param rows rows that bear on a price
 * @param gapMs usual gap between two rows; 0 for frames
 */
public record Content(
    Path path,
    Format format,
    boolean futures,
    Set<String> symbols,
    long rows,
    long firstNs,
    long lastNs,
    long gapMs) {
  /** Takes a copy of the symbols. */
  public Content {
    symbols = Set.copyOf(symbols);
  }

  /** Two files of one instrument at the same time would be mixed into one price. */
  static void refuseOverlaps(List<Content> contents) throws RecordingException {
    for (int i = 0; i < contents.size(); i++) {
      for (int j = i + 1; j < contents.size(); j++) {
        Content one = contents.get(i);
        Content two = contents.get(j);
        Set<String> both = new TreeSet<>(one.symbols());
        both.retainAll(two.symbols());
        if (!both.isEmpty() && one.firstNs() <= two.lastNs() && two.firstNs() <= one.lastNs()) {
          throw new RecordingException(
              one.path()
                  + " and "
                  + two.path()
                  + " both hold "
                  + String.join(", ", both)
                  + " at the same time; give one of them");
        }
      }
    }
  }
}
