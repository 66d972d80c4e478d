package haetae.app.live;

import haetae.engine.BalanceView;
import haetae.engine.OperatorView;
import haetae.engine.PositionView;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.sandbox.Truth;
import haetae.sandbox.market.OrderOfRecord;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/**
 * What the venues have in their own books, whatever they have told, against what an engine
 * believes. An order that was sent twice, or whose fill was lost, shows here.
 *
 * @param coin that is traded, at Upbit and as a perpetual
 * @param before what the venues held before the first trade
 */
record CrashTruth(Asset coin, Truth before) {
  private static final BigDecimal LEAST = BigDecimal.ONE.movePointLeft(Fixed.SCALE);

  /** What is not settled yet, or wrong; empty if everything is as it must be. */
  String compare(OperatorView engine, Truth now) {
    long open = engine.snapshot().ordersInFlight();
    long transit = engine.snapshot().tradesInTransit();
    if (open + transit > 0) {
      return open + " orders in flight, " + transit + " trades between two states";
    }
    if (!engine.breaks().isEmpty()) {
      return "balances differ: " + engine.breaks();
    }
    String orders = orders(now);
    return orders.isEmpty() ? holdings(engine, now) : orders;
  }

  private static String orders(Truth now) {
    Set<String> seen = new HashSet<>();
    for (OrderOfRecord order : now.orders()) {
      if (!seen.add(order.clientId())) {
        return "order doubled: " + order;
      }
      if (order.open()) {
        return "an order rests: " + order;
      }
    }
    return "";
  }

  private String holdings(OperatorView engine, Truth now) {
    long upbitE8 = engine.positions().stream().mapToLong(PositionView::upbitE8).sum();
    long binanceE8 = engine.positions().stream().mapToLong(PositionView::binanceE8).sum();
    BigDecimal coins = upbit(now, coin).subtract(upbit(before, coin));
    BigDecimal contracts =
        now.positions().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (differ(upbitE8, coins)) {
      return "UPBIT moved " + coins + ", the trades say " + Fixed.format(upbitE8);
    }
    if (differ(binanceE8, contracts)) {
      return "BINANCE holds " + contracts + ", the trades say " + Fixed.format(binanceE8);
    }
    for (BalanceView balance : engine.balances()) {
      Asset asset = balance.asset();
      BigDecimal there = balance.venue() == Venue.UPBIT ? upbit(now, asset) : now.futuresUsdt();
      boolean told = balance.venue() == Venue.UPBIT || asset.code().equals("USDT");
      if (told && differ(balance.ledgerE8(), there)) {
        return "%s %s: ledger %s, venue %s"
            .formatted(balance.venue(), asset.code(), Fixed.format(balance.ledgerE8()), there);
      }
    }
    return upbitE8 + binanceE8 == 0
        ? ""
        : "a leg stands alone: upbit %s, binance %s"
            .formatted(Fixed.format(upbitE8), Fixed.format(binanceE8));
  }

  private static BigDecimal upbit(Truth truth, Asset asset) {
    return truth.upbit().getOrDefault(asset.code(), BigDecimal.ZERO);
  }

  /** The ledger has eight decimals: a venue's further ones are cut off, which is no difference. */
  private static boolean differ(long oursE8, BigDecimal theirs) {
    return Fixed.toDecimal(oursE8).subtract(theirs).abs().compareTo(LEAST) >= 0;
  }
}
