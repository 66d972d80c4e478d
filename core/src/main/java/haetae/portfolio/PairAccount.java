package haetae.portfolio;

import static java.util.Objects.requireNonNull;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import java.math.RoundingMode;

/**
 * Cash flows of one pair trade and what they come to in KRW.
 *
 * <p>A spot USDT flow is converted at the KRW-USDT mid of its own time. A perpetual moves only its
 * profit, which is converted at the mid of the time it is asked for. Fees are converted when
 * charged. Units: E8. Threads: the engine's.
 */
public final class PairAccount {
  private final Pair pair;
  private long upbitNetE8;
  private long upbitCashE8;
  private long binanceNetE8;
  private long binanceCashE8;
  private long binanceCashKrwE8;
  private long feesKrwE8;

  /** An account without flows. */
  public PairAccount(Pair pair) {
    this.pair = requireNonNull(pair, "pair");
  }

  /**
   * Books one fill.
   *
   * @param fxMidE8 KRW per USDT now
   */
  public void fill(Instrument instrument, Side side, Ledger.FillAmounts amounts, long fxMidE8) {
    long cash = -side.sign() * amounts.fundsE8();
    long quantity = side.sign() * amounts.quantityE8();
    long feeBase = amounts.feeAsset().equals(instrument.base()) ? amounts.feeE8() : 0;
    if (instrument.venue() == Venue.UPBIT) {
      upbitNetE8 = Math.addExact(upbitNetE8, quantity - feeBase);
      upbitCashE8 = Math.addExact(upbitCashE8, cash);
    } else {
      binanceNetE8 = Math.addExact(binanceNetE8, quantity - feeBase);
      binanceCashE8 = Math.addExact(binanceCashE8, cash);
      binanceCashKrwE8 = Math.addExact(binanceCashKrwE8, krw(cash, fxMidE8));
    }
    if (feeBase == 0) {
      boolean won = amounts.feeAsset().equals(Asset.KRW);
      feesKrwE8 += won ? amounts.feeE8() : krw(amounts.feeE8(), fxMidE8);
    }
  }

  /** Funding received, in USDT; negative when paid. */
  public void funding(long usdtE8, long fxMidE8) {
    feesKrwE8 -= krw(usdtE8, fxMidE8);
  }

  /** Fees paid less funding received, in KRW of their time; a fee in coin shows as missing coin. */
  public long feesKrwE8() {
    return feesKrwE8;
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
    long upbit = upbitCashE8 + Fixed.multiplyE8(upbitNetE8, upbitE8, RoundingMode.HALF_EVEN);
    long held = Fixed.multiplyE8(binanceNetE8, binanceE8, RoundingMode.HALF_EVEN);
    boolean perpetual = pair.binance().kind() == InstrumentKind.PERPETUAL;
    long binance =
        perpetual
            ? krw(Math.addExact(binanceCashE8, held), fxMidE8)
            : binanceCashKrwE8 + krw(held, fxMidE8);
    return Math.addExact(upbit, binance) - feesKrwE8;
  }

  /** KRW worth of what the Upbit leg holds, at a price. */
  public long exposureKrwE8(long upbitE8) {
    return Fixed.multiplyE8(Math.abs(upbitNetE8), upbitE8, RoundingMode.CEILING);
  }

  private static long krw(long usdtE8, long fxMidE8) {
    return Fixed.multiplyE8(usdtE8, fxMidE8, RoundingMode.HALF_EVEN);
  }
}
