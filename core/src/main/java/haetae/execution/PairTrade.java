package haetae.execution;

import static java.util.Objects.requireNonNull;

import haetae.execution.LegPolicy.LegPlan;
import haetae.market.Direction;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One arbitrage: two legs that are opened together, held hedged and closed together.
 *
 * <p>The quantities of its legs come from fills alone, so {@link #deltaE8} is the exposure that
 * really exists; what an order in flight may still do is the interval around it. Threads: the
 * engine's.
 */
public final class PairTrade {
  /** Where the trade stands. */
  public enum Phase {
    /** First orders of the entry are wanted or working. */
    OPENING,
    /** One leg is being matched to what the other has filled. */
    COMPLETING,
    /** The matching has failed or does not pay: bounds widen, and the way back is open. */
    UNWINDING,
    /** Both legs stand; waiting for an exit. */
    HEDGED,
    /** First orders of the exit are wanted or working. */
    CLOSING,
    /** All bounds are used up: a human must act. */
    STUCK,
    /** Ended flat. */
    CLOSED,
    /** Ended without any fill. */
    ABORTED,
    /** No arbitrage: dust of ended trades is traded away, in one try. */
    SWEEPING
  }

  private final long id;
  private final Pair pair;
  private final Direction direction;
  private final EntryDecision decision;
  private final Leg upbit;
  private final Leg binance;
  private final NakedClock clock = new NakedClock();
  private Phase phase = Phase.OPENING;
  private Movement movement;
  private boolean exiting;
  private boolean rested;
  private int matchTries;
  private long notBeforeNs;

  /** A trade that has been decided and not yet sent. */
  public PairTrade(long id, Pair pair, Direction direction, EntryDecision decision) {
    this.id = id;
    this.pair = requireNonNull(pair, "pair");
    this.direction = requireNonNull(direction, "direction");
    this.decision = requireNonNull(decision, "decision");
    this.upbit = new Leg(pair.upbit());
    this.binance = new Leg(pair.binance());
    this.movement = Movement.entry(decision.quantityE8());
  }

  /**
   * Dust that is to be traded away. It is taken over before the first order.
   *
   * @param direction whose Upbit or Binance side is the dust's
   */
  public static PairTrade sweep(long id, Pair pair, Direction direction, EntryDecision decision) {
    PairTrade trade = new PairTrade(id, pair, direction, decision);
    trade.movement = Movement.sweep(decision.quantityE8());
    trade.phase = Phase.SWEEPING;
    return trade;
  }

  /**
   * What was known when the entry was decided.
   *
   * @param quantityE8 base quantity to open
   * @param premiumPpm executable premium in the entry's direction
   * @param edgePpm net edge after fees and slippage
   * @param upbitE8 executable average KRW price at the decided size, 0 if unknown
   * @param binanceE8 the same in USDT at Binance
   */
  public record EntryDecision(
      long timeNs, long quantityE8, long premiumPpm, long edgePpm, long upbitE8, long binanceE8) {
    /** A decision of which the prices are not known. */
    public EntryDecision(long timeNs, long quantityE8, long premiumPpm, long edgePpm) {
      this(timeNs, quantityE8, premiumPpm, edgePpm, 0, 0);
    }
  }

  /**
   * One fill of a leg.
   *
   * @param fundsE8 price times quantity
   * @param feeQuoteE8 fee taken in the instrument's quote asset
   * @param feeBaseE8 fee taken in its base asset, so less was delivered
   */
  public record LegFill(long quantityE8, long fundsE8, long feeQuoteE8, long feeBaseE8) {}

  /** Counted from 1. */
  public long id() {
    return id;
  }

  /** The id as it stands in logs, for example {@code T000012}. */
  public String code() {
    return code(id);
  }

  /** The id of a trade as it stands in logs. */
  public static String code(long tradeId) {
    String digits = Long.toString(tradeId);
    return "T" + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }

  /** Route it is on. */
  public Pair pair() {
    return pair;
  }

  /** What is bought and what is sold to open it. */
  public Direction direction() {
    return direction;
  }

  /** What was known when it was decided. */
  public EntryDecision decision() {
    return decision;
  }

  /** Base quantity decided for the entry. */
  public long targetE8() {
    return decision.quantityE8();
  }

  /** Engine time of the entry's decision. */
  public long openedNs() {
    return decision.timeNs();
  }

  /** Executable premium when the entry was decided. */
  public long entryPremiumPpm() {
    return decision.premiumPpm();
  }

  /** The leg at a venue. */
  public Leg leg(Venue venue) {
    return venue == Venue.UPBIT ? upbit : binance;
  }

  Leg other(Leg leg) {
    return leg == upbit ? binance : upbit;
  }

  /** Where it stands. */
  public Phase phase() {
    return phase;
  }

  /** True from the decision to close all or part of it until that has come to its end. */
  public boolean exiting() {
    return exiting;
  }

  /** Why it is being closed, or was; empty before. */
  public String exitReason() {
    return movement.reason();
  }

  /** Signed base exposure that no other leg offsets. */
  public long deltaE8() {
    return upbit.netE8() + binance.netE8();
  }

  /**
   * The part of the exposure that no order in flight can offset any more, whatever becomes of it:
   * acting on it cannot make things worse.
   */
  public long sureExcessE8() {
    long low = upbit.lowE8() + binance.lowE8();
    long high = upbit.highE8() + binance.highE8();
    return low > 0 ? low : Math.min(0, high);
  }

  /** Largest absolute exposure that the orders in flight can lead to. */
  public long worstDeltaE8() {
    long low = upbit.lowE8() + binance.lowE8();
    long high = upbit.highE8() + binance.highE8();
    return Math.max(Math.abs(low), Math.abs(high));
  }

  /** Most that a leg can come to hold by the orders in flight. */
  public long worstHeldE8() {
    return Math.max(worstHeldE8(upbit), worstHeldE8(binance));
  }

  private static long worstHeldE8(Leg leg) {
    return Math.max(Math.abs(leg.lowE8()), Math.abs(leg.highE8()));
  }

  /** Base quantity that stands hedged. */
  public long hedgedE8() {
    boolean offset = Long.signum(upbit.netE8()) == -Long.signum(binance.netE8());
    return offset ? Math.min(Math.abs(upbit.netE8()), Math.abs(binance.netE8())) : 0;
  }

  /** Engine time since which a leg stands alone, 0 if none does. */
  public long nakedSinceNs() {
    return clock.sinceNs();
  }

  /** True once nothing more will happen by itself. */
  public boolean ended() {
    return phase == Phase.CLOSED || phase == Phase.ABORTED;
  }

  /** True while orders are working or due. */
  public boolean inTransit() {
    return !ended() && phase != Phase.HEDGED && phase != Phase.STUCK;
  }

  /** True while an order of a leg is in flight. */
  public boolean inFlight() {
    return upbit.busy() || binance.busy();
  }

  /** No order before this time. */
  public long notBeforeNs() {
    return notBeforeNs;
  }

  /**
   * Decides to close all or part of a hedged trade.
   *
   * @param quantityE8 base quantity to close
   */
  public void beginExit(long quantityE8, String reason) {
    if (phase != Phase.HEDGED) {
      throw new IllegalStateException(code() + " is " + phase + ", not HEDGED");
    }
    exiting = true;
    movement = Movement.exit(quantityE8, requireNonNull(reason, "reason"));
    phase = Phase.CLOSING;
  }

  /** A human has looked at a trade that was stuck: it is taken up again with new deadlines. */
  public void retry() {
    if (phase == Phase.STUCK) {
      enter(Phase.COMPLETING);
      notBeforeNs = 0;
    }
  }

  /** Dust of an ended trade becomes part of a leg; or what was taken so is given back. */
  public void takeOver(Venue venue, long signedE8) {
    leg(venue).takeOver(signedE8);
  }

  /** True if it is no arbitrage but trades dust away. */
  public boolean sweeps() {
    return movement.sweep();
  }

  /** True if an order of it has ever filled. */
  public boolean everFilled() {
    return upbit.paidE8() + upbit.receivedE8() + binance.paidE8() + binance.receivedE8() > 0;
  }

  /** True if all orders of its entry have ended and none has filled. */
  public boolean fruitless() {
    boolean tried = phase == Phase.OPENING && !movement.firstOrderDue();
    return tried && !inFlight() && !everFilled();
  }

  /** An order of this trade is in flight. */
  public void orderSent(OrderIntent order) {
    Leg leg = leg(order.instrument().venue());
    leg.orderSent(order.orderId(), order.side(), order.quantityE8());
  }

  /** An order has come to its end. */
  public void orderEnded(OrderIntent order) {
    leg(order.instrument().venue()).orderEnded(order.orderId());
  }

  /** Books one fill on the leg of its venue. */
  public void applyFill(OrderIntent order, LegFill fill, long nowNs) {
    leg(order.instrument().venue()).fill(order.orderId(), order.side(), fill);
    clock.delta(deltaE8(), nowNs);
    // A fill after the end (a report that came late) re-opens the duty to hedge it.
    boolean resting = phase == Phase.HEDGED || ended() || phase == Phase.STUCK;
    if (resting && !inFlight()) {
      enter(movement.sweep() ? Phase.SWEEPING : Phase.COMPLETING);
    }
  }

  void enter(Phase next) {
    if (next == Phase.COMPLETING) {
      matchTries = 0;
    }
    clock.beginWayBack();
    phase = next;
  }

  NakedClock clock() {
    return clock;
  }

  Movement movement() {
    return movement;
  }

  /** How the legs of the present movement are sent; null before its first order. */
  @Nullable LegPlan plan() {
    return movement.plan();
  }

  int matchTries() {
    return matchTries;
  }

  void countMatchTry() {
    matchTries++;
  }

  void waitUntil(long timeNs) {
    notBeforeNs = timeNs;
  }

  /** No order before this time: the last one was not let through. */
  public void pauseUntil(long timeNs) {
    notBeforeNs = Math.max(notBeforeNs, timeNs);
  }

  /** What is left of one leg is too small to be held: the other is closed, too. */
  void closeRest() {
    if (!exiting) {
      exiting = true;
      LegPlan plan = movement.plan();
      movement = Movement.exit(hedgedE8(), "too small to hold");
      movement.giveUpFirstOrders();
      if (plan != null) {
        movement.plan(plan);
      }
    }
    enter(Phase.COMPLETING);
  }

  /** The movement is over: what is left is hedged, flat or dust. */
  void rest() {
    exiting = false;
    rested = true;
    clock.settle();
  }

  /** Net edge that finishing the entry is still expected to earn; none for anything later. */
  long expectedEdgePpm() {
    return rested || movement.exit() ? 0 : Math.max(0, decision.edgePpm());
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(id).putLong(pair.id()).putEnum(direction);
    out.putLong(decision.timeNs()).putLong(decision.quantityE8());
    out.putLong(decision.premiumPpm()).putLong(decision.edgePpm());
    out.putLong(decision.upbitE8()).putLong(decision.binanceE8());
    upbit.save(out);
    binance.save(out);
    clock.save(out);
    movement.save(out);
    out.putEnum(phase).putBool(exiting).putBool(rested).putLong(matchTries).putLong(notBeforeNs);
  }

  /**
   * Reads what {@link #save} has written.
   *
   * @param pairs all routes, by id
   */
  public static PairTrade load(StateIn in, List<Pair> pairs) {
    long id = in.getLong();
    Pair pair = pairs.get(in.getCount(pairs.size() - 1));
    Direction direction = in.getEnum(Direction.values());
    EntryDecision decision =
        new EntryDecision(
            in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    PairTrade trade = new PairTrade(id, pair, direction, decision);
    trade.upbit.load(in);
    trade.binance.load(in);
    trade.clock.load(in);
    trade.movement = Movement.load(in);
    trade.phase = in.getEnum(Phase.values());
    trade.exiting = in.getBool();
    trade.rested = in.getBool();
    trade.matchTries = in.getInt();
    trade.notBeforeNs = in.getLong();
    return trade;
  }
}
