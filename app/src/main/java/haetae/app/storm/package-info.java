/** Mode live on the sandbox under faults, and whether its books are the venues' afterwards. */
@NullMarked
package haetae.app.storm;

import org.jspecify.annotations.NullMarked;
