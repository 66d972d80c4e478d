package haetae.execution;

import haetae.execution.OrderIntent.Purpose;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.PriceProtection;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.premium.DepthWalk;
import java.math.RoundingMode;

/**
 * Prices the ways in which a leg that stands alone can be offset, from the live books, in KRW.
 * Keeps nothing between two calls. Threads: the engine's.
 */
final class Remedies {
  private final ExecutionRules rules;
  private final UnwindStages stages;
  private final DepthWalk walk = new DepthWalk();

  Remedies(ExecutionRules rules, UnwindStages stages) {
    this.rules = rules;
    this.stages = stages;
  }

  /** A first order of an entry or exit, protected by the usual slippage. */
  OrderDraft first(
      Purpose purpose, Instrument instrument, Side side, long quantityE8, MarketView market) {
    // Where the visible depth is short, the price of what is there is the decision price.
    walk.walk(market.book(instrument), side, quantityE8);
    long vwap = walk.vwapE8();
    long limit = limitE8(instrument, side, vwap, rules.slippagePpm(instrument.venue()));
    return new OrderDraft(purpose, Remedy.NONE, instrument, side, quantityE8, limit, vwap);
  }

  /**
   * The next order that matches the leg that is behind: at the usual protection first, once more
   * from the live book, and deeper with each further try.
   */
  OrderDraft match(Leg leg, Side side, long quantityE8, int tries, MarketView market) {
    Instrument instrument = leg.instrument();
    walk.walk(market.book(instrument), side, quantityE8);
    long vwap = walk.vwapE8();
    long usual = rules.slippagePpm(instrument.venue());
    Remedy remedy = tries == 0 ? Remedy.COMPLETE : tries == 1 ? Remedy.REQUOTE : Remedy.CROSS;
    long bound = remedy == Remedy.CROSS ? Math.max(usual, stages.stagePpm(tries - 1)) : usual;
    long limit = limitE8(instrument, side, vwap, bound);
    return new OrderDraft(Purpose.HEDGE, remedy, instrument, side, quantityE8, limit, vwap);
  }

  /** An order within a bound of the touch. */
  OrderDraft bounded(
      Remedy remedy, Leg leg, Side side, long quantityE8, long boundPpm, MarketView market) {
    Instrument instrument = leg.instrument();
    long touch = market.book(instrument).priceE8(side, 0);
    long limit = limitE8(instrument, side, touch, boundPpm);
    Purpose purpose = remedy == Remedy.REVERSE ? Purpose.UNWIND : Purpose.HEDGE;
    return new OrderDraft(purpose, remedy, instrument, side, quantityE8, limit, touch);
  }

  private static long limitE8(Instrument instrument, Side side, long priceE8, long boundPpm) {
    return PriceProtection.limitE8(instrument.rules().grid(), side, priceE8, boundPpm);
  }

  /**
   * True if taking the leg that is ahead back is worth at least as much as matching the one behind,
   * with what the finished pair is still expected to earn.
   */
  boolean reversingPays(PairTrade trade, Offset offset, MarketView market, FeeSchedule fees) {
    long quantity = Math.abs(offset.excessE8());
    long complete = valueKrwE8(trade, offset.behind(), offset, market, fees);
    long reverse = valueKrwE8(trade, offset.ahead(), offset, market, fees);
    if (quantity == 0 || complete == 0 || reverse == 0) {
      return false;
    }
    long earned = Fixed.partE8(Math.abs(reverse), trade.expectedEdgePpm(), RoundingMode.FLOOR);
    return ImbalancePolicy.unwinds(Math.addExact(complete, earned), reverse);
  }

  /** Signed KRW that offsetting at a leg's venue would bring, after fees; 0 without depth. */
  private long valueKrwE8(
      PairTrade trade, Leg leg, Offset offset, MarketView market, FeeSchedule fees) {
    Side side = offset.side();
    Instrument instrument = leg.instrument();
    walk.walk(market.book(instrument), side, Math.abs(offset.excessE8()));
    RoundingMode against = side == Side.SELL ? RoundingMode.FLOOR : RoundingMode.CEILING;
    long gross = Fixed.multiplyE8(Math.abs(offset.excessE8()), walk.vwapE8(), against);
    boolean upbit = instrument.venue() == Venue.UPBIT;
    long krw = upbit ? gross : krwE8(trade, gross, side, market);
    long fee = Fixed.partE8(krw, upbit ? fees.upbitPpm() : fees.binancePpm(), RoundingMode.CEILING);
    return side == Side.SELL ? krw - fee : -(krw + fee);
  }

  /** What a draft's fill at its limit would lose against the price the excess was filled at. */
  long lossKrwE8(PairTrade trade, Offset offset, OrderDraft draft, MarketView market) {
    Side side = offset.side();
    Leg from = cameFrom(offset);
    long average = from.averageE8(side.opposite());
    if (average == 0) {
      return 0;
    }
    long had = perCoinKrwE8(trade, from, average, side, market);
    Leg at = trade.leg(draft.instrument().venue());
    long now = perCoinKrwE8(trade, at, draft.limitPriceE8(), side, market);
    long perCoin = Math.max(0, side == Side.SELL ? had - now : now - had);
    return Fixed.multiplyE8(perCoin, draft.quantityE8(), RoundingMode.CEILING);
  }

  /** The leg whose fills have made the excess: the one ahead, if it has any on that side. */
  private static Leg cameFrom(Offset offset) {
    Leg ahead = offset.ahead();
    return ahead.averageE8(offset.side().opposite()) == 0 ? offset.behind() : ahead;
  }

  private static long perCoinKrwE8(
      PairTrade trade, Leg leg, long priceE8, Side side, MarketView market) {
    return leg.instrument().venue() == Venue.UPBIT ? priceE8 : krwE8(trade, priceE8, side, market);
  }

  private static long krwE8(PairTrade trade, long usdtE8, Side side, MarketView market) {
    OrderBook fx = market.book(trade.pair().fx());
    boolean sells = side == Side.SELL;
    RoundingMode against = sells ? RoundingMode.FLOOR : RoundingMode.CEILING;
    return Fixed.multiplyE8(usdtE8, sells ? fx.bestBidE8() : fx.bestAskE8(), against);
  }
}
