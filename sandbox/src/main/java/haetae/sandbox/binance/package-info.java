/**
 * A stand-in for Binance: spot and USD-M futures, REST and WebSocket, as the venue documents them.
 * What the documentation leaves open is a setting.
 */
@NullMarked
package haetae.sandbox.binance;

import org.jspecify.annotations.NullMarked;
