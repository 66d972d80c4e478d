package haetae.app.shadow;

import haetae.engine.Event;
import haetae.engine.TradeRecord;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Direction;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One trade while it goes on. Threads: the engine's. */
final class TradeWalk {
  /** Best price at which an order of a side would trade, 0 if unknown. */
  interface Touch {
    long atE8(int instrumentId, Side side);
  }

  private final Pair pair;
  private final Direction direction;
  private final long tradeId;
  private final long decidedNs;
  private final boolean liveAllowed;
  private final long lotE8;
  private final Map<Long, OrderIntent> orders = new HashMap<>();
  private final Set<String> fills = new HashSet<>();
  private final LegFacts[] in = new LegFacts[Venue.values().length];
  private final LegFacts[] out = new LegFacts[Venue.values().length];
  private boolean leaving;
  private long netE8;
  private long aloneSinceNs;
  private long nakedNs;
  private long nakedLongestNs;
  private @Nullable TradeRecord end;

  /** A trade that begins with this entry. */
  TradeWalk(OrderIntent entry, Pair pair, long nowNs, boolean liveAllowed) {
    this.pair = pair;
    this.tradeId = entry.tradeId();
    this.decidedNs = nowNs;
    this.liveAllowed = liveAllowed;
    boolean buysUpbit = (entry.instrument().venue() == Venue.UPBIT) == (entry.side() == Side.BUY);
    this.direction =
        buysUpbit ? Direction.BUY_UPBIT_SELL_BINANCE : Direction.BUY_BINANCE_SELL_UPBIT;
    this.lotE8 = Math.max(pair.upbit().rules().lotE8(), pair.binance().rules().lotE8());
    for (Venue venue : Venue.values()) {
      in[venue.ordinal()] = LegFacts.none(direction.sideAt(venue));
      out[venue.ordinal()] = LegFacts.none(direction.sideAt(venue).opposite());
    }
  }

  long tradeId() {
    return tradeId;
  }

  Set<Long> orders() {
    return orders.keySet();
  }

  void sent(OrderIntent intent) {
    orders.put(intent.orderId(), intent);
  }

  /** Both legs are decided on with the first order of either way. */
  void decided(OrderIntent intent, Touch touch) {
    boolean entry = intent.purpose() == Purpose.ENTRY && orders.size() == 1;
    boolean exit = intent.purpose() == Purpose.EXIT && !leaving;
    if (!entry && !exit) {
      return;
    }
    leaving |= exit;
    LegFacts[] way = exit ? out : in;
    for (Venue venue : Venue.values()) {
      LegFacts leg = way[venue.ordinal()];
      way[venue.ordinal()] = leg.decided(touch.atE8(pair.at(venue).id(), leg.side()));
    }
  }

  /** Books a fill; false if it was booked before. */
  boolean filled(Event.OrderFilled fill, long nowNs) {
    OrderIntent intent = orders.get(fill.orderId());
    if (intent == null || !fills.add(fill.orderId() + " " + fill.fillId())) {
      return false;
    }
    Venue venue = intent.instrument().venue();
    LegFacts[] way = intent.side() == direction.sideAt(venue) ? in : out;
    way[venue.ordinal()] = way[venue.ordinal()].filled(fill.priceE8(), fill.quantityE8());
    netE8 += intent.side() == Side.BUY ? fill.quantityE8() : -fill.quantityE8();
    balance(nowNs);
    return true;
  }

  /** A leg stands alone while the legs differ by a lot of the coarser one, or more. */
  private void balance(long nowNs) {
    boolean alone = Math.abs(netE8) >= lotE8;
    if (alone && aloneSinceNs == 0) {
      aloneSinceNs = nowNs;
    } else if (!alone && aloneSinceNs != 0) {
      nakedNs += nowNs - aloneSinceNs;
      nakedLongestNs = Math.max(nakedLongestNs, nowNs - aloneSinceNs);
      aloneSinceNs = 0;
    }
  }

  void ended(TradeRecord record) {
    end = record;
  }

  TradeFacts facts() {
    return new TradeFacts(
        tradeId,
        pair.name(),
        direction,
        decidedNs,
        liveAllowed,
        in[Venue.UPBIT.ordinal()],
        in[Venue.BINANCE.ordinal()],
        out[Venue.UPBIT.ordinal()],
        out[Venue.BINANCE.ordinal()],
        nakedNs,
        nakedLongestNs,
        end);
  }
}
