package haetae.portfolio;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.market.Venue;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Double-entry ledger of all venues and assets. Each posting moves an amount of one asset from one
 * account to another, so the sum over all accounts of an asset is always zero; what a venue should
 * show is the sum of its WALLET account.
 *
 * <p>A posting has a key; the same key is booked once. The last {@value #KEYS_KEPT} keys are
 * remembered. Units: E8 of the asset. Threads: the engine's.
 */
public final class Ledger {
  /** Keys remembered against double booking. */
  public static final int KEYS_KEPT = 100_000;

  /** What an amount is for. */
  public enum Account {
    /** What the venue holds for us. */
    WALLET,
    /** Other traders, from whom coins come and to whom they go. */
    MARKET,
    /** Fees paid. */
    FEES,
    /** Realised profit of perpetuals. */
    PERPETUAL_PROFIT,
    /** Funding of perpetuals. */
    FUNDING,
    /** Deposits, withdrawals and opening balances. */
    EXTERNAL
  }

  /** What the ledger says and what the venue says, when they differ. */
  public record Difference(Venue venue, Asset asset, long ledgerE8, long venueE8) {
    /** Venue less ledger. */
    public long gapE8() {
      return venueE8 - ledgerE8;
    }
  }

  private record Key(Venue venue, Account account, Asset asset) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byVenue = venue.compareTo(other.venue);
      int byAccount = byVenue != 0 ? byVenue : account.compareTo(other.account);
      return byAccount != 0 ? byAccount : asset.compareTo(other.asset);
    }
  }

  private final Map<Key, long[]> balances = new TreeMap<>();
  private final Map<Integer, PerpetualPosition> perpetuals = new TreeMap<>();
  private final Set<String> keys = new LinkedHashSet<>();
  private long postings;

  /**
   * Books one fill.
   *
   * @param fillId the venue's trade id
   * @return false if this fill was booked before; nothing changes then
   */
  public boolean postFill(Instrument instrument, Side side, FillAmounts amounts, String fillId) {
    Venue venue = instrument.venue();
    if (!remember(venue + ":fill:" + instrument.symbol() + ":" + fillId)) {
      return false;
    }
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      long realized = perpetual(instrument).fill(side, amounts.quantityE8(), amounts.priceE8());
      move(venue, instrument.quote(), Account.PERPETUAL_PROFIT, Account.WALLET, realized);
    } else {
      long quantity = side.sign() * amounts.quantityE8();
      move(venue, instrument.base(), Account.MARKET, Account.WALLET, quantity);
      long funds = side.sign() * amounts.fundsE8();
      move(venue, instrument.quote(), Account.WALLET, Account.MARKET, funds);
    }
    move(venue, amounts.feeAsset(), Account.WALLET, Account.FEES, amounts.feeE8());
    return true;
  }

  /**
   * Amounts of one fill.
   *
   * @param feeE8 in units of the fee asset
   */
  public record FillAmounts(long priceE8, long quantityE8, long feeE8, Asset feeAsset) {
    /** Price times quantity, to the nearest 1e-8. */
    public long fundsE8() {
      return Fixed.multiplyE8(priceE8, quantityE8, RoundingMode.HALF_EVEN);
    }
  }

  /** Books funding received (or paid, if negative); false if the key was booked before. */
  public boolean postFunding(Instrument instrument, long amountE8, String key) {
    if (!remember(instrument.venue() + ":funding:" + key)) {
      return false;
    }
    move(instrument.venue(), instrument.quote(), Account.FUNDING, Account.WALLET, amountE8);
    return true;
  }

  /** Books a deposit (or withdrawal, if negative); false if the key was booked before. */
  public boolean postExternal(Venue venue, Asset asset, long amountE8, String key) {
    if (!remember(venue + ":external:" + key)) {
      return false;
    }
    move(venue, asset, Account.EXTERNAL, Account.WALLET, amountE8);
    return true;
  }

  private boolean remember(String key) {
    if (!keys.add(key)) {
      return false;
    }
    if (keys.size() > KEYS_KEPT) {
      var oldest = keys.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  private void move(Venue venue, Asset asset, Account from, Account to, long amountE8) {
    if (amountE8 == 0) {
      return;
    }
    long[] source = balances.computeIfAbsent(new Key(venue, from, asset), k -> new long[1]);
    long[] target = balances.computeIfAbsent(new Key(venue, to, asset), k -> new long[1]);
    source[0] = Math.subtractExact(source[0], amountE8);
    target[0] = Math.addExact(target[0], amountE8);
    postings++;
  }

  /** Position in a perpetual; never null, maybe flat. */
  public PerpetualPosition perpetual(Instrument instrument) {
    return perpetuals.computeIfAbsent(instrument.id(), id -> new PerpetualPosition());
  }

  /** Notional at which all open perpetuals of a venue were entered. */
  public long openCostE8(Venue venue) {
    // Perpetuals exist at one venue only.
    long cost = 0;
    for (PerpetualPosition position : perpetuals.values()) {
      cost += venue == Venue.BINANCE ? position.costE8() : 0;
    }
    return cost;
  }

  /** Balance of an account. */
  public long balanceE8(Venue venue, Account account, Asset asset) {
    long[] balance = balances.get(new Key(venue, account, asset));
    return balance == null ? 0 : balance[0];
  }

  /** What the venue should show for an asset, free and reserved together. */
  public long walletE8(Venue venue, Asset asset) {
    return balanceE8(venue, Account.WALLET, asset);
  }

  /** Compares with what the venue shows; empty if they agree within the tolerance. */
  public List<Difference> compare(Venue venue, Asset asset, long venueE8, long toleranceE8) {
    long ours = walletE8(venue, asset);
    return Math.abs(venueE8 - ours) <= toleranceE8
        ? List.of()
        : List.of(new Difference(venue, asset, ours, venueE8));
  }

  /** Assets whose accounts do not sum to zero: always empty, or the ledger itself is broken. */
  public List<Asset> unbalanced() {
    Map<Asset, long[]> sums = new TreeMap<>();
    balances.forEach((k, v) -> sums.computeIfAbsent(k.asset(), a -> new long[1])[0] += v[0]);
    List<Asset> broken = new ArrayList<>();
    sums.forEach(
        (asset, sum) -> {
          if (sum[0] != 0) {
            broken.add(asset);
          }
        });
    return broken;
  }

  /** Postings booked so far. */
  public long postings() {
    return postings;
  }
}
