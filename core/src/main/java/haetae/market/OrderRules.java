package haetae.market;

import static java.util.Objects.requireNonNull;

import java.math.RoundingMode;

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

  /**
   * The first rule that an order breaks; {@link RuleViolation#NONE} if the venue would take it.
   *
   * @param priceE8 limit price
   */
  public RuleViolation check(long priceE8, long quantityE8) {
    RuleViolation quantity = checkQuantity(quantityE8);
    if (quantity != RuleViolation.NONE) {
      return quantity;
    }
    return grid.valid(priceE8) ? checkNotional(priceE8, quantityE8) : RuleViolation.PRICE_STEP;
  }

  /**
   * Like {@link #check}, for an estimated price that need not be on the grid (a VWAP, a mark): the
   * price only sets the notional.
   */
  public RuleViolation checkSize(long priceE8, long quantityE8) {
    RuleViolation quantity = checkQuantity(quantityE8);
    return quantity != RuleViolation.NONE ? quantity : checkNotional(priceE8, quantityE8);
  }

  private RuleViolation checkQuantity(long quantityE8) {
    if (quantityE8 <= 0) {
      return RuleViolation.QTY_ZERO;
    }
    if (quantityE8 % lotE8 != 0) {
      return RuleViolation.QUANTITY_STEP;
    }
    if (quantityE8 < minQuantityE8) {
      return RuleViolation.MIN_QUANTITY;
    }
    return quantityE8 > maxQuantityE8 ? RuleViolation.MAX_QUANTITY : RuleViolation.NONE;
  }

  private RuleViolation checkNotional(long priceE8, long quantityE8) {
    if (priceE8 <= 0) {
      return RuleViolation.PRICE_STEP;
    }
    // From here on price * quantity / 1e8 would not fit: it is above any limit.
    if (Math.multiplyHigh(priceE8, quantityE8) >= Fixed.ONE / 2) {
      return RuleViolation.MAX_NOTIONAL;
    }
    long notionalE8 = Fixed.multiplyE8(priceE8, quantityE8, RoundingMode.DOWN);
    if (notionalE8 < minNotionalE8) {
      return RuleViolation.MIN_NOTIONAL;
    }
    boolean exact = notionalE8 * Fixed.ONE == priceE8 * quantityE8;
    boolean above = notionalE8 > maxNotionalE8 || (notionalE8 == maxNotionalE8 && !exact);
    return above ? RuleViolation.MAX_NOTIONAL : RuleViolation.NONE;
  }
}
