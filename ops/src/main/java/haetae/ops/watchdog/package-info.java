/**
 * Levels, stalls, cures and the word to the supervisor. Sees named metrics, never trading objects.
 */
@NullMarked
package haetae.ops.watchdog;

import org.jspecify.annotations.NullMarked;
