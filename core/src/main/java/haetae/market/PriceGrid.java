package haetae.market;

/**
 * The prices a venue accepts for an instrument.
 *
 * <p>Units: E8 of the quote asset. Rounding direction is safety: a buy limit is a cap and goes down
 * ({@link #floorE8}), a sell limit is a floor and goes up ({@link #ceilE8}).
 */
public sealed interface PriceGrid permits FixedTick, UpbitKrwBands {
  /** Tick that applies at a price; positive. */
  long tickE8(long priceE8);

  /** Largest valid price that is not above the given one. */
  long floorE8(long priceE8);

  /** Smallest valid price that is not below the given one. */
  long ceilE8(long priceE8);

  /** True if the venue accepts the price: positive and on the grid. */
  default boolean valid(long priceE8) {
    return priceE8 > 0 && floorE8(priceE8) == priceE8;
  }

  /** Rounds a limit price towards the safe side: down for a buy, up for a sell. */
  default long protectE8(long priceE8, Side side) {
    return side == Side.BUY ? floorE8(priceE8) : ceilE8(priceE8);
  }
}
