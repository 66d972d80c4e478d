/**
 * The deterministic engine: events in, commands out. No clock, no randomness, no input or output.
 */
@NullMarked
package haetae.engine;

import org.jspecify.annotations.NullMarked;
