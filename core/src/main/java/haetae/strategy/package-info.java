/** Decides that an opportunity is worth taking. Never sends, sizes against balances or approves. */
@NullMarked
package haetae.strategy;

import org.jspecify.annotations.NullMarked;
