/**
 * Seeded fault simulation of trading days: venues, wires and a process that fail as drawn from the
 * seed, and the checks that hold all the same. Never decides anything for the engine.
 */
@NullMarked
package haetae.sim.fault;

import org.jspecify.annotations.NullMarked;
