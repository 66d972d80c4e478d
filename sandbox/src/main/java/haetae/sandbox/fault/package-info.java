/** Faults of a venue: what can go wrong, when, and how often. Owns the decision, not the effect. */
@NullMarked
package haetae.sandbox.fault;

import org.jspecify.annotations.NullMarked;
