package haetae.app.live;

import haetae.engine.OperatorView;
import haetae.engine.PositionView;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.risk.OrderApprover;
import haetae.venue.wire.AccountReport.Balance;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.VenueCensus;

/**
 * What the venues hold, asked over REST, against what an engine believes. An order that was sent
 * twice, or whose fill was lost, would show here as coins that no trade explains.
 *
 * @param coinE8 held at Upbit before the first trade
 */
record CrashTruth(Asset coin, long coinE8) {
  /** Of the accounts before anything was traded. */
  static CrashTruth before(Asset coin, VenueLinks venues) throws DecodeException, RestUnavailable {
    return new CrashTruth(coin, upbit(coin, venues));
  }

  private static long upbit(Asset coin, VenueLinks venues) throws DecodeException, RestUnavailable {
    for (VenueCensus census : venues.census()) {
      if (census.venue() == Venue.UPBIT) {
        Balance balance = census.balances().get(coin);
        return balance == null ? 0 : balance.freeE8() + balance.lockedE8();
      }
    }
    throw new IllegalStateException("no key of Upbit");
  }

  /** What is not settled yet, or wrong; empty if everything is as it must be. */
  String compare(OperatorView engine, VenueLinks venues) {
    long open = engine.snapshot().ordersInFlight();
    long transit = engine.snapshot().tradesInTransit();
    if (open + transit > 0) {
      return open + " orders in flight, " + transit + " trades between two states";
    }
    if (!engine.breaks().isEmpty()) {
      return "balances differ: " + engine.breaks();
    }
    long upbitE8 = engine.positions().stream().mapToLong(PositionView::upbitE8).sum();
    long binanceE8 = engine.positions().stream().mapToLong(PositionView::binanceE8).sum();
    try {
      for (VenueCensus census : venues.census()) {
        if (census.openOrders().stream().anyMatch(o -> OrderApprover.ours(o.clientOrderId()))) {
          return "an order of ours rests at " + census.venue();
        }
        for (long heldE8 : census.positions().values()) {
          if (heldE8 != binanceE8) {
            return differs("BINANCE", heldE8, binanceE8);
          }
        }
      }
      long movedE8 = upbit(coin, venues) - coinE8;
      if (movedE8 != upbitE8) {
        return differs("UPBIT", movedE8, upbitE8);
      }
    } catch (DecodeException | RestUnavailable e) {
      return "a venue does not answer: " + e.getMessage();
    }
    return upbitE8 + binanceE8 == 0
        ? ""
        : "a leg stands alone: upbit "
            + Fixed.format(upbitE8)
            + ", binance "
            + Fixed.format(binanceE8);
  }

  private static String differs(String venue, long heldE8, long believedE8) {
    return venue
        + " holds "
        + Fixed.format(heldE8)
        + ", the trades say "
        + Fixed.format(believedE8);
  }
}
