package haetae.engine;

/** State of the connection to a venue. */
public enum VenueStatus {
  /** Streams synced, orders possible. */
  UP,
  /** Hedges and exits possible, no entries. */
  DEGRADED,
  /** Unreachable. */
  DOWN
}
