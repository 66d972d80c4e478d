package haetae.execution;

import haetae.market.CommonLot;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.Side;
import haetae.market.Venue;
import java.math.RoundingMode;

/** Quantities that a venue takes for a leg. Pure. */
final class LegSizes {
  /** An order's limit may be so far from the middle of the book, by its bound and the spread. */
  private static final long LIMIT_PPM = 10_000;

  private LegSizes() {}

  /**
   * The part of a quantity that the venue would take: whole lots, at least its minimums, and that
   * at the limit of an order, which is worse than the middle of the book.
   */
  static long tradableE8(Instrument instrument, long quantityE8, MarketView market) {
    OrderRules rules = instrument.rules();
    long lots = ImbalancePolicy.hedgeE8(instrument, quantityE8);
    if (lots < rules.minQuantityE8() || lots == 0) {
      return 0;
    }
    // Without a price the minimum notional cannot be told; the lot alone decides then.
    long mid = market.book(instrument).midE8();
    long notional = Fixed.multiplyE8(lots, mid, RoundingMode.FLOOR);
    long least =
        Fixed.partE8(rules.minNotionalE8(), Fixed.MILLION + LIMIT_PPM, RoundingMode.CEILING);
    return mid != 0 && notional < least ? 0 : lots;
  }

  /**
   * Like {@link #tradableE8}, for a quantity that a leg holds and gives up. Shrinking a perpetual
   * is exempt from the minimums, but it is the account's position that counts: where another trade
   * holds the opposite, an order may shrink the leg and not the position.
   */
  static long sendableE8(Instrument instrument, Side side, long quantityE8, MarketView market) {
    long lots = ImbalancePolicy.hedgeE8(instrument, quantityE8);
    return lots != 0 && market.shrinks(instrument, side, lots)
        ? lots
        : tradableE8(instrument, quantityE8, market);
  }

  /**
   * What a leg can trade of an excess: the part that the venue takes, with what a fee in the coin
   * will eat.
   */
  static long offsetE8(Leg leg, long excessE8, FeeSchedule fees, MarketView market) {
    Instrument instrument = leg.instrument();
    Side side = offsetSide(excessE8);
    long wanted = grossUpE8(instrument, side, Math.abs(excessE8), fees);
    boolean shrinks =
        Long.signum(leg.netE8()) == Long.signum(excessE8)
            && Math.abs(leg.netE8()) >= Math.abs(excessE8);
    return shrinks
        ? sendableE8(instrument, side, wanted, market)
        : tradableE8(instrument, wanted, market);
  }

  /** Side that takes an excess away. */
  static Side offsetSide(long excessE8) {
    return excessE8 > 0 ? Side.SELL : Side.BUY;
  }

  /** True if a leg holds something that can be traded. */
  static boolean held(Leg leg, MarketView market) {
    long net = leg.netE8();
    return sendableE8(leg.instrument(), offsetSide(net), Math.abs(net), market) > 0;
  }

  /** Quantity to order so that the given one arrives, where the fee is taken in the coin. */
  static long grossUpE8(Instrument instrument, Side side, long quantityE8, FeeSchedule fees) {
    boolean feeInBase =
        fees.binanceInBase()
            && instrument.venue() == Venue.BINANCE
            && instrument.kind() == InstrumentKind.SPOT
            && side == Side.BUY;
    return feeInBase
        ? CommonLot.grossUpE8(quantityE8, fees.binancePpm(), instrument.rules().lotE8())
        : quantityE8;
  }
}
