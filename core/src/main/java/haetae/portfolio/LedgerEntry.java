package haetae.portfolio;

import static java.util.Objects.requireNonNull;

import haetae.market.Asset;
import haetae.market.Venue;

/**
 * One posting of the ledger: an amount of one asset moves between two accounts of a venue, so it
 * balances by itself. Immutable.
 *
 * @param key unique and idempotent: venue, kind and the venue's id
 * @param from account it leaves
 * @param to account it arrives at, another one
 * @param amountE8 what moves, positive, in units of the asset
 * @param krwE8 its worth in KRW, 0 if the rate was unknown
 * @param rateE8 KRW per unit of the asset, 0 if unknown
 * @param timeNs engine time of the posting and of the rate
 * @param tradeId pair trade it belongs to, 0 if none
 * @param orderId order it belongs to, 0 if none
 * @param venueId the venue's id of what happened, a fill for example
 */
public record LedgerEntry(
    String key,
    Kind kind,
    Venue venue,
    Asset asset,
    Account from,
    Account to,
    long amountE8,
    long krwE8,
    long rateE8,
    long timeNs,
    long tradeId,
    long orderId,
    String venueId) {
  /** What happened. */
  public enum Kind {
    /** The venue's first report of an asset. */
    OPENING(Account.WALLET, Account.EXTERNAL),
    /** Coin of a spot fill. */
    COIN(Account.WALLET, Account.MARKET),
    /** Money of a spot fill. */
    FUNDS(Account.WALLET, Account.MARKET),
    /** Contracts of a perpetual's fill, counted in an asset named like the contract. */
    POSITION(Account.POSITION, Account.MARKET),
    /** Profit that a perpetual's fill realised. */
    PROFIT(Account.WALLET, Account.PERPETUAL_PROFIT),
    /** Fee of a fill. */
    FEE(Account.WALLET, Account.FEES),
    /** Funding of a perpetual. */
    FUNDING(Account.WALLET, Account.FUNDING),
    /** Deposit, withdrawal or somebody's trade by hand. */
    EXTERNAL(Account.WALLET, Account.EXTERNAL),
    /** Contracts that the operator has taken over. */
    ADOPTED(Account.POSITION, Account.EXTERNAL),
    /** Digits beyond the eighth, in which the venue rounded otherwise. */
    ROUNDING(Account.WALLET, Account.ROUNDING);

    private final Account own;
    private final Account other;

    Kind(Account own, Account other) {
      this.own = own;
      this.other = other;
    }

    /** The account that the venue shows. */
    public Account own() {
      return own;
    }

    /** The account on the other side. */
    public Account other() {
      return other;
    }
  }

  /** Where an amount can lie. */
  public enum Account {
    /** What the venue holds for us, free and reserved together. */
    WALLET,
    /** Open contracts of a perpetual. */
    POSITION,
    /** Other traders, from whom coins come and to whom they go. */
    MARKET,
    /** Fees paid. */
    FEES,
    /** Realised profit of perpetuals. */
    PERPETUAL_PROFIT,
    /** Funding of perpetuals. */
    FUNDING,
    /** Opening balances, deposits and withdrawals. */
    EXTERNAL,
    /** What rounding has made and lost. */
    ROUNDING
  }

  /** Checks that something moves, and moves elsewhere. */
  public LedgerEntry {
    requireNonNull(key, "key");
    requireNonNull(kind, "kind");
    if (amountE8 <= 0 || from == to) {
      throw new IllegalArgumentException("entry moves nothing: " + key);
    }
  }

  /** What an account gained by it: negative for the one it left, 0 for any other. */
  public long gainE8(Account account) {
    return account == to ? amountE8 : account == from ? -amountE8 : 0;
  }
}
