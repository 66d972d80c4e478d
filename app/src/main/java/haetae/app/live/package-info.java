/**
 * The running service: wiring, the engine's thread, the live loop and its metrics line, start and
 * stop.
 */
@NullMarked
package haetae.app.live;

import org.jspecify.annotations.NullMarked;
