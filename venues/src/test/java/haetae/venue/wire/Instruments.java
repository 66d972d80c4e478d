package haetae.venue.wire;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.FixedTick;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.UpbitKrwBands;
import haetae.market.Venue;

/** Instruments for tests. */
public final class Instruments {
  /** Upbit KRW-USDT. */
  public static final Instrument FX = upbit(0, "USDT");

  /** Upbit KRW-BTC. */
  public static final Instrument UPBIT_BTC = upbit(1, "BTC");

  /** Binance spot BTCUSDT. */
  public static final Instrument SPOT_BTC = binance(2, InstrumentKind.SPOT);

  /** Binance perpetual BTCUSDT. */
  public static final Instrument PERP_BTC = binance(2, InstrumentKind.PERPETUAL);

  private Instruments() {}

  private static Instrument upbit(int id, String base) {
    OrderRules rules =
        new OrderRules(
            new UpbitKrwBands(), 1, 0, Long.MAX_VALUE / 4, 5_000 * Fixed.ONE, Long.MAX_VALUE / 4);
    return new Instrument(
        id, Venue.UPBIT, InstrumentKind.SPOT, "KRW-" + base, new Asset(base), Asset.KRW, rules);
  }

  private static Instrument binance(int id, InstrumentKind kind) {
    OrderRules rules =
        new OrderRules(
            new FixedTick(10_000_000), 1_000, 0, Long.MAX_VALUE / 4, 0, Long.MAX_VALUE / 4);
    return new Instrument(id, Venue.BINANCE, kind, "BTCUSDT", new Asset("BTC"), Asset.USDT, rules);
  }
}
