package haetae.portfolio;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;

/**
 * A signed position in a linear perpetual. Margin, profit and funding are in its quote asset.
 *
 * <p>The signed cost of the open quantity is kept, not an average price, so nothing is lost to
 * rounding over many fills. Where the venue tells what each fill realised, net and cost are sums
 * that do not depend on the order in which fills are reported: {@code cost' = cost ± funds +
 * realised}. Threads: one owner.
 */
public final class PerpetualPosition {
  private long netE8;
  private long signedCostE8;

  /** Signed base quantity, positive when long. */
  public long netE8() {
    return netE8;
  }

  /** Absolute notional at which the open quantity was entered. */
  public long costE8() {
    return Math.abs(signedCostE8);
  }

  /** Average entry price, rounded down; 0 when flat. */
  public long entryE8() {
    return netE8 == 0 ? 0 : Fixed.divideE8(costE8(), Math.abs(netE8), RoundingMode.DOWN);
  }

  /**
   * Applies a fill and reckons what it realises, by average cost.
   *
   * @return realised profit in the quote asset, before fees; 0 when the fill only adds
   */
  public long fill(Side side, long quantityE8, long priceE8) {
    long funds = Fixed.multiplyE8(quantityE8, priceE8, RoundingMode.HALF_EVEN);
    long realized = realizedE8(side, quantityE8, funds);
    apply(side, quantityE8, funds, realized);
    return realized;
  }

  /** Applies a fill; what it realises is the venue's own word where there is one. */
  long fill(Side side, Ledger.FillAmounts amounts) {
    if (amounts.realizedE8() == Ledger.NOT_TOLD) {
      return fill(side, amounts.quantityE8(), amounts.priceE8());
    }
    apply(side, amounts.quantityE8(), amounts.fundsE8(), amounts.realizedE8());
    return amounts.realizedE8();
  }

  private long realizedE8(Side side, long quantityE8, long fundsE8) {
    if (netE8 == 0 || Long.signum(netE8) == side.sign()) {
      return 0;
    }
    long open = Math.abs(netE8);
    long closed = Math.min(open, quantityE8);
    long basis = Long.signum(netE8) * signedCostE8;
    long closedCost =
        closed == open ? basis : Fixed.mulDiv(basis, closed, open, RoundingMode.HALF_EVEN);
    long closedFunds =
        closed == quantityE8
            ? fundsE8
            : Fixed.mulDiv(fundsE8, closed, quantityE8, RoundingMode.HALF_EVEN);
    return netE8 > 0 ? closedFunds - closedCost : closedCost - closedFunds;
  }

  private void apply(Side side, long quantityE8, long fundsE8, long realizedE8) {
    netE8 = Math.addExact(netE8, side.sign() * quantityE8);
    long cost = Math.addExact(side.sign() * fundsE8, realizedE8);
    signedCostE8 = Math.addExact(signedCostE8, cost);
  }

  /** Takes over a signed quantity at a price, without realising anything. */
  void adopt(long quantityE8, long priceE8) {
    long cost = Fixed.multiplyE8(quantityE8, priceE8, RoundingMode.HALF_EVEN);
    netE8 = Math.addExact(netE8, quantityE8);
    signedCostE8 = Math.addExact(signedCostE8, cost);
  }

  /**
   * Cash flow of one funding settlement: {@code -net × mark × rate}; a positive rate makes longs
   * pay shorts. Worked number: short 0.5 at mark 77,100 with 0.0001 receives 3.855.
   */
  public long fundingE8(long markE8, long rateE8) {
    long notional = Fixed.multiplyE8(netE8, markE8, RoundingMode.HALF_EVEN);
    return -Fixed.multiplyE8(notional, rateE8, RoundingMode.HALF_EVEN);
  }

  /** Profit of closing the whole position at a price, before fees. */
  public long unrealizedE8(long priceE8) {
    return Fixed.multiplyE8(netE8, priceE8, RoundingMode.HALF_EVEN) - signedCostE8;
  }

  /**
   * Price at which an isolated short of a single bracket is liquidated: {@code (wallet + cum +
   * q·entry) / (q·(1 + mmr))}.
   *
   * @param walletE8 isolated margin
   * @param maintenancePpm maintenance margin rate of the bracket
   * @param cumE8 maintenance amount of the bracket
   */
  public static long shortLiquidationE8(
      long walletE8, long quantityE8, long entryE8, long maintenancePpm, long cumE8) {
    long entryWorth = Fixed.multiplyE8(quantityE8, entryE8, RoundingMode.FLOOR);
    long numerator = Math.addExact(Math.addExact(walletE8, cumE8), entryWorth);
    long perUnit = Fixed.divideE8(numerator, quantityE8, RoundingMode.FLOOR);
    return Fixed.mulDiv(perUnit, Fixed.MILLION, Fixed.MILLION + maintenancePpm, RoundingMode.FLOOR);
  }

  /** Maintenance margin over margin balance of an isolated short, rounded up; liquidated at 1. */
  public static long shortMarginRatioPpm(
      long walletE8, long quantityE8, long entryE8, long markE8, long maintenancePpm) {
    long worth = Fixed.multiplyE8(quantityE8, markE8, RoundingMode.CEILING);
    long maintenance = Fixed.partE8(worth, maintenancePpm, RoundingMode.CEILING);
    long profit = Fixed.multiplyE8(quantityE8, entryE8 - markE8, RoundingMode.FLOOR);
    long balance = Math.addExact(walletE8, profit);
    return balance <= 0
        ? Fixed.MILLION
        : Fixed.mulDiv(maintenance, Fixed.MILLION, balance, RoundingMode.CEILING);
  }

  /** Another position that stands as this one does. */
  public PerpetualPosition copy() {
    PerpetualPosition copy = new PerpetualPosition();
    copy.netE8 = netE8;
    copy.signedCostE8 = signedCostE8;
    return copy;
  }

  void save(StateOut out) {
    out.putLong(netE8).putLong(signedCostE8);
  }

  void load(StateIn in) {
    netE8 = in.getLong();
    signedCostE8 = in.getLong();
  }
}
