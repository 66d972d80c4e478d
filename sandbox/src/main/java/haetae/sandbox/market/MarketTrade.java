package haetae.sandbox.market;

import haetae.market.Side;
import java.math.BigDecimal;

/**
 * A trade as the public sees it.
 *
 * @param id counted, per market
 * @param taker the aggressor's side
 * @param timeMs venue time
 */
public record MarketTrade(
    long id, BigDecimal price, BigDecimal quantity, Side taker, long timeMs) {}
