/**
 * A stand-in for both venues on loopback: their wire protocols over a simulated market. Owns the
 * wiring, scenarios and the admin port; venues, markets and faults are packages below.
 */
@NullMarked
package haetae.sandbox;

import org.jspecify.annotations.NullMarked;
