package haetae.venue.segment;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.VenueStatus;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.venue.segment.BlockEncoder.Kind;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a block out again, bit for bit. The book of a {@link BookChanged} is filled
 * again by the instrument's next but one. Threads: one.
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
  private @Nullable Track[] tracks = new Track[0];
  private @Nullable Listing listing;
  private int left;
  private long nowNs;

  /** With someone who is told the marks between the events. */
  BlockDecoder(Consumer<Mark> marks) {
    this.marks = marks;
  }

  /** Begins a block. */
  void begin(byte[] bytes, int length, int records, long firstNs) {
    in.wrap(bytes, 0, length);
    Arrays.fill(tracks, null);
    left = records;
    nowNs = firstNs;
  }

  /**
   * The next event of the block; null at its end.
   *
   * @throws StateException if the bytes are no block
   */
  @Nullable Event next() {
    while (left > 0) {
      left--;
      Event event = record();
      if (event != null) {
        return event;
      }
    }
    if (!in.exhausted()) {
      throw new StateException("more than the records of the block");
    }
    return null;
  }

  /** What the last event was about; null if it was about a venue. */
  @Nullable Listing listing() {
    return listing;
  }

  private @Nullable Event record() {
    Kind kind = in.getEnum(KINDS);
    nowNs += in.getLong();
    listing = null;
    return switch (kind) {
      case NONE -> throw new StateException("no record");
      case LISTING -> {
        listed();
        yield null;
      }
      case UNITS -> {
        finer();
        yield null;
      }
      case BOOK -> book(false);
      case BOOK_MORE -> book(true);
      case TRADE -> trade();
      case FUNDING -> {
        int id = id();
        track(id);
        yield new Event.FundingRateReported(nowNs, id, in.getLong(), in.getInt(), in.getLong());
      }
      case VENUE ->
          new Event.VenueStatusChanged(
              nowNs, in.getEnum(VENUES), in.getEnum(STATUSES), in.getText());
      case CLOCK -> new Event.ClockOffsetMeasured(nowNs, in.getEnum(VENUES), in.getLong());
      case MARK -> {
        marked();
        yield null;
      }
    };
  }

  private int id() {
    return in.getCount(MOST_INSTRUMENTS);
  }

  private Track track(int id) {
    Track track = id < tracks.length ? tracks[id] : null;
    if (track == null) {
      throw new StateException("no instrument " + id + " in this block");
    }
    listing = track.listing();
    return track;
  }

  private void listed() {
    int id = id();
    Listing named = new Listing(in.getEnum(VENUES), in.getEnum(INSTRUMENT_KINDS), in.getText());
    if (id >= tracks.length) {
      tracks = Arrays.copyOf(tracks, id + 1);
    }
    tracks[id] = new Track(named, new Units(unit(), unit()));
  }

  private void finer() {
    track(id()).units(new Units(unit(), unit()));
  }

  private long unit() {
    long unit = in.getLong();
    if (unit < 1 || unit > Units.LARGEST) {
      throw new StateException("no unit: " + unit);
    }
    return unit;
  }

  private BookChanged book(boolean more) {
    int id = id();
    Track track = track(id);
    long venueMs = track.venueMsAfter(in.getLong());
    BookChanged event = track.turn().begin(id, nowNs, venueMs);
    if (more) {
      event.markMore();
    }
    BookDelta.read(track.before(), event.book(), track.units(), in);
    return event;
  }

  private Event.TradePrinted trade() {
    int id = id();
    Track track = track(id);
    long venueMs = track.venueMsAfter(in.getLong());
    Side taker = in.getEnum(SIDES);
    long priceE8 = track.priceAfter(in.getLong());
    long quantityE8 = in.getLong() * track.units().quantity();
    return new Event.TradePrinted(nowNs, id, priceE8, quantityE8, taker, venueMs);
  }

  private void marked() {
    Mark.Kind kind = in.getEnum(MARKS);
    long sinceNs = nowNs - in.getLong();
    marks.accept(new Mark(nowNs, kind, sinceNs, in.getLong(), in.getText()));
  }
}
