package haetae.engine;

/** How far a venue can be relied on, worst last. New pairs need OK or WARN at both. */
public enum VenueHealth {
  /** Nothing speaks against it. */
  OK,
  /** Something is late or unclear; trading goes on. */
  WARN,
  /** Hedges and exits only. */
  DEGRADED,
  /** Unreachable. */
  DOWN
}
