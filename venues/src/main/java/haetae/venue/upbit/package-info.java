/** Connector to Upbit's KRW spot markets. */
@NullMarked
package haetae.venue.upbit;

import org.jspecify.annotations.NullMarked;
