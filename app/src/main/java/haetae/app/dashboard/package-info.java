/**
 * The operator's desk: one HTTP server with the page, its live stream, the metrics and the health
 * endpoints. It reads what others have published and leaves an operator's word; it decides nothing
 * and never touches the engine's thread.
 */
@NullMarked
package haetae.app.dashboard;

import org.jspecify.annotations.NullMarked;
