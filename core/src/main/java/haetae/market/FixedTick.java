package haetae.market;

/**
 * One tick for all prices (Binance's PRICE_FILTER).
 *
 * @param stepE8 the tick, positive
 */
public record FixedTick(long stepE8) implements PriceGrid {
  /** Checks that the tick is positive. */
  public FixedTick {
    if (stepE8 <= 0) {
      throw new IllegalArgumentException("tick must be positive: " + stepE8);
    }
  }

  @Override
  public long tickE8(long priceE8) {
    return stepE8;
  }

  @Override
  public long floorE8(long priceE8) {
    return priceE8 - Math.floorMod(priceE8, stepE8);
  }

  @Override
  public long ceilE8(long priceE8) {
    long floor = floorE8(priceE8);
    return floor == priceE8 ? floor : Math.addExact(floor, stepE8);
  }
}
