package haetae.portfolio;

import static java.util.Objects.requireNonNull;

import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Cash flows of one pair trade and what they come to in KRW.
 *
 * <p>Each USDT flow is converted at the KRW-USDT mid of its own time: money of a spot fill, the
 * profit a fill of a perpetual realises (average cost of this trade's fills), funding, fees. What
 * is still held is valued at the prices and the mid of the time it is asked for. Units: E8.
 * Threads: the engine's.
 */
public final class PairAccount {
  private final Pair pair;
  private final Direction direction;
  private final LegAccount upbit;
  private final LegAccount binance;
  private final long[] decidedE8 = new long[4];
  private long feesKrwE8;
  private long fundingKrwE8;
  private long slippageKrwE8;

  /** An account without flows. */
  public PairAccount(Pair pair, Direction direction) {
    this.pair = requireNonNull(pair, "pair");
    this.direction = requireNonNull(direction, "direction");
    this.upbit = new LegAccount(direction.upbitSide(), false);
    this.binance =
        new LegAccount(direction.binanceSide(), pair.binance().kind() == InstrumentKind.PERPETUAL);
  }

  /**
   * Remembers the executable average prices of a decision; 0 if there was none. What later fills of
   * that side cost against them is slippage.
   *
   * @param entry true for the entry, false for the exit
   */
  public void decided(boolean entry, long upbitE8, long binanceE8) {
    int at = entry ? 0 : 2;
    decidedE8[at] = upbitE8;
    decidedE8[at + 1] = binanceE8;
  }

  /** Books one fill; amounts bring the rates of its time. */
  public void fill(Instrument instrument, Side side, Ledger.FillAmounts amounts) {
    boolean home = instrument.venue() == Venue.UPBIT;
    long rate = home ? Fixed.ONE : amounts.quoteRateE8();
    boolean inBase = amounts.feeAsset().equals(instrument.base());
    long quantity = amounts.quantityE8() - (inBase ? side.sign() * amounts.feeE8() : 0);
    (home ? upbit : binance).fill(side, quantity, amounts.priceE8(), rate);
    feesKrwE8 = Math.addExact(feesKrwE8, amounts.feeKrwE8());
    boolean opens = side == (home ? direction.upbitSide() : direction.binanceSide());
    long decided = decidedE8[(opens ? 0 : 2) + (home ? 0 : 1)];
    if (decided > 0) {
      slippageKrwE8 +=
          Shortfall.krwE8(side, amounts.quantityE8(), decided, amounts.priceE8(), rate);
    }
  }

  /** Dust of an ended trade becomes part of a spot leg. */
  public void takeOver(Venue venue, Dust dust) {
    leg(venue).takeOver(dust);
  }

  /** What was taken over goes back. */
  public void giveBack(Venue venue, Dust dust) {
    leg(venue).giveBack(dust);
  }

  private LegAccount leg(Venue venue) {
    return venue == Venue.UPBIT ? upbit : binance;
  }

  /** Funding received, in USDT; negative when paid. */
  public void funding(long usdtE8, long fxMidE8) {
    fundingKrwE8 += Fixed.multiplyE8(usdtE8, fxMidE8, RoundingMode.HALF_EVEN);
  }

  /** Fees paid in KRW of their time, whatever asset they were taken in. */
  public long feesKrwE8() {
    return feesKrwE8;
  }

  /** Funding received in KRW of its time. */
  public long fundingKrwE8() {
    return fundingKrwE8;
  }

  /** Signed base quantity that a leg holds. */
  public long netE8(Venue venue) {
    return leg(venue).netE8();
  }

  /**
   * Total profit if what is still held were closed at the given prices, fees of that close not
   * included.
   *
   * @param upbitE8 KRW price at which the Upbit quantity would close
   * @param binanceE8 USDT price at which the Binance quantity would close
   * @param fxMidE8 KRW per USDT now
   */
  public long profitKrwE8(long upbitE8, long binanceE8, long fxMidE8) {
    return legsKrwE8(upbitE8, binanceE8, fxMidE8) + fundingKrwE8 - feesKrwE8;
  }

  private long legsKrwE8(long upbitE8, long binanceE8, long fxMidE8) {
    long home = upbit.profitKrwE8(upbitE8, Fixed.ONE);
    return Math.addExact(home, binance.profitKrwE8(binanceE8, fxMidE8));
  }

  /** Where that profit came from; its total is {@link #profitKrwE8} of the same prices. */
  public Attribution attribution(long upbitE8, long binanceE8, long fxMidE8) {
    long legs = legsKrwE8(upbitE8, binanceE8, fxMidE8);
    long quantity = Math.min(upbit.openQuantityE8(), binance.openQuantityE8());
    boolean priced = upbit.closedFundsE8(upbitE8) > 0 && binance.closedFundsE8(binanceE8) > 0;
    boolean met = quantity > 0 && priced && binance.openRate().signum() > 0;
    Attribution plain =
        met ? met(quantity, legs, upbitE8, binanceE8, fxMidE8) : Attribution.unhedged(legs);
    return plain.with(fundingKrwE8, feesKrwE8, slippageKrwE8);
  }

  private Attribution met(
      long quantityE8, long legsE8, long upbitE8, long binanceE8, long fxMidE8) {
    BigDecimal signed = Fixed.toDecimal(direction.upbitSide().sign() * quantityE8);
    boolean perpetual = pair.binance().kind() == InstrumentKind.PERPETUAL;
    return Attribution.of(
        new Attribution.Legs(signed, perpetual, legsE8),
        new Attribution.Mark(upbit.openPrice(), binance.openPrice(), binance.openRate()),
        new Attribution.Mark(
            upbit.closePrice(upbitE8),
            binance.closePrice(binanceE8),
            binance.closeRate(binanceE8, fxMidE8)));
  }

  /** KRW worth of what the Upbit leg holds, at a price. */
  public long exposureKrwE8(long upbitE8) {
    return Fixed.multiplyE8(Math.abs(upbit.netE8()), upbitE8, RoundingMode.CEILING);
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    upbit.save(out);
    binance.save(out);
    out.putLongs(decidedE8).putLong(feesKrwE8).putLong(fundingKrwE8).putLong(slippageKrwE8);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    upbit.load(in);
    binance.load(in);
    in.getLongs(decidedE8, "number of decided prices");
    feesKrwE8 = in.getLong();
    fundingKrwE8 = in.getLong();
    slippageKrwE8 = in.getLong();
  }
}
