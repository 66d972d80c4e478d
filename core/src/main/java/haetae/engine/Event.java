package haetae.engine;

import haetae.market.Asset;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.Ledger;
import haetae.risk.GuardFacts;

/**
 * Everything the engine can be told. The same events in the same order give the same commands.
 *
 * <p>Time: {@code timeNs} is nanoseconds since the epoch and never goes back from one event to the
 * next; the shell derives it from a monotonic clock. All are immutable, except {@link BookChanged}.
 */
public sealed interface Event
    permits BookChanged,
        Event.TradePrinted,
        Event.OrderAccepted,
        Event.OrderFilled,
        Event.OrderEnded,
        Event.OrderRejected,
        Event.OrderOutcomeUnknown,
        Event.OrderStatusReported,
        Event.BalanceReported,
        Event.PositionReported,
        Event.ExternalFlowReported,
        Event.AssetPriced,
        Event.VenueStatusChanged,
        Event.ClockOffsetMeasured,
        Event.FundingSettled,
        Event.FundingRateReported,
        Event.WalletStatusChanged,
        Event.MarginReported,
        Event.TimerFired,
        Event.CycleStarted,
        Event.GuardReported,
        Event.OperatorCommand,
        Event.Restarted {
  /** An amount that the venue has not told. */
  long NOT_TOLD = Ledger.NOT_TOLD;

  /** When we received it. */
  long timeNs();

  /** A public trade on a venue. */
  record TradePrinted(
      long timeNs, int instrumentId, long priceE8, long quantityE8, Side taker, long venueMs)
      implements Event {}

  /** The venue has taken the order. */
  record OrderAccepted(long timeNs, long orderId, String venueOrderId) implements Event {}

  /**
   * One execution.
   *
   * @param fillId the venue's trade id: the same id twice is the same fill
   * @param feeE8 in units of the fee asset, not negative unless a rebate
   * @param realizedE8 profit in the quote asset that the venue says this fill of a perpetual has
   *     realised (Binance: {@code rp}, {@code realizedPnl}), or {@link #NOT_TOLD}
   */
  record OrderFilled(
      long timeNs,
      long orderId,
      String fillId,
      long priceE8,
      long quantityE8,
      long feeE8,
      Asset feeAsset,
      long realizedE8)
      implements Event {
    /** A fill of which the venue does not tell a realised profit. */
    public OrderFilled(
        long timeNs,
        long orderId,
        String fillId,
        long priceE8,
        long quantityE8,
        long feeE8,
        Asset feeAsset) {
      this(timeNs, orderId, fillId, priceE8, quantityE8, feeE8, feeAsset, NOT_TOLD);
    }
  }

  /** The venue has ended the order; what is not filled by now was cancelled. */
  record OrderEnded(long timeNs, long orderId, long filledE8) implements Event {}

  /**
   * The venue has refused the order, or it was never sent: nothing of it can have been filled.
   *
   * @param retryNs 0 if the refusal was about the order; otherwise the venue takes no order at all
   *     for so long (429, 418, no connection), as it has told or as the connector assumes
   */
  record OrderRejected(long timeNs, long orderId, String code, String message, long retryNs)
      implements Event {
    /** Code of a reduce-only order that found no position which it could have made smaller. */
    public static final String NOTHING_TO_REDUCE = "REDUCE_ONLY";

    /** A refusal that was about the order. */
    public OrderRejected(long timeNs, long orderId, String code, String message) {
      this(timeNs, orderId, code, message, 0);
    }

    /** True if the venue holds less than we think: a fill has not been heard of. */
    boolean nothingToReduce() {
      return code.equals(NOTHING_TO_REDUCE);
    }
  }

  /** Timeout, disconnect or unreadable answer: the order may or may not be at the venue. */
  record OrderOutcomeUnknown(long timeNs, long orderId, String reason) implements Event {}

  /**
   * The answer to a query.
   *
   * @param found false if the venue knows no such order
   * @param open true if it is still working
   * @param filledE8 cumulative filled quantity
   */
  record OrderStatusReported(long timeNs, long orderId, boolean found, boolean open, long filledE8)
      implements Event {}

  /** Balance at a venue: available and reserved by open orders. */
  record BalanceReported(long timeNs, Venue venue, Asset asset, long freeE8, long lockedE8)
      implements Event {}

  /** Open contracts of a perpetual at its venue, positive when long; 0 when flat. */
  record PositionReported(long timeNs, int instrumentId, long netE8) implements Event {}

  /**
   * A deposit, a withdrawal, or somebody's trade by hand: not by an order of ours.
   *
   * @param amountE8 negative if it left
   * @param key the venue's id of it: the same key twice is the same flow
   */
  record ExternalFlowReported(long timeNs, Venue venue, Asset asset, long amountE8, String key)
      implements Event {}

  /** Price in USDT of an asset that is not traded here, so that fees in it can be valued. */
  record AssetPriced(long timeNs, Asset asset, long usdtE8) implements Event {}

  /** A venue connection changed. */
  record VenueStatusChanged(long timeNs, Venue venue, VenueStatus status, String reason)
      implements Event {}

  /** The venue's clock less ours. */
  record ClockOffsetMeasured(long timeNs, Venue venue, long offsetNs) implements Event {}

  /**
   * Funding of a perpetual: {@code rateE8} of the mark notional, longs pay if positive.
   *
   * @param settledMs the venue's time of the settlement: the same twice is the same payment
   * @param amountE8 what the venue says was received, negative if paid, or {@link #NOT_TOLD}
   */
  record FundingSettled(
      long timeNs, int instrumentId, long settledMs, long rateE8, long markPriceE8, long amountE8)
      implements Event {}

  /**
   * The rate that the next settlement of a perpetual is expected to have.
   *
   * @param rateE8 of the mark notional, longs pay if positive
   * @param intervalHours hours between settlements, as the venue says, at least 1
   * @param nextMs time of the next settlement, ms since the epoch; 0 if not known
   */
  record FundingRateReported(
      long timeNs, int instrumentId, long rateE8, int intervalHours, long nextMs) implements Event {
    /** A rate of which the time is not known. */
    public FundingRateReported(long timeNs, int instrumentId, long rateE8, int intervalHours) {
      this(timeNs, instrumentId, rateE8, intervalHours, 0);
    }
  }

  /**
   * How far the margin of a perpetual is used up, as its venue says.
   *
   * @param ratioPpm maintenance margin over margin balance; liquidated at 1,000,000
   * @param liquidationE8 price at which it is liquidated, 0 if there is none
   */
  record MarginReported(long timeNs, int instrumentId, long ratioPpm, long liquidationE8)
      implements Event {}

  /**
   * Whether a coin can be moved to and from a venue. Only ever a reason not to trade: the venues
   * warn that it may be minutes late.
   */
  record WalletStatusChanged(
      long timeNs, Venue venue, Asset asset, boolean depositOpen, boolean withdrawOpen)
      implements Event {}

  /** A timer asked for with {@link Command.ScheduleTimer} is due. */
  record TimerFired(long timeNs, long timerId) implements Event {}

  /** A cycle of the live loop begins: guard, stop-loss and rebalancing are evaluated. */
  record CycleStarted(long timeNs, long cycle) implements Event {}

  /** What the shell sees of the conditions for live trading. */
  record GuardReported(long timeNs, GuardFacts facts) implements Event {}

  /**
   * The process has been started again on this state. Whatever was in flight may or may not have
   * reached its venue: it is of unknown outcome and asked for. Timers are asked for anew, no book
   * is trusted until its next update and no venue until its next status.
   */
  record Restarted(long timeNs) implements Event {}

  /** The operator's (or the shutdown's) word. */
  record OperatorCommand(long timeNs, Action action, String reason) implements Event {
    /** What the operator can ask. */
    public enum Action {
      /** No new entries, exits go on. */
      REDUCE,
      /** No new entries; cancel and hedge only. Latched until RESUME. */
      HALT,
      /** Back to normal; what differs at the venues is taken over as an external flow. */
      RESUME,
      /** Close all pairs, then stay REDUCING. */
      FLATTEN,
      /** The operation asks for a pause of entries, whatever the trading state is. */
      PAUSE_ENTRIES,
      /** The pause is over. */
      RESUME_ENTRIES,
      /** Tell the figures of the running Seoul day; trading is not touched. */
      REPORT_DAY
    }
  }
}
