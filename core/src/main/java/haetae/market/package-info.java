/**
 * Values of the market: fixed-point numbers, venues, instruments, order books. Knows nothing of
 * strategy, risk or orders in flight.
 */
@NullMarked
package haetae.market;

import org.jspecify.annotations.NullMarked;
