package haetae.app.research;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.TradeRecord;
import haetae.execution.OrderIntent;
import haetae.market.Fixed;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.DailyPnl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands before the engine and keeps what a report needs: trades, days, orders, the last mid of
 * each instrument, and how long a leg stood alone. Changes nothing. Threads: the run's.
 */
final class Observer implements EventHandler, CommandSink {
  /** What the legs of an open trade hold, and since when they differ. */
  private static final class Legs {
    private long upbitE8;
    private long binanceE8;
    private long nakedSinceNs = -1;
    private long nakedNs;

    void fill(Venue venue, long signedE8, long nowNs) {
      if (venue == Venue.UPBIT) {
        upbitE8 += signedE8;
      } else {
        binanceE8 += signedE8;
      }
      boolean naked = Math.abs(upbitE8 + binanceE8) > Math.max(1, Math.abs(upbitE8) / 50);
      if (naked && nakedSinceNs < 0) {
        nakedSinceNs = nowNs;
      } else if (!naked && nakedSinceNs >= 0) {
        nakedNs += nowNs - nakedSinceNs;
        nakedSinceNs = -1;
      }
    }
  }

  private final EventHandler engine;
  private final double[] mids;
  private final Map<Long, OrderIntent> orders = new HashMap<>();
  private final Map<Long, Legs> legs = new HashMap<>();
  private final List<TradeRecord> trades = new ArrayList<>();
  private final Map<Long, Long> nakedNs = new HashMap<>();
  private final List<DailyPnl> days = new ArrayList<>();
  private CommandSink outer = command -> {};
  private long books;
  private long sent;

  Observer(EventHandler engine, int instruments) {
    this.engine = engine;
    this.mids = new double[instruments];
  }

  @Override
  public void onEvent(Event event, CommandSink commands) {
    if (event instanceof BookChanged book) {
      books++;
      mids[book.instrumentId()] = book.book().midE8() / (double) Fixed.ONE;
    } else if (event instanceof Event.OrderFilled fill) {
      filled(fill);
    }
    outer = commands;
    engine.onEvent(event, this);
  }

  private void filled(Event.OrderFilled fill) {
    OrderIntent intent = orders.get(fill.orderId());
    if (intent != null) {
      long signed = intent.side() == Side.BUY ? fill.quantityE8() : -fill.quantityE8();
      legs.computeIfAbsent(intent.tradeId(), id -> new Legs())
          .fill(intent.instrument().venue(), signed, fill.timeNs());
    }
  }

  @Override
  public void accept(Command command) {
    switch (command) {
      case Command.PlaceOrder c -> {
        sent++;
        orders.put(c.order().intent().orderId(), c.order().intent());
      }
      case Command.RecordTrade c -> ended(c.trade());
      case Command.RecordDay c -> days.add(c.day());
      case Command.CancelOrder _,
          Command.QueryOrder _,
          Command.ScheduleTimer _,
          Command.RaiseAlert _,
          Command.Narrate _,
          Command.RecordEntry _ -> {}
    }
    outer.accept(command);
  }

  private void ended(TradeRecord trade) {
    trades.add(trade);
    Legs held = legs.remove(trade.tradeId());
    nakedNs.put(trade.tradeId(), held == null ? 0 : held.nakedNs);
    orders.values().removeIf(order -> order.tradeId() == trade.tradeId());
  }

  /** Ended trades, in order of their end. */
  List<TradeRecord> trades() {
    return trades;
  }

  /** Nanoseconds for which a trade's legs differed by more than 2 %. */
  long nakedNs(TradeRecord trade) {
    return nakedNs.getOrDefault(trade.tradeId(), 0L);
  }

  /** Days that have ended, and the last one as far as it went. */
  List<DailyPnl> days() {
    return days;
  }

  long books() {
    return books;
  }

  long sent() {
    return sent;
  }

  /** Premium at mid prices in percent, NaN before all three are known. */
  double premium(Pair pair) {
    double upbit = mids[pair.upbit().id()];
    double rest = mids[pair.binance().id()] * mids[pair.fx().id()];
    return upbit > 0 && rest > 0 ? (upbit / rest - 1) * 100 : Double.NaN;
  }
}
