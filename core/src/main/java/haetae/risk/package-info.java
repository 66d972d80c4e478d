/**
 * Approves or refuses orders, and guards live trading. The only package that can make an {@code
 * ApprovedOrder}.
 */
@NullMarked
package haetae.risk;

import org.jspecify.annotations.NullMarked;
