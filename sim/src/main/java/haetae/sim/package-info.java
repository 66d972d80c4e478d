/**
 * One exchange model, seeded markets and the run of an engine through time. Used by mock mode,
 * paper fills and tests.
 */
@NullMarked
package haetae.sim;

import org.jspecify.annotations.NullMarked;
