/**
 * HTTP and WebSocket on one loopback port, on one thread. Owns sockets and frames; knows nothing of
 * a venue.
 */
@NullMarked
package haetae.sandbox.net;

import org.jspecify.annotations.NullMarked;
