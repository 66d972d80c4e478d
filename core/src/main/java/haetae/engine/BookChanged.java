package haetae.engine;

import haetae.market.OrderBook;

/**
 * A new state of one instrument's book. The one mutable event: a feed fills the same object again
 * and again, so that market data allocates nothing; the engine copies what it keeps.
 */
public final class BookChanged implements Event {
  private final OrderBook book = new OrderBook();
  private int instrumentId;
  private long timeNs;
  private long venueMs;
  private boolean more;

  /**
   * Begins a new state: clears the levels, which the caller then adds through {@link #book}.
   *
   * @param timeNs when we received it
   * @param venueMs the venue's own time, 0 if it gave none; for diagnosis and skew only
   */
  public BookChanged begin(int instrumentId, long timeNs, long venueMs) {
    told(instrumentId, timeNs, venueMs);
    book.clear();
    return this;
  }

  /** Like {@link #begin}, with the levels as they are: the caller changes what differs. */
  public BookChanged revise(int instrumentId, long timeNs, long venueMs) {
    told(instrumentId, timeNs, venueMs);
    book.revise();
    return this;
  }

  private void told(int instrumentId, long timeNs, long venueMs) {
    this.instrumentId = instrumentId;
    this.timeNs = timeNs;
    this.venueMs = venueMs;
    this.more = false;
  }

  /** Says that another book of the very same moment follows; see {@link #more()}. */
  public void markMore() {
    more = true;
  }

  /**
   * True if another book of the very same moment follows at once, as in candles and polls of both
   * venues. Nothing is decided before it: between the two, a new price would meet an old one.
   */
  public boolean more() {
    return more;
  }

  /** Makes this event equal to another. */
  public void copyFrom(BookChanged other) {
    instrumentId = other.instrumentId;
    timeNs = other.timeNs;
    venueMs = other.venueMs;
    more = other.more;
    book.copyFrom(other.book);
  }

  /** Moves it to another time; returns itself. */
  BookChanged at(long newTimeNs) {
    timeNs = newTimeNs;
    return this;
  }

  /** The levels. */
  public OrderBook book() {
    return book;
  }

  /** Index of the instrument. */
  public int instrumentId() {
    return instrumentId;
  }

  /** The venue's time in ms since the epoch, 0 if unknown. */
  public long venueMs() {
    return venueMs;
  }

  @Override
  public long timeNs() {
    return timeNs;
  }
}
