package haetae.venue.segment;

import static java.util.Objects.requireNonNull;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.VenueStatus;
import haetae.market.InstrumentKind;
import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.venue.segment.BlockEncoder.Kind;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a block out again, bit for bit. The book of a {@link BookChanged} is changed
 * by the instrument's next. Threads: one.
 */
final class BlockDecoder {
  private static final int MOST_INSTRUMENTS = 1 << 16;
  private static final Kind[] KINDS = Kind.values();
  private static final Side[] SIDES = Side.values();
  private static final Venue[] VENUES = Venue.values();
  private static final VenueStatus[] STATUSES = VenueStatus.values();
  private static final InstrumentKind[] INSTRUMENT_KINDS = InstrumentKind.values();
  private static final Mark.Kind[] MARKS = Mark.Kind.values();

  private final StateIn in = new StateIn();
  private final Consumer<Mark> marks;
  private final SegmentReader.Numbers numbers;
  private final OrderBook spare = new OrderBook();
  private @Nullable Track[] tracks = new Track[0];
  private @Nullable Listing listing;
  private @Nullable Track subject;
  private Kind ahead = Kind.NONE;
  private int left;
  private long nowNs;

  /** With someone who is told the marks between the events. */
  BlockDecoder(Consumer<Mark> marks, SegmentReader.Numbers numbers) {
    this.marks = marks;
    this.numbers = numbers;
  }

  /** Begins a block. */
  void begin(byte[] bytes, int length, int records, long firstNs) {
    in.wrap(bytes, 0, length);
    Arrays.fill(tracks, null);
    left = records;
    nowNs = firstNs;
    ahead = Kind.NONE;
  }

  /**
   * Reads on to the head of the next event that is asked for; false at the end of the block. The
   * last event stays as it is.
   *
   * @throws StateException if the bytes are no block
   */
  boolean ahead() {
    while (ahead == Kind.NONE) {
      if (left == 0) {
        if (!in.exhausted()) {
          throw new StateException("more than the records of the block");
        }
        return false;
      }
      left--;
      head();
    }
    return true;
  }

  /** Time of the next event, once {@link #ahead} has found one. */
  long aheadNs() {
    return nowNs;
  }

  private void head() {
    Kind kind = in.getEnum(KINDS);
    nowNs += in.getLong();
    switch (kind) {
      case NONE -> throw new StateException("no record");
      case LISTING -> listed();
      case UNITS -> finer();
      case MARK -> marked();
      case VENUE, CLOCK -> ahead = kind;
      case BOOK, BOOK_MORE, TRADE, FUNDING -> {
        subject = track();
        ahead = kind;
        if (subject.id() < 0) {
          next();
        }
      }
    }
  }

  /**
   * The event that {@link #ahead} has found.
   *
   * @throws StateException if the bytes are no block
   */
  Event next() {
    Kind kind = ahead;
    ahead = Kind.NONE;
    listing = null;
    return switch (kind) {
      case BOOK -> book(false);
      case BOOK_MORE -> book(true);
      case TRADE -> trade();
      case FUNDING -> {
        Track track = subject();
        yield new Event.FundingRateReported(
            nowNs, track.id(), in.getLong(), in.getInt(), in.getLong());
      }
      case VENUE ->
          new Event.VenueStatusChanged(
              nowNs, in.getEnum(VENUES), in.getEnum(STATUSES), in.getText());
      case CLOCK -> new Event.ClockOffsetMeasured(nowNs, in.getEnum(VENUES), in.getLong());
      case NONE, LISTING, UNITS, MARK -> throw new IllegalStateException("no event was found");
    };
  }

  /** What the last event was about; null if it was about a venue. */
  @Nullable Listing listing() {
    return listing;
  }

  private Track track() {
    int id = in.getCount(MOST_INSTRUMENTS);
    Track track = id < tracks.length ? tracks[id] : null;
    if (track == null) {
      throw new StateException("no instrument " + id + " in this block");
    }
    return track;
  }

  /** The instrument that the event is about. */
  private Track subject() {
    Track track = requireNonNull(subject, "subject");
    listing = track.listing();
    return track;
  }

  private void listed() {
    int id = in.getCount(MOST_INSTRUMENTS);
    Listing named = new Listing(in.getEnum(VENUES), in.getEnum(INSTRUMENT_KINDS), in.getText());
    if (id >= tracks.length) {
      tracks = Arrays.copyOf(tracks, id + 1);
    }
    tracks[id] = new Track(named, numbers.of(named, id), new Units(unit(), unit()));
  }

  private void finer() {
    track().units(new Units(unit(), unit()));
  }

  private long unit() {
    long unit = in.getLong();
    if (unit < 1 || unit > Units.LARGEST) {
      throw new StateException("no unit: " + unit);
    }
    return unit;
  }

  private BookChanged book(boolean more) {
    Track track = subject();
    long venueMs = track.venueMsAfter(in.getLong());
    BookChanged event = track.event().revise(track.id(), nowNs, venueMs);
    if (more) {
      event.markMore();
    }
    BookDelta.read(event.book(), spare, track.units(), in);
    return event;
  }

  private Event.TradePrinted trade() {
    Track track = subject();
    long venueMs = track.venueMsAfter(in.getLong());
    Side taker = in.getEnum(SIDES);
    long priceE8 = track.priceAfter(in.getLong());
    long quantityE8 = in.getLong() * track.units().quantity();
    return new Event.TradePrinted(nowNs, track.id(), priceE8, quantityE8, taker, venueMs);
  }

  private void marked() {
    Mark.Kind kind = in.getEnum(MARKS);
    long sinceNs = nowNs - in.getLong();
    marks.accept(new Mark(nowNs, kind, sinceNs, in.getLong(), in.getText()));
  }
}
