package haetae.app.live;

import haetae.app.lease.Lease;
import haetae.engine.EngineSnapshot;
import haetae.engine.PositionView;
import haetae.market.Fixed;
import haetae.market.Pair;
import haetae.risk.OrderApprover;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.VenueCensus;
import haetae.venue.wire.VenueCensus.OpenOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the end of a run for what must not be left behind: an engine that did not come to its
 * end, orders in flight, a leg that stands alone, an order of ours that rests at a venue. Each is a
 * line for the operator. Threads: the service's.
 */
final class LeftBehind {
  private static final long MOST_NS = 5_000_000_000L;
  private static final long PAUSE_MS = 250;

  private LeftBehind() {}

  /**
   * What the engine leaves.
   *
   * @param drained the engine came to its end
   */
  static List<String> of(
      boolean drained, EngineSnapshot end, List<PositionView> positions, List<Pair> pairs) {
    List<String> left = new ArrayList<>();
    if (!drained) {
      left.add("the engine did not come to its end: look at the venues");
    }
    if (end.ordersInFlight() + end.tradesInTransit() > 0) {
      left.add(
          "not everything in flight came to its end: %d orders, %d trades; the next start asks for"
                  .formatted(end.ordersInFlight(), end.tradesInTransit())
              + " them");
    }
    for (PositionView p : positions) {
      long aloneE8 = p.upbitE8() + p.binanceE8() + p.takenUpbitE8() + p.takenBinanceE8();
      if (Math.abs(aloneE8) >= lotE8(p, pairs)) {
        left.add(
            ("a leg stands alone: trade %s %s %s upbit=%s binance=%s; start again, or close it by"
                    + " hand")
                .formatted(
                    p.trade(),
                    p.pair(),
                    p.phase(),
                    Words.coin(p.upbitE8()),
                    Words.coin(p.binanceE8())));
      }
    }
    return left;
  }

  /** What is smaller cannot be hedged. */
  private static long lotE8(PositionView position, List<Pair> pairs) {
    return pairs.stream()
        .filter(pair -> pair.name().equals(position.pair()))
        .mapToLong(pair -> pair.binance().rules().lotE8())
        .max()
        .orElse(1);
  }

  /**
   * Makes sure that no order of ours rests at the venues; cancels those that do.
   *
   * @param clean gets a line for each venue where none rests
   * @return what still rests, or cannot be known
   */
  static List<String> resting(List<VenueCensus> venues, Lease lease, List<String> clean)
      throws InterruptedException {
    List<String> left = new ArrayList<>();
    long end = System.nanoTime() + MOST_NS;
    for (VenueCensus venue : venues) {
      String found = look(venue, lease.state() == Lease.State.HELD);
      while (!found.isEmpty() && System.nanoTime() - end < 0) {
        Thread.sleep(PAUSE_MS);
        found = look(venue, lease.state() == Lease.State.HELD);
      }
      if (found.isEmpty()) {
        clean.add("no order of ours rests at " + venue.venue());
      } else {
        left.add(found);
      }
    }
    return left;
  }

  private static String look(VenueCensus venue, boolean mine) {
    List<String> rests = new ArrayList<>();
    try {
      for (OpenOrder order : venue.openOrders()) {
        if (OrderApprover.ours(order.clientOrderId())) {
          boolean answered = mine && venue.cancel(order.clientOrderId());
          rests.add(
              order.clientOrderId()
                  + " "
                  + Fixed.format(order.quantityE8() - order.executedE8())
                  + " "
                  + order.instrument()
                  + (answered ? ", being cancelled" : ", not cancelled"));
        }
      }
    } catch (DecodeException | RestUnavailable | RuntimeException e) {
      return venue.venue()
          + " does not tell whether an order of ours rests there: "
          + e.getMessage();
    }
    return rests.isEmpty() ? "" : "orders of ours rest at " + venue.venue() + ": " + rests;
  }
}
