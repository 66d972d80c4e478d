package haetae.engine;

import haetae.market.BookFault;
import haetae.market.Pair;
import java.util.Arrays;

/**
 * How far a coin's premium is from that of all coins. A coin whose transfers are stopped has a
 * price of its own: a wide premium is then no profit, and no price to stop at. Pairs of the same
 * coin count once each; books that are not whole do not count. Threads: the engine's.
 */
final class GapWatch {
  /** With fewer pairs there is no telling which of them is away. */
  private static final int LEAST = 3;

  private final MarketState market;
  private final Route[] routes;
  private final long limitPpm;
  private final long[] work;

  GapWatch(EngineConfig config, MarketState market, Route[] routes) {
    this.market = market;
    this.routes = routes;
    this.limitPpm = config.entry().gapPpm();
    this.work = new long[routes.length];
  }

  long limitPpm() {
    return limitPpm;
  }

  /** Distance of a pair's premium between mid prices to the median of all; 0 if unknown. */
  long gapPpm(Route route) {
    int count = 0;
    for (Route each : routes) {
      if (whole(each.pair)) {
        work[count++] = each.midPremiumPpm();
      }
    }
    if (count < LEAST || !whole(route.pair)) {
      return 0;
    }
    Arrays.sort(work, 0, count);
    long low = work[(count - 1) / 2];
    long high = work[count / 2];
    return Math.abs(route.midPremiumPpm() - (low + high) / 2);
  }

  /** True if the premium of a pair is no price. */
  boolean inGap(Route route) {
    return gapPpm(route) > limitPpm;
  }

  private boolean whole(Pair pair) {
    return market.fault(pair.upbit().id()) == BookFault.NONE
        && market.fault(pair.binance().id()) == BookFault.NONE
        && market.fault(pair.fx().id()) == BookFault.NONE;
  }
}
