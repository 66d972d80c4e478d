package haetae.engine;

import static java.util.Objects.requireNonNull;

import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.Attribution;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.DailyTable;
import haetae.portfolio.ResidualBook;
import haetae.portfolio.ResidualBook.Residual;
import haetae.portfolio.SeoulDay;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Profit of trades in KRW and where it came from, the days, and the dust that trades leave. Totals
 * run from the start; only open trades are valued anew. Threads: the engine's.
 */
final class Profits {
  private final EngineConfig config;
  private final MarketState market;
  private final Rates rates;
  private final Equity equity;
  private final Story story;
  private final ResidualBook residuals = new ResidualBook();
  private final DailyTable days = new DailyTable();
  private Attribution ended = Attribution.NONE;
  private long tradesEnded;

  Profits(EngineConfig config, MarketState market, Rates rates, Equity equity, Story story) {
    this.config = config;
    this.market = market;
    this.rates = rates;
    this.equity = equity;
    this.story = story;
  }

  /**
   * Figures of all trades since the start.
   *
   * @param ended terms of the trades that ended
   * @param open terms of the open trades, if they were closed now
   * @param unrealizedE8 profit of the open trades with the fees of their close, and of the dust
   */
  record Totals(Attribution ended, Attribution open, long unrealizedE8) {
    long realizedE8() {
      return ended.totalE8();
    }

    long profitE8() {
      return Math.addExact(ended.totalE8(), unrealizedE8);
    }

    long fxE8() {
      return Math.addExact(ended.fxE8(), open.fxE8());
    }

    long feesE8() {
      return -(ended.feesE8() + open.feesE8());
    }

    long fundingE8() {
      return ended.fundingE8() + open.fundingE8();
    }
  }

  Totals totals(List<OpenTrade> trades) {
    Attribution open = Attribution.NONE;
    long unrealized = residuals.profitKrwE8(this::dustPriceE8);
    for (OpenTrade trade : trades) {
      open = open.plus(attribution(trade));
      unrealized = Math.addExact(unrealized, profitKrwE8(trade));
    }
    return new Totals(ended, open, unrealized);
  }

  /** Where a trade's profit would have come from if it were closed now at the touch. */
  Attribution attribution(OpenTrade open) {
    Pair pair = open.trade.pair();
    return open.account.attribution(
        closeE8(open, Venue.UPBIT), closeE8(open, Venue.BINANCE), rates.fxMidE8(pair));
  }

  private long closeE8(OpenTrade open, Venue venue) {
    OrderBook book = market.book(open.trade.pair().at(venue).id());
    return touchE8(book, open.account.netE8(venue));
  }

  private static long touchE8(OrderBook book, long netE8) {
    return netE8 >= 0 ? book.bestBidE8() : book.bestAskE8();
  }

  /** Profit of a trade if it were closed now at the touch, with the fees of that close. */
  long profitKrwE8(OpenTrade open) {
    Pair pair = open.trade.pair();
    long upbit = closeE8(open, Venue.UPBIT);
    long profit =
        open.account.profitKrwE8(upbit, closeE8(open, Venue.BINANCE), rates.fxMidE8(pair));
    FeeSchedule fee = config.fees().get(pair.id());
    long worth = open.account.exposureKrwE8(upbit);
    return profit - Fixed.partE8(worth, fee.upbitPpm() + fee.binancePpm(), RoundingMode.UP);
  }

  /** KRW worth of what a trade holds. */
  long exposureKrwE8(OpenTrade open) {
    OrderBook book = market.book(open.trade.pair().upbit().id());
    return open.account.exposureKrwE8(book.bestAskE8());
  }

  long exposureKrwE8(List<OpenTrade> trades) {
    long sum = 0;
    for (int i = 0; i < trades.size(); i++) {
      sum += exposureKrwE8(trades.get(i));
    }
    return sum;
  }

  /** KRW worth of what trades can come to hold by their orders in flight. */
  long worstKrwE8(List<OpenTrade> trades) {
    long sum = 0;
    for (int i = 0; i < trades.size(); i++) {
      sum = Math.addExact(sum, worstKrwE8(trades.get(i)));
    }
    return sum;
  }

  private long worstKrwE8(OpenTrade open) {
    OrderBook book = market.book(open.trade.pair().upbit().id());
    return Fixed.multiplyE8(open.trade.worstHeldE8(), book.bestAskE8(), RoundingMode.CEILING);
  }

  /** Net KRW worth of the USDT that trades are or may come to be long or short, without sign. */
  long fxExposureKrwE8(List<OpenTrade> trades) {
    long sum = 0;
    for (OpenTrade open : trades) {
      boolean bought = open.trade.direction().upbitSide() == Side.BUY;
      sum += bought ? worstKrwE8(open) : -worstKrwE8(open);
    }
    return Math.abs(sum);
  }

  /** Books the end of a trade, its dust at the price of now; returns where its profit came from. */
  Attribution end(OpenTrade open, long nowNs) {
    Attribution result = attribution(open);
    open.booked = result;
    ended = ended.plus(result);
    tradesEnded += open.trade.sweeps() ? 0 : 1;
    for (Venue venue : Venue.values()) {
      Instrument instrument = open.trade.pair().at(venue);
      long dust = open.account.netE8(venue);
      long price = closeE8(open, venue);
      long quote = Fixed.multiplyE8(dust, price, RoundingMode.HALF_EVEN);
      long krw = Fixed.multiplyE8(quote, rates.krwE8(instrument.quote()), RoundingMode.HALF_EVEN);
      open.dustE8[venue.ordinal()] = dust;
      open.dustKrwE8[venue.ordinal()] = krw;
      residuals.add(instrument, dust, krw, nowNs);
    }
    return result;
  }

  /** Takes the end back: a fill that came late has opened the trade again. */
  void reopen(OpenTrade open, long nowNs) {
    ended = ended.minus(requireNonNull(open.booked));
    open.booked = null;
    tradesEnded -= open.trade.sweeps() ? 0 : 1;
    for (Venue venue : Venue.values()) {
      long dust = open.dustE8[venue.ordinal()];
      long krw = open.dustKrwE8[venue.ordinal()];
      residuals.add(open.trade.pair().at(venue), -dust, -krw, nowNs);
    }
  }

  /** Profit of the trades that ended. */
  long realizedE8() {
    return ended.totalE8();
  }

  /** Dust of all instruments, without sign, in KRW. */
  long residualKrwE8() {
    return residuals.grossKrwE8(this::dustPriceE8);
  }

  /** Dust that ended trades have left. */
  ResidualBook residuals() {
    return residuals;
  }

  private long dustPriceE8(Residual residual) {
    Instrument instrument = config.instruments().get(residual.instrumentId());
    long price = touchE8(market.book(instrument.id()), residual.netE8());
    return Fixed.multiplyE8(price, rates.krwE8(instrument.quote()), RoundingMode.HALF_EVEN);
  }

  /** True if a time belongs to a later Seoul day than the running one. */
  boolean rolls(long nowNs) {
    return days.rolls(SeoulDay.of(nowNs));
  }

  /** Ends the running Seoul day; call before what happens in the new one is booked. */
  void roll(List<OpenTrade> trades, long nowNs) {
    DailyPnl gone = days.roll(figures(trades, SeoulDay.of(nowNs)));
    if (gone != null) {
      story.record(gone);
    }
  }

  /** Tells the figures of the running day so far. */
  void reportDay(List<OpenTrade> trades, long nowNs) {
    DailyPnl today = days.today(figures(trades, SeoulDay.of(nowNs)));
    if (today != null) {
      story.record(today);
    }
  }

  private DailyPnl figures(List<OpenTrade> trades, long day) {
    Totals totals = totals(trades);
    return new DailyPnl(
        day,
        totals.realizedE8(),
        totals.unrealizedE8(),
        totals.feesE8(),
        totals.fundingE8(),
        Math.addExact(totals.fxE8(), equity.walletFxE8()),
        tradesEnded);
  }

  /** The days so far, oldest first, the running one last. */
  List<DailyPnl> days(List<OpenTrade> trades, long nowNs) {
    List<DailyPnl> all = new ArrayList<>(days.ended());
    DailyPnl today = days.today(figures(trades, SeoulDay.of(nowNs)));
    if (today != null) {
      all.add(today);
    }
    return all;
  }

  void save(StateOut out) {
    residuals.save(out);
    days.save(out);
    ended.save(out);
    out.putLong(tradesEnded);
  }

  void load(StateIn in) {
    residuals.load(in);
    days.load(in);
    ended = Attribution.load(in);
    tradesEnded = in.getLong();
  }
}
