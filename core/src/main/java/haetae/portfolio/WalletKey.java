package haetae.portfolio;

import haetae.market.Asset;
import haetae.market.Venue;
import haetae.portfolio.LedgerEntry.Account;

/** What a balance is kept by, in the order in which balances are saved. */
record WalletKey(Venue venue, Account account, Asset asset) implements Comparable<WalletKey> {
  @Override
  public int compareTo(WalletKey other) {
    int byVenue = venue.compareTo(other.venue);
    int byAccount = byVenue != 0 ? byVenue : account.compareTo(other.account);
    return byAccount != 0 ? byAccount : asset.compareTo(other.asset);
  }
}
