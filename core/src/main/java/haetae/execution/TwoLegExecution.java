package haetae.execution;

import haetae.execution.LegPolicy.LegPlan;
import haetae.execution.OrderIntent.Purpose;
import haetae.execution.PairTrade.Phase;
import haetae.market.FeeSchedule;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next order of a pair trade: the first orders of its entry or exit, then whatever
 * matches one leg to what the other has really filled, or the way back when that is cheaper or the
 * time is up.
 *
 * <p>Pure: state lives in the {@link PairTrade}. A leg has at most one order in flight, and nothing
 * is done about an exposure that an order in flight may still offset. Threads: the engine's.
 */
public final class TwoLegExecution {
  private final ExecutionRules rules;
  private final UnwindStages stages;
  private final Remedies remedies;

  /** An execution within the given limits. */
  public TwoLegExecution(ExecutionRules rules) {
    this.rules = rules;
    this.stages = UnwindStages.STANDARD;
    this.remedies = new Remedies(rules, stages);
  }

  /**
   * The next order of a trade, or null if nothing is to be sent now. May move the trade to another
   * phase. Ask again after each order, since the other leg may have one to send, too.
   */
  public @Nullable OrderDraft next(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    if (nowNs < trade.notBeforeNs()) {
      return null;
    }
    return switch (trade.phase()) {
      case OPENING, CLOSING ->
          trade.movement().firstOrderDue()
              ? first(trade, market, fees, nowNs)
              : match(trade, market, fees, nowNs);
      case COMPLETING -> match(trade, market, fees, nowNs);
      case UNWINDING -> wayBack(trade, market, fees, nowNs);
      case SWEEPING -> sweep(trade, market, nowNs);
      case HEDGED, STUCK, CLOSED, ABORTED -> null;
    };
  }

  private @Nullable OrderDraft first(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    Movement movement = trade.movement();
    LegPlan plan = plan(trade, market);
    boolean lead = movement.countFirstOrder() == 0;
    Leg leg = trade.leg(lead ? plan.lead() : plan.follower());
    Side opening = trade.direction().sideAt(leg.instrument().venue());
    // Late fills may have turned a trade round: a leg is closed from where it really stands.
    Side closing = leg.netE8() > 0 ? Side.SELL : Side.BUY;
    Side side = movement.exit() ? closing : opening;
    long quantity =
        movement.exit()
            ? exitE8(trade, leg, market)
            : LegSizes.grossUpE8(leg.instrument(), side, missingE8(movement, leg, side), fees);
    // Nothing is begun that the other venue could not finish.
    boolean open =
        market.tradable(trade.pair().upbit(), nowNs)
            && market.tradable(trade.pair().binance(), nowNs);
    if (quantity == 0 || (lead && !open)) {
      movement.giveUpFirstOrders();
      return match(trade, market, fees, nowNs);
    }
    Purpose purpose = movement.exit() ? Purpose.EXIT : Purpose.ENTRY;
    return remedies.first(purpose, leg.instrument(), side, quantity, market);
  }

  /** What an entry still wants of a leg: dust taken over from an ended trade is there already. */
  private static long missingE8(Movement movement, Leg leg, Side side) {
    return movement.wantedE8() - side.sign() * leg.netE8();
  }

  /** One order for dust; whatever becomes of it, what is left is dust again. */
  private @Nullable OrderDraft sweep(PairTrade trade, MarketView market, long nowNs) {
    if (trade.inFlight()) {
      return null;
    }
    boolean home = trade.leg(Venue.UPBIT).netE8() != 0;
    Leg leg = trade.leg(home ? Venue.UPBIT : Venue.BINANCE);
    Instrument instrument = leg.instrument();
    Side side = LegSizes.offsetSide(leg.netE8());
    long quantity = LegSizes.sendableE8(instrument, side, Math.abs(leg.netE8()), market);
    boolean tried = trade.movement().countFirstOrder() > 0;
    if (tried || quantity == 0 || !market.tradable(instrument, nowNs)) {
      trade.rest();
      trade.enter(trade.everFilled() ? Phase.CLOSED : Phase.ABORTED);
      return null;
    }
    return remedies.first(Purpose.SWEEP, instrument, side, quantity, market);
  }

  private LegPlan plan(PairTrade trade, MarketView market) {
    LegPlan decided = trade.plan();
    if (decided == null) {
      Movement movement = trade.movement();
      Side opening = trade.direction().upbitSide();
      Side upbit = movement.exit() ? opening.opposite() : opening;
      decided = rules.legs().plan(trade.pair(), upbit, movement.wantedE8(), market);
      movement.plan(decided);
    }
    return decided;
  }

  /** A full exit also takes along the dust that the other venue's coarser lot has left. */
  private static long exitE8(PairTrade trade, Leg leg, MarketView market) {
    long net = Math.abs(leg.netE8());
    boolean whole = trade.movement().wantedE8() >= trade.hedgedE8();
    long wanted = whole ? net : Math.min(net, trade.movement().wantedE8());
    Side side = LegSizes.offsetSide(leg.netE8());
    return LegSizes.sendableE8(leg.instrument(), side, wanted, market);
  }

  private @Nullable OrderDraft match(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    boolean first = trade.phase() == Phase.OPENING || trade.phase() == Phase.CLOSING;
    if (first && !trade.inFlight()) {
      trade.enter(Phase.COMPLETING);
    }
    Offset offset = offset(trade, market);
    Leg behind = offset.behind();
    long quantity = LegSizes.offsetE8(behind, offset.excessE8(), fees, market);
    if (offset.excessE8() == 0 || quantity == 0) {
      return trade.inFlight() ? null : settle(trade, market, fees, nowNs);
    }
    if (behind.busy()) {
      return null;
    }
    if (fails(trade, offset, market, fees, nowNs)) {
      trade.enter(Phase.UNWINDING);
      return wayBack(trade, market, fees, nowNs);
    }
    if (!market.tradable(behind.instrument(), nowNs)) {
      trade.waitUntil(nowNs + rules.retryNs());
      return null;
    }
    int tries = trade.matchTries();
    trade.countMatchTry();
    return remedies.match(behind, offset.side(), quantity, tries, market);
  }

  private boolean fails(
      PairTrade trade, Offset offset, MarketView market, FeeSchedule fees, long nowNs) {
    if (trade.clock().beyond(rules.maxNakedNs(), nowNs)
        || trade.matchTries() >= rules.matchTries()) {
      return true;
    }
    Leg ahead = offset.ahead();
    Instrument behind = offset.behind().instrument();
    boolean open =
        !ahead.busy()
            && market.tradable(ahead.instrument(), nowNs)
            && LegSizes.offsetE8(ahead, offset.excessE8(), fees, market) > 0;
    if (!open) {
      return false;
    }
    // A venue that has told us to wait beyond the budget is not waited for.
    return trade.clock().beyond(rules.maxNakedNs(), market.closedUntilNs(behind))
        || (!trade.exiting()
            && market.quoted(behind, nowNs)
            && remedies.reversingPays(trade, offset, market, fees));
  }

  /**
   * Signed quantity that is too much, and the legs that can offset it. On the way out, when what is
   * left of the lead leg is too small to trade, that is the whole other leg; the dust stays on the
   * ledger.
   */
  private Offset offset(PairTrade trade, MarketView market) {
    Leg lead = lead(trade);
    Leg other = trade.other(lead);
    boolean leadGone = trade.exiting() && !lead.busy() && !LegSizes.held(lead, market);
    if (leadGone) {
      return new Offset(other.busy() ? 0 : other.netE8(), other, lead);
    }
    return Offset.of(trade, lead, trade.sureExcessE8());
  }

  private static Leg lead(PairTrade trade) {
    LegPlan plan = trade.plan();
    return trade.leg(plan == null ? Venue.UPBIT : plan.lead());
  }

  /**
   * One order of the way back: within a bound that widens while a market is open. The way in is
   * reversed where it was filled, the way out is finished; the other venue is used when that one is
   * closed.
   */
  private @Nullable OrderDraft wayBack(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    Offset offset = offset(trade, market);
    Leg wanted = trade.exiting() ? offset.behind() : offset.ahead();
    if (LegSizes.offsetE8(wanted, offset.excessE8(), fees, market) == 0) {
      return trade.inFlight() ? null : settle(trade, market, fees, nowNs);
    }
    Leg leg = open(wanted, market, nowNs) ? wanted : trade.other(wanted);
    boolean open = open(leg, market, nowNs);
    long bound = stages.boundPpm(trade.clock().wayBackNs(open, nowNs));
    if (bound == UnwindStages.USED_UP && !trade.inFlight()) {
      trade.enter(Phase.STUCK);
      return null;
    }
    trade.waitUntil(nowNs + rules.retryNs());
    long quantity = LegSizes.offsetE8(leg, offset.excessE8(), fees, market);
    if (!open || quantity == 0 || bound == UnwindStages.USED_UP) {
      return null;
    }
    Remedy remedy = leg == offset.ahead() ? Remedy.REVERSE : Remedy.CROSS;
    OrderDraft draft = remedies.bounded(remedy, leg, offset.side(), quantity, bound, market);
    boolean tooDear = remedies.lossKrwE8(trade, offset, draft, market) > rules.maxUnwindLossKrwE8();
    if (tooDear && !trade.inFlight()) {
      trade.enter(Phase.STUCK);
    }
    return tooDear ? null : draft;
  }

  private static boolean open(Leg leg, MarketView market, long nowNs) {
    return !leg.busy() && market.tradable(leg.instrument(), nowNs);
  }

  /** Nothing tradable is left to offset: the trade stands, is over, or must go back. */
  private @Nullable OrderDraft settle(
      PairTrade trade, MarketView market, FeeSchedule fees, long nowNs) {
    boolean leadHeld = LegSizes.held(lead(trade), market);
    boolean otherHeld = LegSizes.held(trade.other(lead(trade)), market);
    if (leadHeld && !otherHeld && trade.phase() != Phase.UNWINDING) {
      trade.enter(Phase.UNWINDING);
      return wayBack(trade, market, fees, nowNs);
    }
    if (!leadHeld && otherHeld) {
      // What the lead leg holds is too small to be traded: take the other leg off.
      trade.closeRest();
      trade.waitUntil(nowNs + rules.retryNs());
      return null;
    }
    trade.rest();
    if (leadHeld || otherHeld) {
      trade.enter(Phase.HEDGED);
      trade.waitUntil(nowNs + rules.retryNs());
    } else {
      trade.enter(trade.everFilled() ? Phase.CLOSED : Phase.ABORTED);
    }
    return null;
  }
}
