package haetae.engine;

import haetae.market.Direction;
import haetae.portfolio.Attribution;

/**
 * What a finished pair trade came to.
 *
 * @param openedNs engine time of the decision
 * @param closedNs engine time at which both legs were flat
 * @param quantityE8 base quantity that was hedged, 0 if none
 * @param entryPremiumPpm executable premium at entry
 * @param exitPremiumPpm executable premium at exit
 * @param pnlKrwE8 realised profit after fees, in KRW
 * @param feesKrwE8 fees of all fills, in KRW at the rate of their time
 * @param attribution where the profit came from; its total is the profit
 * @param exitReason why it was closed
 */
public record TradeRecord(
    long tradeId,
    String pair,
    Direction direction,
    long openedNs,
    long closedNs,
    long quantityE8,
    long entryPremiumPpm,
    long exitPremiumPpm,
    long pnlKrwE8,
    long feesKrwE8,
    Attribution attribution,
    String exitReason) {}
