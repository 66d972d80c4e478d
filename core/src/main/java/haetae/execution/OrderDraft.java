package haetae.execution;

import haetae.execution.OrderIntent.Purpose;
import haetae.market.Instrument;
import haetae.market.Side;

/**
 * What execution wants to send next, before it has an id.
 *
 * @param remedy what it does about a leg that stands alone
 * @param quantityE8 multiple of the instrument's lot
 * @param limitPriceE8 on the instrument's grid
 * @param decisionPriceE8 price the decision was made at, to measure slippage against
 */
public record OrderDraft(
    Purpose purpose,
    Remedy remedy,
    Instrument instrument,
    Side side,
    long quantityE8,
    long limitPriceE8,
    long decisionPriceE8) {}
