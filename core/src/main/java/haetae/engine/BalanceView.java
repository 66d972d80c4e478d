package haetae.engine;

import haetae.market.Asset;
import haetae.market.Venue;

/**
 * What is held of an asset at a venue. Immutable. Units: E8 of the asset.
 *
 * @param ledgerE8 balance by the ledger
 * @param freeE8 free balance as the venue last reported it
 * @param known false if the venue has not reported it yet
 */
public record BalanceView(Venue venue, Asset asset, long ledgerE8, long freeE8, boolean known) {}
