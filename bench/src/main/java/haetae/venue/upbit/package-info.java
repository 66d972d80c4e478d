/** Benchmarks of the Upbit connector that reach what only its own package sees. */
@org.jspecify.annotations.NullMarked
package haetae.venue.upbit;
