package haetae.sim.fault;

import haetae.execution.OrderIntent;
import haetae.market.Pair;
import haetae.market.Venue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the venues really hold for one pair trade. Units: E8 of the coin. Threads: the run's. */
final class TradeTruth {
  private final long tradeId;
  private final Pair pair;
  private final List<OrderIntent> live = new ArrayList<>(2);
  private final Map<Long, Long> leftE8 = new HashMap<>(4);
  private long upbitE8;
  private long binanceE8;
  private long targetE8;
  private long concealedE8;
  private long hiddenUpbitE8;
  private long hiddenBinanceE8;
  private long nakedSinceNs;
  private long nakedClearNs;
  private int upbitSign;
  private boolean unwound;
  private boolean sweeps;
  private boolean over;

  TradeTruth(long tradeId, Pair pair) {
    this.tradeId = tradeId;
    this.pair = pair;
  }

  long tradeId() {
    return tradeId;
  }

  Pair pair() {
    return pair;
  }

  long netE8(Venue venue) {
    return venue == Venue.UPBIT ? upbitE8 : binanceE8;
  }

  long deltaE8() {
    return upbitE8 + binanceE8;
  }

  /** Orders that the venue has open, or that may still reach it. */
  List<OrderIntent> live() {
    return live;
  }

  void sending(OrderIntent intent) {
    over = false;
    live.add(intent);
    leftE8.put(intent.orderId(), intent.quantityE8());
    if (intent.opensRisk()) {
      targetE8 = Math.max(targetE8, intent.quantityE8());
      if (upbitSign == 0) {
        boolean upbit = intent.instrument().venue() == Venue.UPBIT;
        upbitSign = upbit ? intent.side().sign() : -intent.side().sign();
      }
    }
    sweeps |= intent.purpose() == OrderIntent.Purpose.SWEEP;
    unwound |= intent.purpose() == OrderIntent.Purpose.UNWIND;
  }

  /** Quantity that live entries may still fill at Upbit. */
  long enteringE8() {
    long sum = 0;
    for (OrderIntent order : live) {
      boolean upbit = order.instrument().venue() == Venue.UPBIT;
      sum += order.opensRisk() && upbit ? leftE8.getOrDefault(order.orderId(), 0L) : 0;
    }
    return sum;
  }

  void dead(OrderIntent intent) {
    leftE8.remove(intent.orderId());
    live.removeIf(order -> order.orderId() == intent.orderId());
  }

  /** An order has filled so much; what is left of it may still. */
  void filled(OrderIntent intent, long netE8) {
    leftE8.computeIfPresent(intent.orderId(), (id, left) -> left - Math.abs(netE8));
    add(intent.instrument().venue(), netE8);
  }

  private void add(Venue venue, long netE8) {
    if (venue == Venue.UPBIT) {
      upbitE8 += netE8;
    } else {
      binanceE8 += netE8;
    }
  }

  void concealed(Venue venue, long netE8) {
    concealedE8 += Math.abs(netE8);
    hidden(venue, netE8);
  }

  void revealed(Venue venue, long netE8) {
    hidden(venue, -netE8);
  }

  private void hidden(Venue venue, long netE8) {
    if (venue == Venue.UPBIT) {
      hiddenUpbitE8 += netE8;
    } else {
      hiddenBinanceE8 += netE8;
    }
  }

  /** Gives what it has left at a venue to another ended trade that lacks it, or takes it. */
  void offset(Venue venue, TradeTruth other) {
    long mine = netE8(venue);
    long others = other.netE8(venue);
    if (hidden() || other.hidden() || Long.signum(mine) != -Long.signum(others)) {
      return;
    }
    long moved = Long.signum(mine) * Math.min(Math.abs(mine), Math.abs(others));
    add(venue, -moved);
    other.add(venue, moved);
  }

  private boolean hidden() {
    return hiddenUpbitE8 != 0 || hiddenBinanceE8 != 0;
  }

  /** Signed quantity that a venue tells of. */
  long shownE8(Venue venue) {
    return netE8(venue) - (venue == Venue.UPBIT ? hiddenUpbitE8 : hiddenBinanceE8);
  }

  /** Most that a leg may hold: the entry's size, and what the venue kept back for a while. */
  long mostE8() {
    return targetE8 + concealedE8;
  }

  /** Quantity by which a leg stands on the wrong side of the trade. */
  long wrongSideE8(Venue venue) {
    long sign = venue == Venue.UPBIT ? upbitSign : -upbitSign;
    return Math.max(0, -sign * netE8(venue) - concealedE8);
  }

  /** Signed exposure to USDT: a long Upbit leg is long. */
  int upbitSign() {
    return upbitSign;
  }

  /** True if it only trades away what ended trades have left. */
  boolean sweeps() {
    return sweeps;
  }

  boolean unwound() {
    return unwound;
  }

  long nakedSinceNs() {
    return nakedSinceNs;
  }

  void naked(long sinceNs) {
    nakedSinceNs = sinceNs;
    nakedClearNs = 0;
  }

  /** Naked time during which nothing stood in the way of ending it. */
  long nakedClearNs() {
    return nakedClearNs;
  }

  void clear(long passedNs) {
    nakedClearNs += passedNs;
  }

  /** After a restart all deadlines begin anew. */
  void restartClock() {
    nakedClearNs = 0;
  }

  /**
   * Looks whether it has come to its end: after each of its fills and orders. What is dust then
   * stays dust, even if the price makes it worth more later.
   *
   * @param dustE8 most that no order can be sent for
   * @param sharedE8 most of ended trades' dust that it may have traded away with its own
   */
  void judge(long dustE8, long sharedE8) {
    boolean dust = left(Venue.UPBIT, dustE8, sharedE8) && left(Venue.BINANCE, dustE8, sharedE8);
    over = live.isEmpty() && (sweeps || dust);
  }

  private boolean left(Venue venue, long dustE8, long sharedE8) {
    long shown = shownE8(venue);
    long sign = venue == Venue.UPBIT ? upbitSign : -upbitSign;
    boolean beyond = sign * shown < 0;
    return Math.abs(shown) <= (beyond ? Math.addExact(dustE8, sharedE8) : dustE8);
  }

  /** True while it holds something or may come to. */
  boolean active() {
    return !over;
  }
}
