package haetae.risk;

import haetae.market.Fixed;
import haetae.market.Side;
import java.math.RoundingMode;

/** Exit rules of a hedged pair. Pure decisions. */
public final class StopLoss {
  /**
   * Least distance of the ATR stop. On a quiet market the range shrinks to nothing, and crossing
   * both spreads (entry and exit premium are both executable) would stop every pair at once.
   */
  public static final long ATR_FLOOR_PPM = 2_000;

  private StopLoss() {}

  /** What an exit rule says. */
  public enum Verdict {
    HOLD(false),
    /** Static stop. */
    STOP_STATIC(true),
    /** Stop at a distance of the true range. */
    STOP_ATR(true),
    /** The premium has moved too far against the pair. */
    STOP_PREMIUM_WIDENED(true),
    /** The z-score of the premium went on beyond what the strategy bears. */
    STOP_Z(true),
    /** Funding is expected to cost more than leaving. */
    FUNDING_STOP(false),
    /** Transfers are blocked: the gap is no price; a human decides. */
    NO_AUTO_STOP(false),
    /** Held for too long. */
    TIME_STOP(false),
    /** The target is reached. */
    TAKE_PROFIT(false),
    /** The premium is back near its mean. */
    REVERTED(false);

    private final boolean loss;

    Verdict(boolean loss) {
      this.loss = loss;
    }

    /** True if it is a stop-loss. */
    public boolean loss() {
      return loss;
    }
  }

  /**
   * How far the premium has moved against a pair since its entry, in ppm; negative is favourable.
   * Long Upbit loses when the premium falls, short Upbit when it rises.
   */
  public static long adversePpm(Side upbitSide, long entryPpm, long exitPpm) {
    return upbitSide == Side.BUY ? entryPpm - exitPpm : exitPpm - entryPpm;
  }

  /**
   * Judges a pair.
   *
   * @param adversePpm adverse move of the executable exit premium since the entry
   * @param atrPpm average true range of the premium, negative while its window is not full
   * @param blocked transfers between the venues are blocked
   */
  public static Verdict judge(
      StopRules rules, long adversePpm, long atrPpm, long heldNs, boolean blocked) {
    Verdict stop = rules.enabled() ? stop(rules, adversePpm, atrPpm) : Verdict.HOLD;
    if (stop != Verdict.HOLD) {
      return blocked ? Verdict.NO_AUTO_STOP : stop;
    }
    if (rules.targetPpm() > 0 && -adversePpm >= rules.targetPpm()) {
      return Verdict.TAKE_PROFIT;
    }
    return heldNs >= rules.maxHoldNs() ? Verdict.TIME_STOP : Verdict.HOLD;
  }

  private static Verdict stop(StopRules rules, long adversePpm, long atrPpm) {
    if (rules.premiumStopPpm() > 0 && adversePpm >= rules.premiumStopPpm()) {
      return Verdict.STOP_PREMIUM_WIDENED;
    }
    if (!rules.dynamic()) {
      return adversePpm >= rules.staticPpm() ? Verdict.STOP_STATIC : Verdict.HOLD;
    }
    boolean full = atrPpm >= 0;
    return full && adversePpm >= atrDistancePpm(rules, atrPpm) ? Verdict.STOP_ATR : Verdict.HOLD;
  }

  private static long atrDistancePpm(StopRules rules, long atrPpm) {
    long distance = Fixed.partE8(atrPpm, rules.atrMultiplePpm(), RoundingMode.CEILING);
    return Math.max(ATR_FLOOR_PPM, distance);
  }

  /**
   * Stop price of a single position: {@code entry × (1 - pct)} for a long, {@code entry × (1 +
   * pct)} for a short. Worked number: long from 50,000,000 with 1.2 % stops at 49,400,000.
   */
  public static long stopPriceE8(Side side, long entryE8, long stopPpm) {
    long factor = side == Side.BUY ? Fixed.MILLION - stopPpm : Fixed.MILLION + stopPpm;
    return Fixed.partE8(entryE8, factor, RoundingMode.HALF_EVEN);
  }

  /** True if a price is at or beyond the stop of a position. */
  public static boolean hit(Side side, long entryE8, long stopPpm, long priceE8) {
    long stop = stopPriceE8(side, entryE8, stopPpm);
    return side == Side.BUY ? priceE8 <= stop : priceE8 >= stop;
  }
}
