package haetae.venue.wire;

/**
 * When the steps of sending an order were done, wall clock in ns since the epoch.
 *
 * @param begunNs its request was begun: nothing had to be waited for any more
 * @param signedNs the bytes of its request were made
 * @param writtenNs the last of them was handed to the socket
 */
public record OrderTimes(long begunNs, long signedNs, long writtenNs) {}
