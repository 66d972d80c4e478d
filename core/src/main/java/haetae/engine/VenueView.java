package haetae.engine;

import haetae.market.Venue;

/**
 * How a venue is. Immutable.
 *
 * @param feedAgeMs age of its stalest instrument in use, -1 if one was never seen
 * @param clockOffsetMs its clock less ours, {@link PairView#UNKNOWN} if never measured
 * @param unknownOrders orders there whose outcome is not known
 */
public record VenueView(
    Venue venue,
    VenueStatus status,
    VenueHealth health,
    long feedAgeMs,
    long clockOffsetMs,
    int unknownOrders) {}
