/** Benchmarks of the Binance connector that reach what only its own package sees. */
@NullMarked
package haetae.venue.binance;

import org.jspecify.annotations.NullMarked;
