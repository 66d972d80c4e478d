package haetae.portfolio;

import static java.util.Objects.requireNonNull;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.LedgerEntry.Account;
import haetae.portfolio.LedgerEntry.Kind;
import haetae.state.RunningHash;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Double-entry ledger of all venues and assets. Each {@link LedgerEntry} moves an amount of one
 * asset from one account to another, so the sum over all accounts of an asset is always zero; what
 * a venue should show is its WALLET account, and for a perpetual its POSITION account.
 *
 * <p>The ledger keeps balances only; entries leave through the sink. What happened is known by
 * venue and venue id and booked once; the last {@value #KEYS_KEPT} are remembered. Units: E8 of the
 * asset. Threads: the engine's.
 */
public final class Ledger {
  /** Events remembered against double booking. */
  public static final int KEYS_KEPT = 20_000;

  /** A realised profit that the venue has not told. */
  public static final long NOT_TOLD = Long.MIN_VALUE;

  private static final class Balance {
    private long amountE8;
    private long postings;
  }

  private final Consumer<LedgerEntry> sink;
  private final Map<WalletKey, Balance> balances = new TreeMap<>();
  private final Map<Integer, PerpetualPosition> perpetuals = new TreeMap<>();
  private final Set<String> keys = new LinkedHashSet<>();
  private final RunningHash keyHash = new RunningHash();
  private long postings;

  /** An empty ledger that hands its entries to the sink. */
  public Ledger(Consumer<LedgerEntry> sink) {
    this.sink = requireNonNull(sink, "sink");
  }

  /**
   * Where a posting comes from.
   *
   * @param venueId the venue's id of what happened; the same id of a venue is booked once
   * @param tradeId pair trade, 0 if none
   * @param orderId order, 0 if none
   */
  public record Origin(Venue venue, String venueId, long tradeId, long orderId, long timeNs) {}

  /**
   * Amounts of one fill.
   *
   * @param feeE8 in units of the fee asset, negative for a rebate
   * @param realizedE8 profit the venue says a perpetual's fill has realised, or {@link #NOT_TOLD}
   * @param quoteRateE8 KRW per unit of the quote asset now, 0 if unknown
   * @param feeRateE8 KRW per unit of the fee asset now, 0 if unknown
   */
  public record FillAmounts(
      long priceE8,
      long quantityE8,
      long feeE8,
      Asset feeAsset,
      long realizedE8,
      long quoteRateE8,
      long feeRateE8) {
    /** Price times quantity, to the nearest 1e-8. */
    public long fundsE8() {
      return Fixed.multiplyE8(priceE8, quantityE8, RoundingMode.HALF_EVEN);
    }

    /** The fee in KRW, to the nearest 1e-8. */
    public long feeKrwE8() {
      return Fixed.multiplyE8(feeE8, feeRateE8, RoundingMode.HALF_EVEN);
    }
  }

  /**
   * Books one fill.
   *
   * @return false if this fill was booked before; nothing changes then
   */
  public boolean postFill(Instrument instrument, Side side, FillAmounts amounts, Origin origin) {
    if (!remember("fill", origin)) {
      return false;
    }
    long quantity = side.sign() * amounts.quantityE8();
    long rate = amounts.quoteRateE8();
    long coinRate = Fixed.multiplyE8(amounts.priceE8(), rate, RoundingMode.HALF_EVEN);
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      long realized = open(instrument).fill(side, amounts);
      move(Kind.POSITION, contract(instrument), quantity, coinRate, origin);
      move(Kind.PROFIT, instrument.quote(), realized, rate, origin);
    } else {
      move(Kind.COIN, instrument.base(), quantity, coinRate, origin);
      move(Kind.FUNDS, instrument.quote(), -side.sign() * amounts.fundsE8(), rate, origin);
    }
    move(Kind.FEE, amounts.feeAsset(), -amounts.feeE8(), amounts.feeRateE8(), origin);
    return true;
  }

  /** The asset that counts a perpetual's contracts: named like it, so it never mixes with coin. */
  public static Asset contract(Instrument perpetual) {
    return new Asset(perpetual.symbol());
  }

  /** Part of a funding payment that belongs to a trade, or to none (0). */
  public record FundingShare(long tradeId, long amountE8) {}

  /**
   * Books the shares of one funding settlement; negative amounts are paid.
   *
   * @param settledMs the venue's time of the settlement: one payment each
   * @param rateE8 KRW per unit of the quote asset
   * @return false if this settlement was booked before; nothing changes then
   */
  public boolean postFunding(
      Instrument instrument, long settledMs, List<FundingShare> shares, long rateE8, long timeNs) {
    Venue venue = instrument.venue();
    String settlement = instrument.symbol() + "@" + settledMs;
    if (!remember("funding", new Origin(venue, settlement, 0, 0, timeNs))) {
      return false;
    }
    for (FundingShare share : shares) {
      String id = settlement + "/" + share.tradeId();
      Origin origin = new Origin(venue, id, share.tradeId(), 0, timeNs);
      move(Kind.FUNDING, instrument.quote(), share.amountE8(), rateE8, origin);
    }
    return true;
  }

  /**
   * Books what did not come from our orders: a deposit, or a withdrawal if negative.
   *
   * @param kind OPENING, EXTERNAL or ROUNDING
   * @param rateE8 KRW per unit of the asset, 0 if unknown
   * @return false if the venue id was booked before with this kind; nothing changes then
   */
  public boolean postExternal(Kind kind, Asset asset, long amountE8, long rateE8, Origin origin) {
    if (!remember(kind.name(), origin)) {
      return false;
    }
    move(kind, asset, amountE8, rateE8, origin);
    return true;
  }

  /** Takes over contracts that our orders do not explain, as if bought or sold at a price. */
  public void adoptContracts(
      Instrument instrument, long quantityE8, long priceE8, long rateE8, Origin origin) {
    if (remember(Kind.ADOPTED.name(), origin)) {
      open(instrument).adopt(quantityE8, priceE8);
      long coinRate = Fixed.multiplyE8(priceE8, rateE8, RoundingMode.HALF_EVEN);
      move(Kind.ADOPTED, contract(instrument), quantityE8, coinRate, origin);
    }
  }

  private boolean remember(String kind, Origin origin) {
    String key = origin.venue() + ":" + kind + ":" + origin.venueId();
    if (!keys.add(key)) {
      return false;
    }
    keyHash.add(key);
    if (keys.size() > KEYS_KEPT) {
      var oldest = keys.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  /** Moves a signed amount to what the venue shows, from where its kind has it come from. */
  private void move(Kind kind, Asset asset, long amountE8, long rateE8, Origin origin) {
    if (amountE8 == 0) {
      return;
    }
    long size = Math.absExact(amountE8);
    LedgerEntry entry =
        new LedgerEntry(
            origin.venue() + ":" + kind + ":" + origin.venueId(),
            kind,
            origin.venue(),
            asset,
            amountE8 > 0 ? kind.other() : kind.own(),
            amountE8 > 0 ? kind.own() : kind.other(),
            size,
            Fixed.multiplyE8(size, rateE8, RoundingMode.HALF_EVEN),
            rateE8,
            origin.timeNs(),
            origin.tradeId(),
            origin.orderId(),
            origin.venueId());
    apply(entry, entry.from());
    apply(entry, entry.to());
    postings++;
    sink.accept(entry);
  }

  private void apply(LedgerEntry entry, Account account) {
    WalletKey key = new WalletKey(entry.venue(), account, entry.asset());
    Balance balance = balances.computeIfAbsent(key, k -> new Balance());
    balance.amountE8 = Math.addExact(balance.amountE8, entry.gainE8(account));
    balance.postings++;
  }

  /** Position in a perpetual, only to be looked at; never null, maybe flat. Changes nothing. */
  public PerpetualPosition perpetual(Instrument instrument) {
    PerpetualPosition held = perpetuals.get(instrument.id());
    return held == null ? new PerpetualPosition() : held;
  }

  private PerpetualPosition open(Instrument instrument) {
    return perpetuals.computeIfAbsent(instrument.id(), id -> new PerpetualPosition());
  }

  /** Balance of an account. */
  public long balanceE8(Venue venue, Account account, Asset asset) {
    Balance balance = balances.get(new WalletKey(venue, account, asset));
    return balance == null ? 0 : balance.amountE8;
  }

  /** Postings to an account so far. */
  public long postings(Venue venue, Account account, Asset asset) {
    Balance balance = balances.get(new WalletKey(venue, account, asset));
    return balance == null ? 0 : balance.postings;
  }

  /** What the venue should show for an asset, free and reserved together. */
  public long walletE8(Venue venue, Asset asset) {
    return balanceE8(venue, Account.WALLET, asset);
  }

  /** Assets whose accounts do not sum to zero: always empty, or the ledger itself is broken. */
  public List<Asset> unbalanced() {
    Map<Asset, long[]> sums = new TreeMap<>();
    balances.forEach((k, v) -> sums.computeIfAbsent(k.asset(), a -> new long[1])[0] += v.amountE8);
    List<Asset> broken = new ArrayList<>();
    sums.forEach(
        (asset, sum) -> {
          if (sum[0] != 0) {
            broken.add(asset);
          }
        });
    return broken;
  }

  /** Entries booked so far. */
  public long postings() {
    return postings;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    digest(out);
    keys.forEach(out::putText);
  }

  /** Writes all of it but what was booked, of which it writes the hash. */
  public void digest(StateOut out) {
    out.putLong(postings).putLong(balances.size());
    balances.forEach(
        (key, balance) -> {
          out.putEnum(key.venue()).putEnum(key.account()).putText(key.asset().code());
          out.putLong(balance.amountE8).putLong(balance.postings);
        });
    out.putLong(perpetuals.size());
    perpetuals.forEach(
        (id, position) -> {
          out.putLong(id);
          position.save(out);
        });
    keyHash.save(out);
    out.putLong(keys.size());
  }

  /** Reads what {@link #save} has written into an empty ledger. */
  public void load(StateIn in) {
    postings = in.getLong();
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      WalletKey key =
          new WalletKey(
              in.getEnum(Venue.values()), in.getEnum(Account.values()), new Asset(in.getText()));
      Balance balance = new Balance();
      balance.amountE8 = in.getLong();
      balance.postings = in.getLong();
      balances.put(key, balance);
    }
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      perpetuals.computeIfAbsent(in.getInt(), id -> new PerpetualPosition()).load(in);
    }
    keyHash.load(in);
    for (int i = in.getCount(KEYS_KEPT); i > 0; i--) {
      keys.add(in.getText());
    }
  }
}
