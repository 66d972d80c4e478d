package haetae.app.shadow;

import static java.util.Objects.requireNonNull;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/**
 * Follows an engine's trades by what goes into it and comes out of it, and changes nothing. A book
 * costs two stores. Trades whose entry it has not seen, those of an earlier run, are passed over.
 *
 * <p>Threads: the engine's; what it has found may be read by any.
 */
public final class TradeTrail {
  /** Trades that are remembered; the oldest go first. */
  public static final int MOST = 10_000;

  private final Map<Integer, Pair> pairs = new HashMap<>();
  private final BooleanSupplier liveAllowed;
  private final long[] bidsE8;
  private final long[] asksE8;
  private final LinkedHashMap<Long, TradeWalk> trades = new LinkedHashMap<>();
  private final Map<Long, TradeWalk> byOrder = new HashMap<>();
  private final ConcurrentSkipListMap<Long, TradeFacts> facts = new ConcurrentSkipListMap<>();
  private long nowNs;

  /**
   * A trail that is not before an engine yet.
   *
   * @param instruments how many there are
   * @param liveAllowed asked at each entry
   */
  public TradeTrail(int instruments, List<Pair> pairs, BooleanSupplier liveAllowed) {
    this.liveAllowed = liveAllowed;
    this.bidsE8 = new long[instruments];
    this.asksE8 = new long[instruments];
    for (Pair pair : pairs) {
      this.pairs.put(pair.upbit().id(), pair);
      this.pairs.put(pair.binance().id(), pair);
    }
  }

  /** Takes its place before an engine; once, before the first event. */
  public EventHandler before(EventHandler handler) {
    return new Tapped(handler, this::event, this::command);
  }

  private void event(Event event) {
    nowNs = event.timeNs();
    if (event instanceof BookChanged changed) {
      OrderBook book = changed.book();
      bidsE8[changed.instrumentId()] = book.bids() == 0 ? 0 : book.bestBidE8();
      asksE8[changed.instrumentId()] = book.asks() == 0 ? 0 : book.bestAskE8();
    } else if (event instanceof Event.OrderFilled fill) {
      filled(fill);
    }
  }

  private void filled(Event.OrderFilled fill) {
    TradeWalk trade = byOrder.get(fill.orderId());
    if (trade != null && trade.filled(fill, nowNs)) {
      facts.put(trade.tradeId(), trade.facts());
    }
  }

  private void command(Command command) {
    if (command instanceof Command.PlaceOrder place) {
      placed(place.order().intent());
    } else if (command instanceof Command.RecordTrade ended) {
      TradeWalk trade = trades.get(ended.trade().tradeId());
      if (trade != null) {
        trade.ended(ended.trade());
        facts.put(trade.tradeId(), trade.facts());
      }
    }
  }

  private void placed(OrderIntent intent) {
    if (intent.purpose() == Purpose.ENTRY && !trades.containsKey(intent.tradeId())) {
      begin(intent);
    }
    TradeWalk trade = trades.get(intent.tradeId());
    if (trade != null) {
      trade.sent(intent);
      trade.decided(intent, this::touchE8);
      byOrder.put(intent.orderId(), trade);
    }
  }

  private void begin(OrderIntent intent) {
    Pair pair = requireNonNull(pairs.get(intent.instrument().id()), "pair of an entry");
    trades.put(intent.tradeId(), new TradeWalk(intent, pair, nowNs, liveAllowed.getAsBoolean()));
    if (trades.size() > MOST) {
      forget(trades.pollFirstEntry().getValue());
    }
  }

  private void forget(TradeWalk oldest) {
    oldest.orders().forEach(byOrder::remove);
    facts.remove(oldest.tradeId());
  }

  private long touchE8(int instrumentId, Side side) {
    return side == Side.BUY ? asksE8[instrumentId] : bidsE8[instrumentId];
  }

  /** Trades of which something has filled, by id. */
  public List<TradeFacts> trades() {
    return facts.values().stream().filter(TradeFacts::filled).toList();
  }
}
