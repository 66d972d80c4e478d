/**
 * The right to trade, which one process has at a time: locks of this machine, and leases that
 * several machines see. Trades nothing itself.
 */
@NullMarked
package haetae.app.lease;

import org.jspecify.annotations.NullMarked;
