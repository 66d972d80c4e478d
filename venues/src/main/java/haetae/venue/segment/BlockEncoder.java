package haetae.venue.segment;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts events into one block. A block stands alone: whatever it refers to is in it. Times never go
 * back within it. A book allocates nothing once the buffer has grown. Threads: one.
 */
final class BlockEncoder {
  /** Records of a block, as they are written: their numbers stay for ever. */
  enum Kind {
    NONE,
    /** An instrument: number, venue, kind, symbol, units. */
    LISTING,
    /** Finer units of an instrument. */
    UNITS,
    BOOK,
    /** A book that another one of the very same moment follows. */
    BOOK_MORE,
    TRADE,
    FUNDING,
    VENUE,
    CLOCK,
    MARK
  }

  private final List<Listing> listings;
  private final List<Units> units = new ArrayList<>();
  private final @Nullable Track[] tracks;
  private final StateOut out = new StateOut();
  private int records;
  private long firstNs;
  private long lastNs;

  /**
   * An empty block.
   *
   * @param instruments in the order of their ids, as the events name them
   */
  BlockEncoder(List<Instrument> instruments) {
    this.listings = instruments.stream().map(Listing::of).toList();
    this.tracks = new Track[instruments.size()];
    instruments.forEach(i -> units.add(new Units(Units.LARGEST, Units.LARGEST)));
  }

  /** True for what a recording keeps: what a venue tells everybody, and of the connection to it. */
  static boolean keeps(Event event) {
    return event instanceof BookChanged
        || event instanceof Event.TradePrinted
        || event instanceof Event.FundingRateReported
        || event instanceof Event.VenueStatusChanged
        || event instanceof Event.ClockOffsetMeasured;
  }

  /** Begins the next block. */
  void clear() {
    out.clear();
    records = 0;
    Arrays.fill(tracks, null);
  }

  /** Adds an event of a kind that {@link #keeps} takes; no earlier than the one before. */
  void add(Event event) {
    switch (event) {
      case BookChanged e -> book(e);
      case Event.TradePrinted e -> trade(e);
      case Event.FundingRateReported e -> funding(e);
      case Event.VenueStatusChanged e ->
          head(Kind.VENUE, e.timeNs()).putEnum(e.venue()).putEnum(e.status()).putText(e.reason());
      case Event.ClockOffsetMeasured e ->
          head(Kind.CLOCK, e.timeNs()).putEnum(e.venue()).putLong(e.offsetNs());
      default -> throw new IllegalArgumentException("no event of a recording: " + event);
    }
  }

  /** Adds a mark. */
  void add(Mark mark) {
    long nowNs = records == 0 ? mark.timeNs() : Math.max(lastNs, mark.timeNs());
    head(Kind.MARK, nowNs)
        .putEnum(mark.kind())
        .putLong(nowNs - mark.sinceNs())
        .putLong(mark.count())
        .putText(mark.words());
  }

  private StateOut head(Kind kind, long timeNs) {
    if (records == 0) {
      firstNs = timeNs;
      lastNs = timeNs;
    }
    if (timeNs < lastNs) {
      throw new IllegalArgumentException("time goes back by " + (lastNs - timeNs) + " ns");
    }
    out.putEnum(kind).putLong(timeNs - lastNs);
    lastNs = timeNs;
    records++;
    return out;
  }

  private void book(BookChanged e) {
    Track track = track(e.instrumentId(), e.timeNs());
    if (track.units().fit(e.book())) {
      units(e.instrumentId(), track, e.timeNs());
    }
    head(e.more() ? Kind.BOOK_MORE : Kind.BOOK, e.timeNs())
        .putLong(e.instrumentId())
        .putLong(track.venueMsSince(e.venueMs()));
    OrderBook last = track.event().book();
    BookDelta.write(last, e.book(), track.units(), out);
    last.copyFrom(e.book());
  }

  private void trade(Event.TradePrinted e) {
    Track track = track(e.instrumentId(), e.timeNs());
    if (track.units().fit(e.priceE8(), e.quantityE8())) {
      units(e.instrumentId(), track, e.timeNs());
    }
    head(Kind.TRADE, e.timeNs())
        .putLong(e.instrumentId())
        .putLong(track.venueMsSince(e.venueMs()))
        .putEnum(e.taker())
        .putLong(track.priceSince(e.priceE8()))
        .putLong(e.quantityE8() / track.units().quantity());
  }

  private void funding(Event.FundingRateReported e) {
    track(e.instrumentId(), e.timeNs());
    head(Kind.FUNDING, e.timeNs())
        .putLong(e.instrumentId())
        .putLong(e.rateE8())
        .putLong(e.intervalHours())
        .putLong(e.nextMs());
  }

  private Track track(int instrumentId, long timeNs) {
    Track track = tracks[instrumentId];
    if (track == null) {
      Listing listing = listings.get(instrumentId);
      track = new Track(listing, instrumentId, units.get(instrumentId));
      tracks[instrumentId] = track;
      head(Kind.LISTING, timeNs)
          .putLong(instrumentId)
          .putEnum(listing.venue())
          .putEnum(listing.kind())
          .putText(listing.symbol())
          .putLong(track.units().price())
          .putLong(track.units().quantity());
    }
    return track;
  }

  private void units(int instrumentId, Track track, long timeNs) {
    head(Kind.UNITS, timeNs)
        .putLong(instrumentId)
        .putLong(track.units().price())
        .putLong(track.units().quantity());
  }

  /** Records so far. */
  int records() {
    return records;
  }

  /** Bytes so far. */
  int length() {
    return out.length();
  }

  /** The first {@link #length} bytes are the block. */
  byte[] buffer() {
    return out.buffer();
  }

  /** Time of the first record. */
  long firstNs() {
    return firstNs;
  }

  /** Time of the last record. */
  long lastNs() {
    return lastNs;
  }
}
