package haetae.execution;

import static java.util.Objects.requireNonNull;

import haetae.market.Direction;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;

/**
 * One arbitrage: two legs that are opened together, held hedged and closed together.
 *
 * <p>The quantities of its legs come from fills alone, so {@link #deltaE8} is the exposure that
 * really exists. Threads: the engine's.
 */
public final class PairTrade {
  /** Where the trade stands. */
  public enum Phase {
    /** The lead leg of the entry is wanted or working. */
    OPENING,
    /** The other leg is being matched to what the lead leg filled. */
    COMPLETING,
    /** The excess of the lead leg is being reversed. */
    UNWINDING,
    /** Both legs stand; waiting for an exit. */
    HEDGED,
    /** The lead leg of the exit is wanted or working. */
    CLOSING,
    /** All bounds are used up: a human must act. */
    STUCK,
    /** Ended flat. */
    CLOSED,
    /** Ended without any fill. */
    ABORTED
  }

  private final long id;
  private final Pair pair;
  private final Direction direction;
  private final long targetE8;
  private final long openedNs;
  private final long entryPremiumPpm;
  private final long entryEdgePpm;
  private final Leg upbit;
  private final Leg binance;
  private Phase phase = Phase.OPENING;
  private boolean exiting;
  private boolean leadSent;
  private long exitQuantityE8;
  private String exitReason = "";
  private long activeOrderId;
  private long nakedSinceNs;
  private long unwindSinceNs;
  private int hedgeTries;
  private long notBeforeNs;

  /** A trade that has been decided and not yet sent. */
  public PairTrade(long id, Pair pair, Direction direction, long targetE8, EntryDecision decision) {
    this.id = id;
    this.pair = requireNonNull(pair, "pair");
    this.direction = requireNonNull(direction, "direction");
    this.targetE8 = targetE8;
    this.openedNs = decision.timeNs();
    this.entryPremiumPpm = decision.premiumPpm();
    this.entryEdgePpm = decision.edgePpm();
    this.upbit = new Leg(pair.upbit());
    this.binance = new Leg(pair.binance());
  }

  /**
   * What was known when the entry was decided.
   *
   * @param premiumPpm executable premium in the entry's direction
   * @param edgePpm net edge after fees and slippage
   */
  public record EntryDecision(long timeNs, long premiumPpm, long edgePpm) {}

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

  /** The route it trades. */
  public Pair pair() {
    return pair;
  }

  /** Direction of the entry. */
  public Direction direction() {
    return direction;
  }

  /** Base quantity decided for the entry. */
  public long targetE8() {
    return targetE8;
  }

  /** Engine time of the entry's decision. */
  public long openedNs() {
    return openedNs;
  }

  /** Executable premium when the entry was decided. */
  public long entryPremiumPpm() {
    return entryPremiumPpm;
  }

  /** Net edge when the entry was decided. */
  public long entryEdgePpm() {
    return entryEdgePpm;
  }

  /** The leg at a venue. */
  public Leg leg(Venue venue) {
    return venue == Venue.UPBIT ? upbit : binance;
  }

  /** Where it stands. */
  public Phase phase() {
    return phase;
  }

  /** True once an exit has been decided. */
  public boolean exiting() {
    return exiting;
  }

  /** Why it is being closed; empty before. */
  public String exitReason() {
    return exitReason;
  }

  /** Order in flight, 0 if none. */
  public long activeOrderId() {
    return activeOrderId;
  }

  /** Signed base exposure that no other leg offsets. */
  public long deltaE8() {
    return upbit.netE8() + binance.netE8();
  }

  /** Base quantity that stands hedged. */
  public long hedgedE8() {
    boolean offset = Long.signum(upbit.netE8()) == -Long.signum(binance.netE8());
    return offset ? Math.min(Math.abs(upbit.netE8()), Math.abs(binance.netE8())) : 0;
  }

  /** Engine time since which a leg stands alone, 0 if none does. */
  public long nakedSinceNs() {
    return nakedSinceNs;
  }

  /** True once nothing more will happen by itself. */
  public boolean ended() {
    return phase == Phase.CLOSED || phase == Phase.ABORTED;
  }

  /** True while orders are working or due. */
  public boolean inTransit() {
    return !ended() && phase != Phase.HEDGED && phase != Phase.STUCK;
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
    exitQuantityE8 = quantityE8;
    exitReason = requireNonNull(reason, "reason");
    leadSent = false;
    phase = Phase.CLOSING;
  }

  /** Books one fill on the leg of its venue. */
  public void applyFill(
      Venue venue, Side side, long quantityE8, long fundsE8, FillFees fees, long nowNs) {
    leg(venue).fill(side, quantityE8, fundsE8, fees.quoteE8(), fees.baseE8());
    if (deltaE8() == 0) {
      nakedSinceNs = 0;
    } else if (nakedSinceNs == 0) {
      nakedSinceNs = nowNs;
    }
    // A fill after the end (a report that came late) re-opens the duty to hedge it.
    boolean resting = phase == Phase.HEDGED || ended() || phase == Phase.STUCK;
    if (resting && activeOrderId == 0) {
      enter(Phase.COMPLETING);
    }
  }

  /**
   * Fees of one fill by what they were taken in.
   *
   * @param quoteE8 in the instrument's quote asset
   * @param baseE8 in its base asset, so less was delivered
   */
  public record FillFees(long quoteE8, long baseE8) {}

  void enter(Phase next) {
    if (next == Phase.COMPLETING) {
      hedgeTries = 0;
    }
    unwindSinceNs = 0;
    phase = next;
  }

  boolean leadSent() {
    return leadSent;
  }

  void markLeadSent() {
    leadSent = true;
  }

  long exitQuantityE8() {
    return exitQuantityE8;
  }

  int hedgeTries() {
    return hedgeTries;
  }

  void countHedgeTry() {
    hedgeTries++;
  }

  long unwindSinceNs() {
    return unwindSinceNs;
  }

  void unwindFrom(long nowNs) {
    unwindSinceNs = nowNs;
  }

  void closeHedge() {
    exitReason = exiting ? exitReason : "too small to hold";
    exiting = true;
    enter(Phase.COMPLETING);
  }

  void settleNaked() {
    nakedSinceNs = 0;
  }

  void endExit() {
    exiting = false;
    exitReason = "";
  }

  /** No order before this time. */
  public long notBeforeNs() {
    return notBeforeNs;
  }

  void waitUntil(long timeNs) {
    notBeforeNs = timeNs;
  }

  /** An order of this trade is in flight. */
  public void orderSent(long orderId) {
    activeOrderId = orderId;
  }

  /** The order in flight has come to its end. */
  public void orderEnded() {
    activeOrderId = 0;
  }
}
