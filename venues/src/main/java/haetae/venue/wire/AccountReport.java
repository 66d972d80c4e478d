package haetae.venue.wire;

import haetae.market.Asset;
import haetae.market.OrderRules;
import haetae.market.Venue;
import java.util.List;
import java.util.Map;

/**
 * What the checks at start found at a venue.
 *
 * @param balances free and locked, by asset
 * @param rules order rules by instrument id, as the venue states them now
 * @param takerFeePpm taker fee by instrument id
 * @param findings all that is not in order
 */
public record AccountReport(
    Venue venue,
    Map<Asset, Balance> balances,
    Map<Integer, OrderRules> rules,
    Map<Integer, Long> takerFeePpm,
    List<Finding> findings) {
  /** Free and locked, E8. */
  public record Balance(long freeE8, long lockedE8) {}

  /**
   * Something that is not in order.
   *
   * @param blocks true if no real order may be sent before it is cured
   * @param unread true if the venue could not be asked: nothing is known to be wrong
   * @param what what was found
   * @param cure what to do about it
   */
  public record Finding(boolean blocks, boolean unread, String what, String cure) {
    /** Something that is known to be out of order. */
    public Finding(boolean blocks, String what, String cure) {
      this(blocks, false, what, cure);
    }

    @Override
    public String toString() {
      return (blocks ? "BLOCKS LIVE: " : "note: ") + what + " -> " + cure;
    }
  }

  /** Copies. */
  public AccountReport {
    balances = Map.copyOf(balances);
    rules = Map.copyOf(rules);
    takerFeePpm = Map.copyOf(takerFeePpm);
    findings = List.copyOf(findings);
  }

  /** True if nothing found forbids real orders. */
  public boolean liveAllowed() {
    return findings.stream().noneMatch(Finding::blocks);
  }
}
