/**
 * A stand-in for Upbit: REST and WebSocket as its developer centre documents them. What the
 * documentation leaves open is a setting.
 */
@NullMarked
package haetae.sandbox.upbit;

import org.jspecify.annotations.NullMarked;
