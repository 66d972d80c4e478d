/** Named figures and counters that the operation watches. Decides nothing. */
@NullMarked
package haetae.ops.metrics;

import org.jspecify.annotations.NullMarked;
