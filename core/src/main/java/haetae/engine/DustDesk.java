package haetae.engine;

import haetae.engine.Command.Component;
import haetae.execution.PairTrade;
import haetae.execution.PairTrade.EntryDecision;
import haetae.market.CommonLot;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.Dust;
import haetae.portfolio.ResidualBook;
import haetae.portfolio.ResidualBook.Residual;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.Arrays;

/**
 * What becomes of the dust that ended trades leave: the next order that it makes smaller takes it
 * along; what nobody takes for a day is traded away. It never makes an order larger. Dust of a
 * perpetual is closed as soon as no other trade holds the opposite, since that is possible in any
 * size. Threads: the engine's.
 */
final class DustDesk {
  /** Pause after a try to trade dust away, filled or not. */
  private static final long PAUSE_NS = 600_000_000_000L;

  private final EngineConfig config;
  private final AccountView account;
  private final MarketState market;
  private final Books books;
  private final Story story;
  private final long[] triedNs;

  DustDesk(EngineConfig config, AccountView account, Story story) {
    this.config = config;
    this.account = account;
    this.market = account.market();
    this.books = account.books();
    this.story = story;
    this.triedNs = new long[config.instruments().size()];
    Arrays.fill(triedNs, Long.MIN_VALUE);
  }

  /** Before the first order of an entry, or of a whole exit: dust becomes part of its legs. */
  void join(OpenTrade opened, long nowNs) {
    PairTrade trade = opened.trade;
    for (Venue venue : Venue.values()) {
      Instrument instrument = trade.pair().at(venue);
      long held = trade.leg(venue).netE8();
      Side opening = trade.direction().sideAt(venue);
      Side side = held == 0 ? opening : held > 0 ? Side.SELL : Side.BUY;
      long wanted = held == 0 ? trade.targetE8() : Math.abs(held);
      long quantity = joinableE8(instrument, side, wanted);
      if (quantity != 0) {
        tell(opened, "Taking dust along: ", quantity, instrument);
        take(opened, venue, quantity, nowNs);
      }
    }
  }

  /** Dust of the same sign as the order, in whole lots, which leaves an order worth sending. */
  private long joinableE8(Instrument instrument, Side side, long wantedE8) {
    long dust = books.profits().residuals().netE8(instrument);
    boolean fits =
        instrument.kind() == InstrumentKind.SPOT
            && Long.signum(dust) == side.sign()
            && books.rates().krwE8(instrument.quote()) != 0;
    if (!fits) {
      return 0;
    }
    long quantity = instrument.rules().floorQuantityE8(Math.abs(dust));
    long left = wantedE8 - quantity;
    long price = market.book(instrument).bestBidE8();
    boolean small = quantity <= wantedE8 / 2;
    return small && CommonLot.meetsMinimums(instrument, left, price) ? quantity : 0;
  }

  private void tell(OpenTrade opened, String what, long quantityE8, Instrument instrument) {
    String text = "[EXEC] " + what + Fixed.format(quantityE8) + " " + instrument;
    story.info(Component.EXECUTION, opened.trade.id(), text);
  }

  private void take(OpenTrade opened, Venue venue, long quantityE8, long nowNs) {
    Instrument instrument = opened.trade.pair().at(venue);
    long rate = books.rates().krwE8(instrument.quote());
    ResidualBook residuals = books.profits().residuals();
    opened.takeOver(venue, residuals.take(instrument, quantityE8, rate, nowNs));
  }

  /** A trade without a fill gives back what it has taken over. */
  void leave(OpenTrade opened) {
    for (Venue venue : Venue.values()) {
      Dust dust = opened.giveBack(venue);
      Instrument instrument = opened.trade.pair().at(venue);
      books.profits().residuals().giveBack(instrument, dust);
    }
  }

  /** Trades away what nobody has taken along for long, one order for each instrument. */
  void sweep(Desk desk, long nowNs) {
    for (Pair pair : config.pairs()) {
      for (Venue venue : Venue.values()) {
        if (allowed(desk, pair, nowNs)) {
          sweep(desk, pair, venue, nowNs);
        }
      }
    }
  }

  private boolean allowed(Desk desk, Pair pair, long nowNs) {
    return !desk.controls().halted()
        && !desk.paused(pair, nowNs)
        && !desk.inTransit(pair)
        && desk.rate().lastMinute(nowNs) < config.safety().maxOrdersPerMinute();
  }

  private void sweep(Desk desk, Pair pair, Venue venue, long nowNs) {
    Instrument instrument = pair.at(venue);
    long quantity = dueE8(instrument, nowNs);
    if (quantity == 0) {
      return;
    }
    triedNs[instrument.id()] = nowNs;
    boolean long_ = books.profits().residuals().netE8(instrument) > 0;
    Direction buying = Direction.BUY_UPBIT_SELL_BINANCE;
    Direction direction = long_ == (venue == Venue.UPBIT) ? buying : buying.opposite();
    EntryDecision decision = new EntryDecision(nowNs, quantity, 0, 0);
    OpenTrade opened = desk.sweep(pair, direction, decision);
    tell(opened, "Trading dust away: ", quantity, instrument);
    take(opened, venue, quantity, nowNs);
    desk.advance(opened, nowNs);
  }

  /** Quantity of an instrument's dust that is to be traded away now; 0 if none. */
  private long dueE8(Instrument instrument, long nowNs) {
    Residual residual = books.profits().residuals().of(instrument);
    long tried = triedNs[instrument.id()];
    boolean rests = tried != Long.MIN_VALUE && nowNs - tried < PAUSE_NS;
    boolean possible =
        !rests
            && books.rates().krwE8(instrument.quote()) != 0
            && market.tradable(instrument, nowNs);
    if (residual == null || !possible) {
      return 0;
    }
    Side side = residual.netE8() > 0 ? Side.SELL : Side.BUY;
    long all = instrument.rules().floorQuantityE8(Math.abs(residual.netE8()));
    if (all != 0 && account.shrinks(instrument, side, all)) {
      return all;
    }
    long touch = market.book(instrument).priceE8(side, 0);
    return config.sizing().sweep().quantityE8(residual, instrument, touch, nowNs);
  }

  void save(StateOut out) {
    out.putLongs(triedNs);
  }

  void load(StateIn in) {
    in.getLongs(triedNs, "number of instruments");
  }
}
