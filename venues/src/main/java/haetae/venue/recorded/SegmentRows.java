package haetae.venue.recorded;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.venue.segment.Listing;
import haetae.venue.segment.Mark;
import haetae.venue.segment.SegmentException;
import haetae.venue.segment.SegmentReader;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the recorder as rows. What the recorder has marked as missing, and what is damaged,
 * becomes a finding with the number of its block. Threads: one.
 */
final class SegmentRows implements RowReader {
  private final FileKind file;
  private final Findings findings;
  private final SegmentReader reader;
  private boolean perpetuals;
  private boolean ended;

  SegmentRows(FileKind file, Findings findings) throws RecordingException {
    this.file = file;
    this.findings = findings;
    try {
      this.reader = SegmentReader.open(file.path(), new Told());
    } catch (IOException e) {
      throw new RecordingException(file.path() + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Counts what is said of the recording itself. */
  private final class Told implements SegmentReader.Listener {
    @Override
    public void marked(Mark mark) {
      ended = mark.kind() == Mark.Kind.STOPPED || mark.kind() == Mark.Kind.NEXT_DAY;
      if (mark.kind().missing()) {
        String length = Duration.ofNanos(mark.timeNs() - mark.sinceNs()).toString();
        String detail = "%d events in %s, %s".formatted(mark.count(), length, mark.words());
        findings.add(file, Findings.Kind.GAP, reader.blocks(), reason(mark), detail);
      }
    }

    @Override
    public void damaged(long atByte, String what, boolean atEnd) {
      ended |= atEnd;
      findings.add(
          file,
          atEnd ? Findings.Kind.BROKEN : Findings.Kind.BAD,
          reader.blocks() + 1,
          atEnd ? "cut off at the end: the recorder was killed" : "damaged block",
          what + ", byte " + atByte);
    }
  }

  private static String reason(Mark mark) {
    return switch (mark.kind()) {
      case STARTED, STOPPED, NEXT_DAY -> "";
      case TOO_SLOW -> "the recorder was too slow";
      case DISK -> "no room on the disk";
      case STREAM -> "a stream was interrupted";
    };
  }

  @Override
  public @Nullable RecordedRow next() throws RecordingException {
    try {
      Event event = reader.next();
      if (event != null) {
        return row(event);
      }
    } catch (SegmentException e) {
      throw new RecordingException(String.valueOf(e.getMessage()));
    }
    if (!ended) {
      ended = true;
      String why = "ends without a stop: the recorder was killed, or still writes it";
      findings.add(file, Findings.Kind.BROKEN, reader.blocks(), why, "");
    }
    return null;
  }

  private RecordedRow row(Event event) {
    Listing listing = reader.listing();
    if (listing == null) {
      Venue venue =
          event instanceof Event.ClockOffsetMeasured measured
              ? measured.venue()
              : event instanceof Event.VenueStatusChanged changed ? changed.venue() : Venue.UPBIT;
      return new RecordedRow.Told(event.timeNs(), venue, "", event);
    }
    perpetuals |= listing.kind() == InstrumentKind.PERPETUAL;
    if (event instanceof BookChanged book) {
      return new RecordedRow.Book(
          event.timeNs(), listing.venue(), listing.symbol(), book.book(), book.venueMs());
    }
    return new RecordedRow.Told(event.timeNs(), listing.venue(), listing.symbol(), event);
  }

  /** True if some of its instruments so far are perpetuals. */
  boolean perpetuals() {
    return perpetuals;
  }

  @Override
  public void close() {
    reader.close();
  }
}
