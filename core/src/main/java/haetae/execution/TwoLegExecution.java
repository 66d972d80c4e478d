package haetae.execution;

import haetae.execution.OrderIntent.Purpose;
import haetae.execution.PairTrade.Phase;
import haetae.market.CommonLot;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.PriceProtection;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.premium.DepthWalk;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next order of a pair trade: lead leg first, then exactly what it filled on the other
 * venue, or the way back when that is cheaper or the time is up.
 *
 * <p>Pure: state lives in the {@link PairTrade}. A trade has at most one order in flight, so the
 * exposure that is not offset is always the lead leg's last fill. Threads: the engine's.
 */
public final class TwoLegExecution {
  private final ExecutionRules rules;
  private final UnwindStages stages;
  private final DepthWalk walk = new DepthWalk();

  /** An execution within the given limits. */
  public TwoLegExecution(ExecutionRules rules) {
    this.rules = rules;
    this.stages = UnwindStages.STANDARD;
  }

  /**
   * The next order of a trade, or null if nothing is to be sent now. May move the trade to another
   * phase.
   */
  public @Nullable OrderDraft next(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    if (trade.activeOrderId() != 0 || nowNs < trade.notBeforeNs()) {
      return null;
    }
    return switch (trade.phase()) {
      case OPENING, CLOSING ->
          trade.leadSent() ? afterLead(trade, market, fees, nowNs) : lead(trade, market, nowNs);
      case COMPLETING -> complete(trade, market, fees, nowNs);
      case UNWINDING -> unwind(trade, market, fees, nowNs);
      case HEDGED, STUCK, CLOSED, ABORTED -> null;
    };
  }

  private @Nullable OrderDraft lead(PairTrade trade, MarketView market, long nowNs) {
    Instrument instrument = trade.pair().at(rules.leadVenue());
    boolean entry = trade.phase() == Phase.OPENING;
    Side entrySide = trade.direction().sideAt(rules.leadVenue());
    long wanted = entry ? trade.targetE8() : exitQuantityE8(trade, instrument, market);
    trade.markLeadSent();
    if (wanted == 0 || !market.tradable(instrument, nowNs)) {
      return null;
    }
    Purpose purpose = entry ? Purpose.ENTRY : Purpose.EXIT;
    Side side = entry ? entrySide : entrySide.opposite();
    return protectedDraft(purpose, instrument, side, wanted, market);
  }

  /** A full exit also takes along the dust that the other venue's coarser lot has left. */
  private long exitQuantityE8(PairTrade trade, Instrument instrument, MarketView market) {
    long net = Math.abs(trade.leg(instrument.venue()).netE8());
    boolean whole = trade.exitQuantityE8() >= trade.hedgedE8();
    return tradableE8(instrument, whole ? net : Math.min(net, trade.exitQuantityE8()), market);
  }

  private @Nullable OrderDraft afterLead(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    trade.enter(Phase.COMPLETING);
    return complete(trade, market, fees, nowNs);
  }

  private @Nullable OrderDraft complete(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    Instrument hedge = trade.pair().at(hedgeVenue());
    long excess = excessE8(trade, market);
    Side side = excess > 0 ? Side.SELL : Side.BUY;
    long wanted = grossUp(hedge, side, Math.abs(excess), fees);
    long quantity =
        reduces(trade.leg(hedgeVenue()), excess)
            ? hedge.rules().floorQuantityE8(wanted)
            : tradableE8(hedge, wanted, market);
    if (quantity == 0) {
      return settle(trade, market, fees, nowNs);
    }
    boolean timeUp = trade.nakedSinceNs() != 0 && nowNs - trade.nakedSinceNs() > rules.maxNakedNs();
    if (timeUp
        || trade.hedgeTries() >= rules.hedgeTries()
        || (!trade.exiting() && unwindingPays(trade, market, fees, nowNs))) {
      trade.enter(Phase.UNWINDING);
      return unwind(trade, market, fees, nowNs);
    }
    trade.waitUntil(nowNs + rules.retryNs());
    if (!market.tradable(hedge, nowNs)) {
      return null;
    }
    trade.countHedgeTry();
    trade.waitUntil(nowNs);
    return protectedDraft(Purpose.HEDGE, hedge, side, quantity, market);
  }

  /**
   * Signed quantity that the hedge leg has too much. On the way out, when what is left of the lead
   * leg is too small to trade, that is the whole hedge leg; the dust stays on the ledger.
   */
  private long excessE8(PairTrade trade, MarketView market) {
    boolean leadGone = trade.exiting() && !held(trade, rules.leadVenue(), market);
    return leadGone ? trade.leg(hedgeVenue()).netE8() : trade.deltaE8();
  }

  /** Shrinking a perpetual is exempt from the smallest notional. */
  private static boolean reduces(Leg leg, long excessE8) {
    return leg.instrument().kind() == InstrumentKind.PERPETUAL
        && Long.signum(leg.netE8()) == Long.signum(excessE8)
        && Math.abs(leg.netE8()) >= Math.abs(excessE8);
  }

  private @Nullable OrderDraft unwind(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    Instrument lead = trade.pair().at(rules.leadVenue());
    long delta = trade.deltaE8();
    Side side = delta > 0 ? Side.SELL : Side.BUY;
    long quantity = tradableE8(lead, Math.abs(delta), market);
    if (quantity == 0) {
      return settle(trade, market, fees, nowNs);
    }
    if (trade.unwindSinceNs() == 0) {
      trade.unwindFrom(nowNs);
    }
    long boundPpm = stages.boundPpm(nowNs - trade.unwindSinceNs());
    if (boundPpm == UnwindStages.USED_UP) {
      trade.enter(Phase.STUCK);
      return null;
    }
    trade.waitUntil(nowNs + rules.retryNs());
    if (!market.tradable(lead, nowNs)) {
      return null;
    }
    long touch = market.book(lead).priceE8(side, 0);
    long limit = PriceProtection.limitE8(lead.rules().grid(), side, touch, boundPpm);
    if (lossKrwE8(trade, lead, side, quantity, limit, market) > rules.maxUnwindLossKrwE8()) {
      trade.enter(Phase.STUCK);
      return null;
    }
    return new OrderDraft(Purpose.UNWIND, lead, side, quantity, limit, touch);
  }

  /** Nothing tradable is left to offset: the trade stands, is over, or must go back. */
  private @Nullable OrderDraft settle(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    Venue lead = rules.leadVenue();
    boolean leadHeld = held(trade, lead, market);
    boolean hedgeHeld = held(trade, hedgeVenue(), market);
    if (leadHeld && !hedgeHeld && trade.phase() != Phase.UNWINDING) {
      trade.enter(Phase.UNWINDING);
      return unwind(trade, market, fees, nowNs);
    }
    if (!leadHeld && hedgeHeld) {
      // What the lead leg holds is too small to be traded: take the hedge off.
      trade.closeHedge();
      trade.waitUntil(nowNs + rules.retryNs());
      return null;
    }
    trade.settleNaked();
    boolean filled = everFilled(trade);
    if (leadHeld || hedgeHeld) {
      trade.enter(Phase.HEDGED);
      trade.endExit();
      trade.waitUntil(nowNs + rules.retryNs());
    } else {
      trade.enter(filled ? Phase.CLOSED : Phase.ABORTED);
    }
    return null;
  }

  private static boolean everFilled(PairTrade trade) {
    Leg upbit = trade.leg(Venue.UPBIT);
    Leg binance = trade.leg(Venue.BINANCE);
    return upbit.paidE8() + upbit.receivedE8() + binance.paidE8() + binance.receivedE8() > 0;
  }

  private boolean held(PairTrade trade, Venue venue, MarketView market) {
    Leg leg = trade.leg(venue);
    long quantity = Math.abs(leg.netE8());
    return leg.instrument().kind() == InstrumentKind.PERPETUAL
        ? leg.instrument().rules().floorQuantityE8(quantity) > 0
        : tradableE8(leg.instrument(), quantity, market) > 0;
  }

  private Venue hedgeVenue() {
    return rules.leadVenue() == Venue.UPBIT ? Venue.BINANCE : Venue.UPBIT;
  }

  /** The part of a quantity that the venue would take: whole lots, at least its minimums. */
  private static long tradableE8(Instrument instrument, long quantityE8, MarketView market) {
    long lots = instrument.rules().floorQuantityE8(quantityE8);
    long mid = market.book(instrument).midE8();
    if (lots < instrument.rules().minQuantityE8() || lots == 0) {
      return 0;
    }
    // Without a price the minimum notional cannot be told; the lot alone decides then.
    long notional = Fixed.multiplyE8(lots, mid, RoundingMode.FLOOR);
    return mid != 0 && notional < instrument.rules().minNotionalE8() ? 0 : lots;
  }

  private static long grossUp(Instrument instrument, Side side, long quantityE8, FeeSchedule fees) {
    boolean feeInBase =
        fees.binanceInBase()
            && instrument.venue() == Venue.BINANCE
            && instrument.kind() == InstrumentKind.SPOT
            && side == Side.BUY;
    if (!feeInBase) {
      return quantityE8;
    }
    return CommonLot.grossUpE8(quantityE8, fees.binancePpm(), instrument.rules().lotE8());
  }

  private OrderDraft protectedDraft(
      Purpose purpose, Instrument instrument, Side side, long quantityE8, MarketView market) {
    // Where the visible depth is short, the price of what is there is the decision price.
    walk.walk(market.book(instrument), side, quantityE8);
    long vwap = walk.vwapE8();
    long limit =
        PriceProtection.limitE8(
            instrument.rules().grid(), side, vwap, rules.slippagePpm(instrument.venue()));
    return new OrderDraft(purpose, instrument, side, quantityE8, limit, vwap);
  }

  private boolean unwindingPays(PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    Instrument lead = trade.pair().at(rules.leadVenue());
    Instrument hedge = trade.pair().at(hedgeVenue());
    if (!market.tradable(lead, nowNs) || !market.tradable(hedge, nowNs)) {
      return false;
    }
    long quantity = Math.abs(trade.deltaE8());
    Side side = trade.deltaE8() > 0 ? Side.SELL : Side.BUY;
    if (tradableE8(lead, quantity, market) == 0) {
      return false;
    }
    long complete = valueKrwE8(hedge, trade, side, quantity, market, fees);
    long unwind = valueKrwE8(lead, trade, side, quantity, market, fees);
    long edge = Math.max(0, trade.entryEdgePpm());
    long reversion = Fixed.partE8(Math.abs(unwind), edge, RoundingMode.FLOOR);
    return ImbalancePolicy.unwinds(Math.addExact(complete, reversion), unwind);
  }

  /** Signed KRW that trading the quantity away at a venue would bring, after fees. */
  private long valueKrwE8(
      Instrument instrument,
      PairTrade trade,
      Side side,
      long quantityE8,
      MarketView market,
      FeeSchedule fees) {
    walk.walk(market.book(instrument), side, quantityE8);
    long gross = Fixed.multiplyE8(quantityE8, walk.vwapE8(), RoundingMode.FLOOR);
    boolean upbit = instrument.venue() == Venue.UPBIT;
    long krw = upbit ? gross : toKrw(trade, gross, side, market);
    long fee = Fixed.partE8(krw, upbit ? fees.upbitPpm() : fees.binancePpm(), RoundingMode.CEILING);
    return side == Side.SELL ? krw - fee : -(krw + fee);
  }

  private static long toKrw(PairTrade trade, long usdtE8, Side side, MarketView market) {
    var fx = market.book(trade.pair().fx());
    return Fixed.multiplyE8(
        usdtE8, side == Side.SELL ? fx.bestBidE8() : fx.bestAskE8(), RoundingMode.FLOOR);
  }

  private static long lossKrwE8(
      PairTrade trade,
      Instrument lead,
      Side side,
      long quantityE8,
      long limitE8,
      MarketView market) {
    long entry = trade.leg(lead.venue()).averageE8(side.opposite());
    long perUnit = Math.max(0, side == Side.SELL ? entry - limitE8 : limitE8 - entry);
    long loss = Fixed.multiplyE8(perUnit, quantityE8, RoundingMode.CEILING);
    return lead.venue() == Venue.UPBIT ? loss : toKrw(trade, loss, side, market);
  }
}
