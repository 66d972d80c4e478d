package haetae.portfolio;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Flows of one leg of a pair trade: what its opening and its closing side filled, in the quote
 * asset and in KRW of their own time. A fee taken in coin is booked as coin that was not traded.
 * Units: E8. Threads: the engine's.
 */
final class LegAccount {
  private final Side opening;
  private final boolean perpetual;
  private final PerpetualPosition position = new PerpetualPosition();
  private long openQuantityE8;
  private long openFundsE8;
  private long openKrwE8;
  private long closeQuantityE8;
  private long closeFundsE8;
  private long closeKrwE8;
  private long realizedKrwE8;

  LegAccount(Side opening, boolean perpetual) {
    this.opening = opening;
    this.perpetual = perpetual;
  }

  void fill(Side side, long quantityE8, long priceE8, long rateE8) {
    long funds = Fixed.multiplyE8(quantityE8, priceE8, RoundingMode.HALF_EVEN);
    book(side == opening, quantityE8, funds, krw(funds, rateE8));
    if (perpetual) {
      long realized = position.fill(side, quantityE8, priceE8);
      realizedKrwE8 = Math.addExact(realizedKrwE8, krw(realized, rateE8));
    }
  }

  /** Coin comes without a fill, as if it had been traded for its worth. */
  void takeOver(Dust dust) {
    book(
        Long.signum(dust.netE8()) == opening.sign(),
        Math.abs(dust.netE8()),
        Math.abs(dust.fundsE8()),
        Math.abs(dust.krwE8()));
  }

  /** What was taken over goes back. */
  void giveBack(Dust dust) {
    book(
        Long.signum(dust.netE8()) == opening.sign(),
        -Math.abs(dust.netE8()),
        -Math.abs(dust.fundsE8()),
        -Math.abs(dust.krwE8()));
  }

  private void book(boolean opens, long quantityE8, long fundsE8, long krwE8) {
    if (opens) {
      openQuantityE8 = Math.addExact(openQuantityE8, quantityE8);
      openFundsE8 = Math.addExact(openFundsE8, fundsE8);
      openKrwE8 = Math.addExact(openKrwE8, krwE8);
    } else {
      closeQuantityE8 = Math.addExact(closeQuantityE8, quantityE8);
      closeFundsE8 = Math.addExact(closeFundsE8, fundsE8);
      closeKrwE8 = Math.addExact(closeKrwE8, krwE8);
    }
  }

  /** Signed base quantity held. */
  long netE8() {
    return opening.sign() * (openQuantityE8 - closeQuantityE8);
  }

  long openQuantityE8() {
    return openQuantityE8;
  }

  /** What the leg made in KRW if what is held were closed at a price and rate. */
  long profitKrwE8(long priceE8, long rateE8) {
    if (perpetual) {
      return Math.addExact(realizedKrwE8, krw(position.unrealizedE8(priceE8), rateE8));
    }
    long flows = opening.sign() * Math.subtractExact(closeKrwE8, openKrwE8);
    long held = Fixed.multiplyE8(netE8(), priceE8, RoundingMode.HALF_EVEN);
    return Math.addExact(flows, krw(held, rateE8));
  }

  /** Average price of the opening side; the leg must have opened. */
  BigDecimal openPrice() {
    return ratio(openFundsE8, openQuantityE8);
  }

  /** Average KRW rate of the opening side. */
  BigDecimal openRate() {
    return ratio(openKrwE8, openFundsE8);
  }

  /** Average price of the closing side, what is still held closed at a price. */
  BigDecimal closePrice(long priceE8) {
    return ratio(closedFundsE8(priceE8), openQuantityE8);
  }

  /** Average KRW rate of the closing side, what is still held converted at a rate. */
  BigDecimal closeRate(long priceE8, long rateE8) {
    long rest = Math.subtractExact(closedFundsE8(priceE8), closeFundsE8);
    return ratio(Math.addExact(closeKrwE8, krw(rest, rateE8)), closedFundsE8(priceE8));
  }

  long closedFundsE8(long priceE8) {
    long rest = openQuantityE8 - closeQuantityE8;
    return Math.addExact(closeFundsE8, Fixed.multiplyE8(rest, priceE8, RoundingMode.HALF_EVEN));
  }

  private static long krw(long quoteE8, long rateE8) {
    return Fixed.multiplyE8(quoteE8, rateE8, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal ratio(long a, long b) {
    return BigDecimal.valueOf(a).divide(BigDecimal.valueOf(b), MathContext.DECIMAL128);
  }

  void save(StateOut out) {
    position.save(out);
    out.putLong(openQuantityE8).putLong(openFundsE8).putLong(openKrwE8);
    out.putLong(closeQuantityE8).putLong(closeFundsE8).putLong(closeKrwE8);
    out.putLong(realizedKrwE8);
  }

  void load(StateIn in) {
    position.load(in);
    openQuantityE8 = in.getLong();
    openFundsE8 = in.getLong();
    openKrwE8 = in.getLong();
    closeQuantityE8 = in.getLong();
    closeFundsE8 = in.getLong();
    closeKrwE8 = in.getLong();
    realizedKrwE8 = in.getLong();
  }
}
