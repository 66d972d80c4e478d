/**
 * One exchange model, seeded markets and virtual time. Used by mock mode, paper fills and tests.
 */
@NullMarked
package haetae.sim;

import org.jspecify.annotations.NullMarked;
