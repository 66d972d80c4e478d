package haetae.store.journal;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where the journal lies and how it is kept.
 *
 * @param folder created if it is not there
 * @param segmentBytes size of one file; its space is taken on the disk before it is used
 * @param syncMs pause between two syncs to the disk: what a loss of power can take
 * @param keepBytes size of all segments above which the oldest go, if a snapshot makes them
 *     unneeded
 */
public record JournalConfig(Path folder, int segmentBytes, long syncMs, long keepBytes) {
  /** Smallest segment. */
  public static final int MIN_SEGMENT_BYTES = 1 << 16;

  /** Checks the ranges. */
  public JournalConfig {
    requireNonNull(folder, "folder");
    if (segmentBytes < MIN_SEGMENT_BYTES || syncMs < 1 || keepBytes < segmentBytes) {
      throw new IllegalArgumentException("journal settings out of range");
    }
  }
}
