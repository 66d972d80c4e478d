/** Carries a two-leg trade through to hedged, flat or stuck. Never decides to enter. */
@NullMarked
package haetae.execution;

import org.jspecify.annotations.NullMarked;
