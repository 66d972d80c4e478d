/** Benchmarks of the Upbit connector that reach what only its own package sees. */
@NullMarked
package haetae.venue.upbit;

import org.jspecify.annotations.NullMarked;
