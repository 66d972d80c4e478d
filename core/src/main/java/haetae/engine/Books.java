package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.execution.PairTrade;
import haetae.market.Asset;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.Ledger;
import haetae.portfolio.SeoulDay;
import haetae.risk.LossLimits;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The money: ledger, balances, profit and loss limits. A difference between ledger and venue blocks
 * entries and names itself until it is gone. Threads: the engine's.
 */
final class Books {
  private static final long KRW_TOLERANCE_E8 = Fixed.ONE;
  private static final long USDT_TOLERANCE_E8 = Fixed.ONE / 100;
  private static final long COIN_TOLERANCE_E8 = 100;
  private static final long OPEN_COST_SHARE = 50;

  private final Ledger ledger = new Ledger();
  private final Balances balances = new Balances();
  private final MarketState market;
  private final List<FeeSchedule> fees;
  private final LossLimits losses;
  private final Counters counters;
  private final Story story;
  private final Set<String> breaks = new TreeSet<>();
  private long realizedKrwE8;
  private long endedFeesKrwE8;
  private long capitalKrwE8;
  private boolean killTold;

  Books(
      MarketState market,
      List<FeeSchedule> fees,
      LossLimits losses,
      Counters counters,
      Story story) {
    this.market = market;
    this.fees = fees;
    this.losses = losses;
    this.counters = counters;
    this.story = story;
  }

  Ledger ledger() {
    return ledger;
  }

  LossLimits losses() {
    return losses;
  }

  long freeE8(Venue venue, Asset asset) {
    return balances.freeE8(venue, asset);
  }

  Set<String> breaks() {
    return breaks;
  }

  /** Takes a venue's balance; compares it with the ledger when nothing is in flight there. */
  void balance(Event.BalanceReported e, boolean quiet) {
    boolean first = !balances.known(e.venue(), e.asset());
    balances.report(e.venue(), e.asset(), e.freeE8());
    long total = Math.addExact(e.freeE8(), e.lockedE8());
    if (first) {
      ledger.postExternal(e.venue(), e.asset(), total, "opening:" + e.asset());
      capitalKrwE8 = 0;
      return;
    }
    if (!quiet) {
      return;
    }
    String key = e.venue() + " " + e.asset();
    var differences =
        ledger.compare(e.venue(), e.asset(), total, toleranceE8(e.venue(), e.asset()));
    if (differences.isEmpty()) {
      if (breaks.remove(key)) {
        story.info(Component.POSITION, 0, "[LEDGER] " + key + " agrees with the venue again");
      }
    } else if (breaks.add(key)) {
      counters.ledgerBreaks++;
      String text =
          "Ledger differs from venue: "
              + key
              + " ledger="
              + Fixed.format(differences.get(0).ledgerE8())
              + " venue="
              + Fixed.format(total)
              + " gap="
              + Fixed.format(differences.get(0).gapE8());
      story.alert(AlertKind.ERROR, Severity.ERROR, 0, text);
    }
  }

  /**
   * How far ledger and venue may be apart. While perpetuals are open their profit may be split
   * otherwise: two trades' fills can be reported in another order than they happened, and average
   * cost depends on the order. When all are flat the sum does not.
   */
  private long toleranceE8(Venue venue, Asset asset) {
    if (asset.equals(Asset.KRW)) {
      return KRW_TOLERANCE_E8;
    }
    if (!asset.equals(Asset.USDT)) {
      return COIN_TOLERANCE_E8;
    }
    return USDT_TOLERANCE_E8 + ledger.openCostE8(venue) / OPEN_COST_SHARE;
  }

  /** KRW per USDT at the middle of the book; 0 while there is none. */
  long fxMidE8(Pair pair) {
    return market.book(pair.fx().id()).midE8();
  }

  /** Profit of a trade if it were closed now at the touch, with the fees of that close. */
  long profitKrwE8(OpenTrade open) {
    PairTrade trade = open.trade;
    Pair pair = trade.pair();
    long fx = fxMidE8(pair);
    long upbit = closePrice(market.book(pair.upbit().id()), trade.leg(Venue.UPBIT).netE8());
    long binance = closePrice(market.book(pair.binance().id()), trade.leg(Venue.BINANCE).netE8());
    long profit = open.account.profitKrwE8(upbit, binance, fx);
    FeeSchedule fee = fees.get(pair.id());
    long upbitWorth = open.account.exposureKrwE8(upbit);
    long exitFees = Fixed.partE8(upbitWorth, fee.upbitPpm() + fee.binancePpm(), RoundingMode.UP);
    return profit - exitFees;
  }

  private static long closePrice(OrderBook book, long netE8) {
    return netE8 >= 0 ? book.bestBidE8() : book.bestAskE8();
  }

  /** KRW worth of what a trade holds. */
  long exposureKrwE8(OpenTrade open) {
    OrderBook book = market.book(open.trade.pair().upbit().id());
    return open.account.exposureKrwE8(book.bestAskE8());
  }

  /** Books the end of a trade; returns its profit. */
  long bookEnd(OpenTrade open) {
    long profit = profitKrwE8(open);
    open.bookedKrwE8 = profit;
    open.booked = true;
    realizedKrwE8 += profit;
    open.bookedFeesE8 = open.account.feesKrwE8();
    endedFeesKrwE8 += open.bookedFeesE8;
    return profit;
  }

  /** Takes the end back: a fill that came late has opened the trade again. */
  void unbook(OpenTrade open) {
    realizedKrwE8 -= open.bookedKrwE8;
    endedFeesKrwE8 -= open.bookedFeesE8;
    open.booked = false;
  }

  long realizedKrwE8() {
    return realizedKrwE8;
  }

  long feesKrwE8(List<OpenTrade> trades) {
    long sum = endedFeesKrwE8;
    for (OpenTrade open : trades) {
      sum += open.account.feesKrwE8();
    }
    return sum;
  }

  long unrealizedKrwE8(List<OpenTrade> trades) {
    long sum = 0;
    for (OpenTrade open : trades) {
      sum += profitKrwE8(open);
    }
    return sum;
  }

  long exposureKrwE8(List<OpenTrade> trades) {
    long sum = 0;
    for (int i = 0; i < trades.size(); i++) {
      sum += exposureKrwE8(trades.get(i));
    }
    return sum;
  }

  /** Net KRW worth of the USDT that open trades are long (positive) or short. */
  long fxExposureKrwE8(List<OpenTrade> trades) {
    long sum = 0;
    for (OpenTrade open : trades) {
      boolean long_ = open.trade.direction().upbitSide() == Side.BUY;
      sum += long_ ? exposureKrwE8(open) : -exposureKrwE8(open);
    }
    return Math.abs(sum);
  }

  /** Marks equity; returns true while the drawdown kill is latched. */
  boolean mark(List<OpenTrade> trades, List<Pair> pairs, long nowNs) {
    if (capitalKrwE8 == 0) {
      capitalKrwE8 = capital(pairs);
    }
    if (capitalKrwE8 == 0) {
      return false;
    }
    long profit = realizedKrwE8 + unrealizedKrwE8(trades);
    losses.update(SeoulDay.of(nowNs), Math.addExact(capitalKrwE8, profit));
    if (losses.killed() && !killTold) {
      killTold = true;
      String text = "Drawdown limit hit: " + Story.percent(losses.drawdownPpm()) + " from the peak";
      story.alert(AlertKind.LOSS_LIMIT, Severity.CRITICAL, 0, text);
    }
    return losses.killed();
  }

  private long capital(List<Pair> pairs) {
    long sum = freeE8(Venue.UPBIT, Asset.KRW);
    if (pairs.isEmpty() || fxMidE8(pairs.get(0)) == 0) {
      return 0;
    }
    long fx = fxMidE8(pairs.get(0));
    sum += Fixed.multiplyE8(freeE8(Venue.BINANCE, Asset.USDT), fx, RoundingMode.FLOOR);
    for (Pair pair : pairs) {
      long price = market.book(pair.upbit().id()).midE8();
      Asset coin = pair.upbit().base();
      long held = freeE8(Venue.UPBIT, coin) + freeE8(Venue.BINANCE, coin);
      sum += Fixed.multiplyE8(held, price, RoundingMode.FLOOR);
    }
    return sum;
  }
}
