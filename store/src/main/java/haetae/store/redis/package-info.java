/**
 * Redis: a cache of what others want to read of the service, and its heartbeat. Nothing is decided
 * on what is read from it, but that it answers, and who has the lease.
 */
@NullMarked
package haetae.store.redis;

import org.jspecify.annotations.NullMarked;
