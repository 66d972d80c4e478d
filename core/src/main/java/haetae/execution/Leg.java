package haetae.execution;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;

/**
 * One venue's side of a pair trade: what has really filled there, and the one order that may be at
 * work. Threads: the engine's.
 */
public final class Leg {
  private final Instrument instrument;
  private long netE8;
  private long boughtE8;
  private long soldE8;
  private long paidE8;
  private long receivedE8;
  private long feeQuoteE8;
  private int orders;
  private long activeOrderId;
  private long activeLeftE8;

  Leg(Instrument instrument) {
    this.instrument = instrument;
  }

  /** What it trades. */
  public Instrument instrument() {
    return instrument;
  }

  /** Signed base quantity held through this leg, after fees taken in the base asset. */
  public long netE8() {
    return netE8;
  }

  /** Least that it can hold once its order in flight has ended. */
  public long lowE8() {
    return netE8 + Math.min(0, activeLeftE8);
  }

  /** Most that it can hold once its order in flight has ended. */
  public long highE8() {
    return netE8 + Math.max(0, activeLeftE8);
  }

  /** True while an order of this leg is in flight. */
  public boolean busy() {
    return activeOrderId != 0;
  }

  /** Quote asset paid for buys, without fees. */
  public long paidE8() {
    return paidE8;
  }

  /** Quote asset received for sells, without fees. */
  public long receivedE8() {
    return receivedE8;
  }

  /** Fees taken in the quote asset. */
  public long feeQuoteE8() {
    return feeQuoteE8;
  }

  /** Average price of all fills on a side, rounded down; 0 if there was none. */
  public long averageE8(Side side) {
    long quantity = side == Side.BUY ? boughtE8 : soldE8;
    long funds = side == Side.BUY ? paidE8 : receivedE8;
    return quantity == 0 ? 0 : Fixed.divideE8(funds, quantity, RoundingMode.DOWN);
  }

  /** Orders sent so far. */
  public int orders() {
    return orders;
  }

  /** Counts one more order; returns its number, from 1. */
  public int countOrder() {
    return ++orders;
  }

  /** Holds so much more, without a fill: dust of another trade, or given back to it. */
  void takeOver(long signedE8) {
    netE8 = Math.addExact(netE8, signedE8);
  }

  void orderSent(long orderId, Side side, long quantityE8) {
    activeOrderId = orderId;
    activeLeftE8 = side.sign() * quantityE8;
  }

  void orderEnded(long orderId) {
    if (orderId == activeOrderId) {
      activeOrderId = 0;
      activeLeftE8 = 0;
    }
  }

  /** Books one fill of an order, which need not be the one in flight. */
  void fill(long orderId, Side side, PairTrade.LegFill fill) {
    long quantityE8 = fill.quantityE8();
    if (side == Side.BUY) {
      boughtE8 = Math.addExact(boughtE8, quantityE8);
      paidE8 = Math.addExact(paidE8, fill.fundsE8());
    } else {
      soldE8 = Math.addExact(soldE8, quantityE8);
      receivedE8 = Math.addExact(receivedE8, fill.fundsE8());
    }
    netE8 = Math.addExact(netE8, side.sign() * quantityE8 - fill.feeBaseE8());
    feeQuoteE8 = Math.addExact(feeQuoteE8, fill.feeQuoteE8());
    if (orderId == activeOrderId) {
      long left = Math.max(0, Math.abs(activeLeftE8) - quantityE8);
      activeLeftE8 = side.sign() * left;
    }
  }

  void save(StateOut out) {
    out.putLong(netE8).putLong(boughtE8).putLong(soldE8).putLong(paidE8).putLong(receivedE8);
    out.putLong(feeQuoteE8).putLong(orders).putLong(activeOrderId).putLong(activeLeftE8);
  }

  void load(StateIn in) {
    netE8 = in.getLong();
    boughtE8 = in.getLong();
    soldE8 = in.getLong();
    paidE8 = in.getLong();
    receivedE8 = in.getLong();
    feeQuoteE8 = in.getLong();
    orders = in.getInt();
    activeOrderId = in.getLong();
    activeLeftE8 = in.getLong();
  }
}
