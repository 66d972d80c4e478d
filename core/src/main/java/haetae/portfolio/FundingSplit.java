package haetae.portfolio;

import haetae.market.Fixed;
import haetae.portfolio.Ledger.FundingShare;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a funding payment among the trades that hold the perpetual, by their signed quantity, so
 * that the shares add to the payment exactly (largest remainder). What no trade holds goes to trade
 * 0. Pure.
 */
public final class FundingSplit {
  /** A trade's signed quantity of the perpetual. */
  public record Holder(long tradeId, long netE8) {}

  private FundingSplit() {}

  /**
   * The shares, in the order of the holders, without those of nothing.
   *
   * @param amountE8 what was received, negative if paid
   * @param netE8 signed quantity of the whole position
   * @param holders trades that hold some of it
   */
  public static List<FundingShare> of(long amountE8, long netE8, List<Holder> holders) {
    List<Holder> all = new ArrayList<>(holders);
    long held = 0;
    for (Holder holder : holders) {
      held = Math.addExact(held, holder.netE8());
    }
    all.add(new Holder(0, netE8 - held));
    if (netE8 == 0) {
      return amountE8 == 0 ? List.of() : List.of(new FundingShare(0, amountE8));
    }
    return apportion(amountE8, netE8, all);
  }

  private static List<FundingShare> apportion(long amountE8, long netE8, List<Holder> all) {
    long[] shares = new long[all.size()];
    long left = amountE8;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Fixed.mulDiv(amountE8, all.get(i).netE8(), netE8, RoundingMode.FLOOR);
      left -= shares[i];
    }
    // Fewer units are left than there are holders: each goes to the largest remainder not served.
    boolean[] served = new boolean[shares.length];
    for (; left > 0; left--) {
      int best = -1;
      for (int i = 0; i < shares.length; i++) {
        if (!served[i] && (best < 0 || remainder(amountE8, netE8, all, i, best) > 0)) {
          best = i;
        }
      }
      served[best] = true;
      shares[best]++;
    }
    List<FundingShare> result = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] != 0) {
        result.add(new FundingShare(all.get(i).tradeId(), shares[i]));
      }
    }
    return result;
  }

  /** Compares the remainders of two shares: positive if that of a is larger. */
  private static int remainder(long amountE8, long netE8, List<Holder> all, int a, int b) {
    return remainderOf(amountE8, netE8, all.get(a))
        .compareTo(remainderOf(amountE8, netE8, all.get(b)));
  }

  private static BigInteger remainderOf(long amountE8, long netE8, Holder holder) {
    var product =
        BigInteger.valueOf(amountE8)
            .multiply(BigInteger.valueOf(holder.netE8()))
            .multiply(BigInteger.valueOf(Long.signum(netE8)));
    return product.mod(BigInteger.valueOf(Math.abs(netE8)));
  }
}
