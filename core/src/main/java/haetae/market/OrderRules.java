package haetae.market;

import static java.util.Objects.requireNonNull;

/**
 * A venue's limits on the price, quantity and notional of one order.
 *
 * <p>Units: E8 of the quote asset for prices and notionals, E8 of the base asset for quantities.
 * All bounds are inclusive.
 *
 * @param grid valid prices
 * @param lotE8 quantity step, positive
 * @param minQuantityE8 smallest quantity, 0 if there is no such rule
 * @param maxQuantityE8 largest quantity
 * @param minNotionalE8 smallest price times quantity, 0 if there is no such rule
 * @param maxNotionalE8 largest price times quantity
 */
public record OrderRules(
    PriceGrid grid,
    long lotE8,
    long minQuantityE8,
    long maxQuantityE8,
    long minNotionalE8,
    long maxNotionalE8) {
  /** Checks that bounds are in order. */
  public OrderRules {
    requireNonNull(grid, "grid");
    if (lotE8 <= 0
        || minQuantityE8 < 0
        || maxQuantityE8 < minQuantityE8
        || minNotionalE8 < 0
        || maxNotionalE8 < minNotionalE8) {
      throw new IllegalArgumentException("order rules out of order");
    }
  }

  /** Largest multiple of the lot that is not above the quantity. */
  public long floorQuantityE8(long quantityE8) {
    return quantityE8 - Math.floorMod(quantityE8, lotE8);
  }
}
