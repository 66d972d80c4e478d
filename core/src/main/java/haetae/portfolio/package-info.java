/** Ledger, positions and profit. Never decides. */
@NullMarked
package haetae.portfolio;

import org.jspecify.annotations.NullMarked;
