package haetae.engine;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.risk.GuardStatus;
import haetae.risk.SafetyValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What others may know of the engine. Changes nothing. Threads: the engine's. */
final class EngineViews {
  private static final long NS_PER_MS = 1_000_000;

  private final EngineConfig config;
  private final MarketState market;
  private final Books books;
  private final Desk desk;
  private final SafetyValidator validator;
  private final Counters counters;

  EngineViews(
      EngineConfig config,
      MarketState market,
      Books books,
      Desk desk,
      SafetyValidator validator,
      Counters counters) {
    this.config = config;
    this.market = market;
    this.books = books;
    this.desk = desk;
    this.validator = validator;
    this.counters = counters;
  }

  /** A picture of the state after the last event. */
  EngineSnapshot snapshot(long lastNs, long cycle, GuardStatus guard) {
    long nowNs = Math.max(0, lastNs);
    List<OpenTrade> open = desk.open();
    Profits.Totals totals = books.profits().totals(open);
    long execRate =
        counters.signals == 0
            ? 0
            : Math.min(Fixed.MILLION, counters.trades * Fixed.MILLION / counters.signals);
    return new EngineSnapshot(
        nowNs,
        cycle,
        counters.events,
        market.updates(),
        market.badBooks(),
        counters.signals,
        counters.entries,
        counters.trades,
        counters.tradesClosed,
        execRate,
        positions(open),
        desk.orders().all().countInFlight(),
        transit(open),
        books.profits().exposureKrwE8(open),
        totals.profitE8(),
        totals.realizedE8(),
        totals.unrealizedE8(),
        totals.profitE8() - totals.fxE8(),
        Math.addExact(totals.fxE8(), books.equity().walletFxE8()),
        books.equity().walletFxE8(),
        totals.fundingE8(),
        books.equity().equityE8(totals.profitE8()),
        books.profits().residualKrwE8(),
        -books.losses().dailyLossE8(),
        totals.feesE8(),
        validator.rejections(),
        counters.stopLosses,
        counters.rebalances,
        counters.orderErrors,
        counters.ledgerBreaks,
        unhedgedMs(open, nowNs),
        oldestSilentMs(nowNs),
        clockOffsetMs(),
        feedAges(nowNs),
        refusals(),
        desk.controls().state(),
        guard);
  }

  private static int positions(List<OpenTrade> open) {
    int count = 0;
    for (OpenTrade opened : open) {
      count += opened.trade.hedgedE8() > 0 ? 1 : 0;
    }
    return count;
  }

  private static int transit(List<OpenTrade> open) {
    int count = 0;
    for (OpenTrade opened : open) {
      count += opened.trade.inTransit() ? 1 : 0;
    }
    return count;
  }

  private static long unhedgedMs(List<OpenTrade> open, long nowNs) {
    long oldest = 0;
    for (OpenTrade opened : open) {
      long since = opened.trade.nakedSinceNs();
      oldest = Math.max(oldest, since == 0 ? 0 : nowNs - since);
    }
    return oldest / NS_PER_MS;
  }

  private long oldestSilentMs(long nowNs) {
    long oldest = 0;
    for (Venue venue : Venue.values()) {
      oldest = Math.max(oldest, desk.orders().all().oldestSilentNs(venue, nowNs));
    }
    return oldest / NS_PER_MS;
  }

  private List<Long> feedAges(long nowNs) {
    List<Long> ages = new ArrayList<>();
    for (Venue venue : Venue.values()) {
      long worst = 0;
      for (Instrument instrument : config.instruments()) {
        long age = instrument.venue() == venue ? market.ageNs(instrument.id(), nowNs) : 0;
        worst = Math.max(worst, age);
      }
      ages.add(worst == Long.MAX_VALUE ? -1 : worst / NS_PER_MS);
    }
    return ages;
  }

  private long clockOffsetMs() {
    long worst = 0;
    for (Venue venue : Venue.values()) {
      long offset = market.clockOffsetNs(venue);
      if (offset == MarketState.UNKNOWN_OFFSET_NS) {
        return -1;
      }
      worst = Math.max(worst, Math.abs(offset) / NS_PER_MS);
    }
    return worst;
  }

  private Map<String, Long> refusals() {
    Map<String, Long> counts = new TreeMap<>();
    validator.counts().forEach((code, count) -> counts.put(code.name(), count));
    return counts;
  }

  /** What each open trade holds, oldest first. */
  List<PositionView> positions() {
    List<PositionView> views = new ArrayList<>();
    for (OpenTrade opened : desk.open()) {
      views.add(
          new PositionView(
              opened.trade.code(),
              opened.trade.pair().name(),
              opened.trade.direction(),
              opened.trade.phase(),
              opened.trade.leg(Venue.UPBIT).netE8(),
              opened.trade.leg(Venue.BINANCE).netE8(),
              opened.taken[Venue.UPBIT.ordinal()].netE8(),
              opened.taken[Venue.BINANCE.ordinal()].netE8(),
              books.profits().profitKrwE8(opened)));
    }
    return views;
  }
}
