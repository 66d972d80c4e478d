/** One line for each thing the service depends on. Changes nothing. */
@NullMarked
package haetae.ops.health;

import org.jspecify.annotations.NullMarked;
