/**
 * The live markets behind both venues: books, trades, resting orders and matching. Owns what
 * happens to an order; knows nothing of accounts or protocols.
 */
@NullMarked
package haetae.sandbox.market;

import org.jspecify.annotations.NullMarked;
