package haetae.sandbox.fault;

import java.util.Locale;

/** What can go wrong at a venue. In scenarios the names are in lower case. */
public enum FaultKind {
  /** Streams stay open and answer pings, but bring no data. */
  SILENT_STREAM,
  /** Open streams neither read nor write any more; the connection stays. */
  HALF_OPEN,
  /** Open streams are cut without a close frame. */
  DISCONNECT,
  /** Open streams are closed in good order, as at the end of their longest life. */
  DAY_CUT,
  /** A depth update is left out, so that the sequence has a gap; Upbit leaves out a book. */
  GAP,
  /** Reports about orders and balances come late, by {@code delay_ms}. */
  LATE_REPORT,
  /** Reports about orders and balances do not come. */
  LOST_REPORT,
  /** An order is accepted and the answer is a server error. */
  ERROR_AFTER_ACCEPT,
  /** An order is accepted and nothing is answered. */
  TIMEOUT_AFTER_ACCEPT,
  /** A request is refused with a server error before anything is done. */
  ERROR_BEFORE_ACCEPT,
  /** An order is refused as a duplicate although it is none. */
  DUPLICATE_CLIENT_ID,
  /** The venue is under maintenance: no orders, silent streams. */
  MAINTENANCE,
  /** The venue's clock is off by {@code offset_ms}. */
  CLOCK_OFFSET,
  /** Answers come late, by {@code delay_ms}. */
  SLOW,
  /** Requests are refused as too many. */
  RATE_STORM,
  /** Requests are refused with a ban. */
  BAN_STORM,
  /** Books stand still while everything else goes on. */
  STALE_BOOK,
  /** The keys may not trade any more. */
  PERMISSION_WITHDRAWN;

  /** The name in scenarios. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
