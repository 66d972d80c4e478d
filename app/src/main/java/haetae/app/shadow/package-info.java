/** Compares the trades of mode live with those of its paper twin. Sends and decides nothing. */
@NullMarked
package haetae.app.shadow;

import org.jspecify.annotations.NullMarked;
