package haetae.venue.wire;

/** How urgent a request is: what may use the part of a budget that is kept back. */
public enum Lane {
  /** Cancels, queries, hedges and unwinds: may use all. */
  URGENT,
  /** New exposure. */
  NORMAL,
  /** Polling and housekeeping. */
  LOW
}
