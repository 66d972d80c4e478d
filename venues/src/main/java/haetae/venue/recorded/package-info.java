/** Readers of recorded market data. Says openly what a recording lacks. */
@NullMarked
package haetae.venue.recorded;

import org.jspecify.annotations.NullMarked;
