package haetae.portfolio;

import haetae.market.Asset;
import haetae.market.Venue;
import haetae.portfolio.LedgerEntry.Account;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences to a venue that a human has taken over without knowing where they came from. A fill
 * of ours that is heard of later may be where: then so much of the adoption was wrong.
 *
 * <p>A fill explains an adoption of the same account that is of the same sign and was made after
 * its order was sent, and never more than is left of it. Units: E8. Threads: the engine's.
 */
public final class Adoptions {
  /** Adoptions remembered; what is older is past explaining. */
  private static final int KEPT = 64;

  private final List<Adoption> adoptions = new ArrayList<>();

  /**
   * One adoption.
   *
   * @param leftE8 signed amount that nothing has explained yet
   * @param priceE8 price at which contracts were taken over, 0 for a wallet
   * @param rateE8 KRW per unit of the asset, or of the contracts' quote asset, at which it was
   */
  public record Adoption(
      Venue venue,
      Account account,
      Asset asset,
      long leftE8,
      long priceE8,
      long rateE8,
      long timeNs) {
    private Adoption less(long takenE8) {
      return new Adoption(venue, account, asset, leftE8 - takenE8, priceE8, rateE8, timeNs);
    }

    private boolean explainedBy(Movement movement) {
      return venue == movement.venue()
          && account == movement.account()
          && asset.equals(movement.asset())
          && Long.signum(leftE8) == Long.signum(movement.amountE8())
          && movement.sentNs() < timeNs;
    }
  }

  /**
   * What a fill does to an account.
   *
   * @param sentNs when its order was sent
   */
  public record Movement(Venue venue, Account account, Asset asset, long amountE8, long sentNs) {
    private Movement less(long takenE8) {
      return new Movement(venue, account, asset, amountE8 - takenE8, sentNs);
    }
  }

  /** Something is taken over. */
  public void add(Adoption adoption) {
    adoptions.add(adoption);
    if (adoptions.size() > KEPT) {
      adoptions.removeFirst();
    }
  }

  /** The parts of adoptions that a movement explains, oldest first; they are forgotten here. */
  public List<Adoption> explain(Movement movement) {
    List<Adoption> explained = new ArrayList<>();
    Movement left = movement;
    for (int i = 0; i < adoptions.size() && left.amountE8() != 0; i++) {
      Adoption adoption = adoptions.get(i);
      if (adoption.explainedBy(left)) {
        long most = Math.min(Math.abs(adoption.leftE8()), Math.abs(left.amountE8()));
        long taken = Long.signum(left.amountE8()) * most;
        explained.add(adoption.less(adoption.leftE8() - taken));
        adoptions.set(i, adoption.less(taken));
        left = left.less(taken);
      }
    }
    adoptions.removeIf(adoption -> adoption.leftE8() == 0);
    return explained;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(adoptions.size());
    for (Adoption a : adoptions) {
      out.putEnum(a.venue()).putEnum(a.account()).putText(a.asset().code()).putLong(a.leftE8());
      out.putLong(a.priceE8()).putLong(a.rateE8()).putLong(a.timeNs());
    }
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    for (int i = in.getCount(KEPT); i > 0; i--) {
      adoptions.add(
          new Adoption(
              in.getEnum(Venue.values()),
              in.getEnum(Account.values()),
              new Asset(in.getText()),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong()));
    }
  }
}
