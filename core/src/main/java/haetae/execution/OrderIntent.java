package haetae.execution;

import static java.util.Objects.requireNonNull;

import haetae.market.Instrument;
import haetae.market.Side;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.List;

/**
 * An order that execution wants; nothing is sent before risk has approved it.
 *
 * <p>All orders are price-protected immediate-or-cancel limit orders: what does not fill at once at
 * the limit or better is cancelled by the venue.
 *
 * @param orderId counted by the engine, unique in a session
 * @param tradeId pair trade it belongs to, counted from 1
 * @param attempt 1 for the first order of a leg, counting up
 * @param purpose why it is wanted
 * @param quantityE8 base quantity, a positive multiple of the lot
 * @param limitPriceE8 protection price on the venue's grid
 * @param reduceOnly true if it may only shrink a perpetual position
 */
public record OrderIntent(
    long orderId,
    long tradeId,
    int attempt,
    Purpose purpose,
    Instrument instrument,
    Side side,
    long quantityE8,
    long limitPriceE8,
    boolean reduceOnly) {
  /** Why an order is wanted. */
  public enum Purpose {
    /** Opens new exposure: the lead leg of an entry. */
    ENTRY,
    /** Closes a hedged pair: the lead leg of an exit. */
    EXIT,
    /** Matches what the other leg has filled. */
    HEDGE,
    /** Reverses a leg that could not be matched. */
    UNWIND,
    /** Trades dust of ended trades away. */
    SWEEP
  }

  /** Checks ids, quantity and price. */
  public OrderIntent {
    requireNonNull(purpose, "purpose");
    requireNonNull(instrument, "instrument");
    requireNonNull(side, "side");
    if (orderId <= 0 || tradeId <= 0 || attempt <= 0 || quantityE8 <= 0 || limitPriceE8 <= 0) {
      throw new IllegalArgumentException("order intent with a value that is not positive");
    }
  }

  /** True if it adds exposure rather than removing it. */
  public boolean opensRisk() {
    return purpose == Purpose.ENTRY;
  }

  /** True if an exposure waits for it: it goes before all that begins something. */
  public boolean urgent() {
    return purpose != Purpose.ENTRY && purpose != Purpose.SWEEP;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(orderId).putLong(tradeId).putLong(attempt).putEnum(purpose);
    out.putLong(instrument.id()).putEnum(side).putLong(quantityE8).putLong(limitPriceE8);
    out.putBool(reduceOnly);
  }

  /**
   * Reads what {@link #save} has written.
   *
   * @param instruments all instruments, by id
   */
  public static OrderIntent load(StateIn in, List<Instrument> instruments) {
    return new OrderIntent(
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getEnum(Purpose.values()),
        instruments.get(in.getCount(instruments.size() - 1)),
        in.getEnum(Side.values()),
        in.getLong(),
        in.getLong(),
        in.getBool());
  }
}
