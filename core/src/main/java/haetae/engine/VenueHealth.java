package haetae.engine;

/** How far a venue can be relied on, worst last. New pairs need OK at both. */
public enum VenueHealth {
  /** Nothing speaks against it. */
  OK,
  /** Something is late or unclear: no new pairs, all else goes on. */
  WARN,
  /** It says itself that it is not well, takes no orders now, or has gone silent. */
  DEGRADED,
  /** Unreachable: an exposure there is offset at the other venue. */
  DOWN
}
