package haetae.market;

/**
 * Upbit's KRW tick bands in force since 2025-07-31.
 *
 * <p>Source: Upbit developer centre, "KRW market order policy" (read 2026-11). The venue's answer
 * at run time has the last word.
 */
public record UpbitKrwBands() implements PriceGrid {
  private static final long[] FROM = {
    1_000_000, 500_000, 100_000, 50_000, 10_000, 5_000, 100, 10, 1
  };
  private static final long[] TICK_E8 = {
    1_000 * Fixed.ONE,
    500 * Fixed.ONE,
    100 * Fixed.ONE,
    50 * Fixed.ONE,
    10 * Fixed.ONE,
    5 * Fixed.ONE,
    Fixed.ONE,
    Fixed.ONE / 10,
    Fixed.ONE / 100
  };

  @Override
  public long tickE8(long priceE8) {
    for (int i = 0; i < FROM.length; i++) {
      if (priceE8 >= FROM[i] * Fixed.ONE) {
        return TICK_E8[i];
      }
    }
    // Below 1 KRW the tick falls by a decade with each decade of price, down to our own grid.
    long tick = Fixed.ONE / 1_000;
    for (long band = Fixed.ONE / 10; band > priceE8 && tick > 1; band /= 10) {
      tick /= 10;
    }
    return tick;
  }

  @Override
  public long floorE8(long priceE8) {
    return priceE8 - Math.floorMod(priceE8, tickE8(priceE8));
  }

  @Override
  public long ceilE8(long priceE8) {
    long tick = tickE8(priceE8);
    long over = Math.floorMod(priceE8, tick);
    // A band's lower edge is a multiple of the tick below it, so the landing price is valid.
    return over == 0 ? priceE8 : Math.addExact(priceE8 - over, tick);
  }
}
