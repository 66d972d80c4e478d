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
 * @param tradingKrwE8 of this, without the FX effect of the pairs
 * @param fxKrwE8 FX effect: of the pairs, and of the USDT held; {@code trading + fx = pnl +
 *     walletFx}
 * @param walletFxKrwE8 of this, gain of the USDT held by moves of KRW-USDT
 * @param fundingKrwE8 funding received
 * @param equityKrwE8 capital, profit and gain of the USDT held, 0 before it can be valued
 * @param residualKrwE8 worth of the dust that ended trades have left, without sign
 * @param orderErrors rejects, unknown outcomes and refused orders
 * @param ledgerBreaks times the ledger differed from a venue
 * @param unhedgedMs age of the oldest leg that stands alone, 0 if none
 * @param worstOrderAckMs age of the oldest order without an answer, 0 if none
 * @param clockOffsetMs largest absolute offset of a venue clock, -1 if one was never measured
 * @param feedAgeMs by venue: age of its stalest instrument in use, -1 if never seen
 * @param refusals count of refusals by code
 * @param guard live guard's last verdict
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
    long tradingKrwE8,
    long fxKrwE8,
    long walletFxKrwE8,
    long fundingKrwE8,
    long equityKrwE8,
    long residualKrwE8,
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
    GuardStatus guard) {

  /** Takes copies of the collections. */
  public EngineSnapshot {
    feedAgeMs = List.copyOf(feedAgeMs);
    refusals = Map.copyOf(refusals);
  }
}
