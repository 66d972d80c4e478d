package haetae.engine;

import haetae.risk.GuardStatus;
import haetae.risk.TradingState;
import java.util.List;
import java.util.Map;

/**
 * What others may know of the engine, as of one moment. Immutable; safe on any thread.
 *
 * <p>Units: KRW amounts E8, times ns since the epoch, ages ms.
 *
 * @param cycle last cycle evaluated, 0 before the first
 * @param events events applied so far
 * @param bookUpdates of these, order books
 * @param badBooks of these, books unfit for a decision
 * @param signals opportunities seen
 * @param entries entry attempts sent to a venue
 * @param trades pair trades that came to stand hedged
 * @param tradesClosed of these, closed again
 * @param execRatePpm entries that became hedged trades, per signal
 * @param openPositions pair trades that hold exposure now
 * @param ordersInFlight orders sent and not settled
 * @param tradesInTransit pair trades with an order working or due
 * @param exposureKrwE8 notional of open positions
 * @param pnlKrwE8 realised plus unrealised
 * @param orderErrors rejects, unknown outcomes and refused orders
 * @param ledgerBreaks times the ledger differed from a venue
 * @param unhedgedMs age of the oldest leg that stands alone, 0 if none
 * @param worstOrderAckMs age of the oldest order without an answer, 0 if none
 * @param clockOffsetMs largest absolute offset of a venue clock, -1 if one was never measured
 * @param feedAgeMs by venue: age of its stalest instrument in use, -1 if never seen
 * @param refusals count of refusals by code
 * @param guard live guard's last verdict
 * @param stateHash hash of the engine's state, for comparing runs
 */
public record EngineSnapshot(
    long timeNs,
    long cycle,
    long events,
    long bookUpdates,
    long badBooks,
    long signals,
    long entries,
    long trades,
    long tradesClosed,
    long execRatePpm,
    int openPositions,
    int ordersInFlight,
    int tradesInTransit,
    long exposureKrwE8,
    long pnlKrwE8,
    long realizedKrwE8,
    long unrealizedKrwE8,
    long dailyKrwE8,
    long feesKrwE8,
    long safetyRejections,
    long stopLosses,
    long rebalances,
    long orderErrors,
    long ledgerBreaks,
    long unhedgedMs,
    long worstOrderAckMs,
    long clockOffsetMs,
    List<Long> feedAgeMs,
    Map<String, Long> refusals,
    TradingState tradingState,
    GuardStatus guard,
    long stateHash) {

  /** Takes copies of the collections. */
  public EngineSnapshot {
    feedAgeMs = List.copyOf(feedAgeMs);
    refusals = Map.copyOf(refusals);
  }
}
