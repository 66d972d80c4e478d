package haetae.engine;

import haetae.market.BookFault;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.Arrays;
import java.util.List;

/**
 * Last book of each instrument, with its age and faults, and the state of the venues.
 *
 * <p>Nothing is assumed: a book that was never seen is infinitely old, a clock that was never
 * measured is out of bounds. Threads: the engine's. Updating allocates nothing.
 */
final class MarketState {
  /** Offset of a venue clock that nobody has measured. */
  static final long UNKNOWN_OFFSET_NS = Long.MAX_VALUE;

  private final OrderBook[] books;
  private final Venue[] venues;
  private final long[] receivedNs;
  private final BookFault[] faults;
  private final VenueStatus[] statuses = new VenueStatus[Venue.values().length];
  private final long[] clockOffsetNs = new long[Venue.values().length];
  private final VenueLimits limits = new VenueLimits();
  private final long maxSpreadPpm;
  private final long maxHedgeAgeNs;
  private long updates;
  private long badBooks;

  MarketState(List<Instrument> instruments, long maxSpreadPpm, long maxHedgeAgeNs) {
    int n = instruments.size();
    this.books = new OrderBook[n];
    this.venues = new Venue[n];
    this.receivedNs = new long[n];
    this.faults = new BookFault[n];
    this.maxSpreadPpm = maxSpreadPpm;
    this.maxHedgeAgeNs = maxHedgeAgeNs;
    for (int i = 0; i < n; i++) {
      books[i] = new OrderBook();
      venues[i] = instruments.get(i).venue();
      faults[i] = BookFault.EMPTY_SIDE;
    }
    Arrays.fill(receivedNs, Long.MIN_VALUE);
    Arrays.fill(statuses, VenueStatus.DOWN);
    Arrays.fill(clockOffsetNs, UNKNOWN_OFFSET_NS);
  }

  /** Takes over a book; returns its fault. */
  BookFault update(BookChanged event) {
    int i = event.instrumentId();
    books[i].copyFrom(event.book());
    receivedNs[i] = event.timeNs();
    updates++;
    BookFault fault = books[i].fault(maxSpreadPpm);
    faults[i] = fault;
    if (fault != BookFault.NONE) {
      badBooks++;
    }
    return fault;
  }

  void venueStatus(Venue venue, VenueStatus status) {
    statuses[venue.ordinal()] = status;
    if (status == VenueStatus.DOWN) {
      clockOffsetNs[venue.ordinal()] = UNKNOWN_OFFSET_NS;
    }
  }

  /** Longest age of a book that risk is still reduced on. */
  long maxHedgeAgeNs() {
    return maxHedgeAgeNs;
  }

  /** After a restart: nothing is known of the venues, and the books are good for valuing only. */
  void distrust() {
    Arrays.fill(receivedNs, Long.MIN_VALUE);
    Arrays.fill(faults, BookFault.EMPTY_SIDE);
    Arrays.fill(statuses, VenueStatus.DOWN);
    Arrays.fill(clockOffsetNs, UNKNOWN_OFFSET_NS);
  }

  VenueStatus venueStatus(Venue venue) {
    return statuses[venue.ordinal()];
  }

  /** Until when the venues take no orders. */
  VenueLimits limits() {
    return limits;
  }

  void clockOffset(Venue venue, long offsetNs) {
    clockOffsetNs[venue.ordinal()] = offsetNs;
  }

  /** Venue clock less ours, or {@link #UNKNOWN_OFFSET_NS}. */
  long clockOffsetNs(Venue venue) {
    return clockOffsetNs[venue.ordinal()];
  }

  /** Age of the venue's freshest book; {@link Long#MAX_VALUE} if there never was one. */
  long silenceNs(Venue venue, long nowNs) {
    long freshest = Long.MAX_VALUE;
    for (int i = 0; i < venues.length; i++) {
      if (venues[i] == venue) {
        freshest = Math.min(freshest, ageNs(i, nowNs));
      }
    }
    return freshest;
  }

  OrderBook book(int instrumentId) {
    return books[instrumentId];
  }

  BookFault fault(int instrumentId) {
    return faults[instrumentId];
  }

  /** Age of the last book, {@link Long#MAX_VALUE} if there never was one. */
  long ageNs(int instrumentId, long nowNs) {
    long received = receivedNs[instrumentId];
    return received == Long.MIN_VALUE ? Long.MAX_VALUE : Math.max(0, nowNs - received);
  }

  /** When the last book came, {@link Long#MIN_VALUE} if none did. */
  long receivedNs(int instrumentId) {
    return receivedNs[instrumentId];
  }

  long updates() {
    return updates;
  }

  long badBooks() {
    return badBooks;
  }

  /** The last book of an instrument; never null, maybe empty. */
  OrderBook book(Instrument instrument) {
    return books[instrument.id()];
  }

  /** True if the book is whole and fresh enough to reduce risk on, reachable or not. */
  boolean quoted(Instrument instrument, long nowNs) {
    BookFault fault = faults[instrument.id()];
    boolean whole = fault == BookFault.NONE || fault == BookFault.WIDE_SPREAD;
    return whole && ageNs(instrument.id(), nowNs) <= maxHedgeAgeNs;
  }

  /** True if it is quoted, its venue is reachable, and takes orders as far as is known. */
  boolean tradable(Instrument instrument, long nowNs) {
    return quoted(instrument, nowNs)
        && statuses[instrument.venue().ordinal()] != VenueStatus.DOWN
        && !limits.closed(instrument.venue(), nowNs);
  }

  /** Until when the venue takes no orders by its own word; in the past if it takes them. */
  long closedUntilNs(Instrument instrument) {
    return limits.closedUntilNs(instrument.venue());
  }

  void save(StateOut out) {
    for (int i = 0; i < books.length; i++) {
      books[i].save(out);
      out.putLong(receivedNs[i]).putEnum(faults[i]);
    }
    for (VenueStatus status : statuses) {
      out.putEnum(status);
    }
    out.putLongs(clockOffsetNs).putLong(updates).putLong(badBooks);
    limits.save(out);
  }

  void load(StateIn in) {
    for (int i = 0; i < books.length; i++) {
      books[i].load(in);
      receivedNs[i] = in.getLong();
      faults[i] = in.getEnum(BookFault.values());
    }
    for (int i = 0; i < statuses.length; i++) {
      statuses[i] = in.getEnum(VenueStatus.values());
    }
    in.getLongs(clockOffsetNs, "number of venues");
    updates = in.getLong();
    badBooks = in.getLong();
    limits.load(in);
  }
}
