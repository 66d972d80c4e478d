/** Connector to Binance spot and USD-M perpetual markets. */
@NullMarked
package haetae.venue.binance;

import org.jspecify.annotations.NullMarked;
