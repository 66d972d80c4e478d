package haetae.execution;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import java.math.RoundingMode;

/** One venue's side of a pair trade: what has really filled there. Threads: the engine's. */
public final class Leg {
  private final Instrument instrument;
  private long netE8;
  private long boughtE8;
  private long soldE8;
  private long paidE8;
  private long receivedE8;
  private long feeQuoteE8;
  private int orders;

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

  /** Books one fill. */
  void fill(Side side, long quantityE8, long fundsE8, long feeQuote, long feeBase) {
    if (side == Side.BUY) {
      boughtE8 = Math.addExact(boughtE8, quantityE8);
      paidE8 = Math.addExact(paidE8, fundsE8);
    } else {
      soldE8 = Math.addExact(soldE8, quantityE8);
      receivedE8 = Math.addExact(receivedE8, fundsE8);
    }
    netE8 = Math.addExact(netE8, side.sign() * quantityE8 - feeBase);
    feeQuoteE8 = Math.addExact(feeQuoteE8, feeQuote);
  }
}
