package haetae.venue.segment;

import static java.util.Objects.requireNonNull;

/**
 * Something about the recording itself rather than the market: above all, that something is missing
 * from it.
 *
 * @param timeNs when it was written, ns since the epoch
 * @param sinceNs from when on something is missing; {@code timeNs} where nothing is
 * @param count events that are missing, 0 if nobody knows
 * @param words what happened, for people
 */
public record Mark(long timeNs, Kind kind, long sinceNs, long count, String words) {
  /** What is marked. */
  public enum Kind {
    /** The recorder began. */
    STARTED,
    /** It was stopped in an orderly way; the next file is another run's. */
    STOPPED,
    /** The day is over; the next file goes on at once. */
    NEXT_DAY,
    /** More came than could be written in time: books were left out. */
    TOO_SLOW,
    /** There was no room on the disk, or it failed: everything was left out. */
    DISK,
    /** A stream lost its connection or some of its messages. */
    STREAM;

    /** True if something is missing from the recording. */
    public boolean missing() {
      return switch (this) {
        case STARTED, STOPPED, NEXT_DAY -> false;
        case TOO_SLOW, DISK, STREAM -> true;
      };
    }
  }

  /** Checks that nothing is missing. */
  public Mark {
    requireNonNull(kind, "kind");
    requireNonNull(words, "words");
  }
}
