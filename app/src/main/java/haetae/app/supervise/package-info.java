/**
 * A small second process that restarts the service when it dies or hangs. Knows nothing of trading,
 * and nothing of the service but its mark file and its exit code.
 */
@NullMarked
package haetae.app.supervise;

import org.jspecify.annotations.NullMarked;
