/** Benchmarks of the Binance connector that reach what only its own package sees. */
@org.jspecify.annotations.NullMarked
package haetae.venue.binance;
