package haetae.app.storm;

import haetae.app.shadow.Tapped;
import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.execution.OrderIntent;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.risk.GuardFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a live engine has sent and heard, by its journal: orders with their fills, and how long the
 * feeds were not fresh. Threads: one.
 */
final class OrderTrail {
  /** An order that was sent. */
  static final class Sent {
    final String clientId;
    final OrderIntent intent;
    long filledE8;
    boolean unknown;
    boolean refused;

    Sent(String clientId, OrderIntent intent) {
      this.clientId = clientId;
      this.intent = intent;
    }
  }

  private final Map<String, Sent> orders = new LinkedHashMap<>();
  private final Map<Long, Sent> byId = new HashMap<>();
  private final Set<String> fills = new HashSet<>();
  private final List<Long> blindNs = new ArrayList<>();
  private final List<String> twice = new ArrayList<>();
  private long blindSinceNs;
  private boolean seen;
  private long freshSinceNs;
  private final Map<Integer, Long> booksNs = new HashMap<>();
  private final List<Long> entryBooksNs = new ArrayList<>();
  private final List<Pair> pairs;
  private long nowNs;

  /**
   * A trail without an order.
   *
   * @param pairs all routes
   */
  OrderTrail(List<Pair> pairs) {
    this.pairs = pairs;
  }

  /** Takes its place before an engine; once, before the first event. */
  EventHandler before(EventHandler handler) {
    return new Tapped(handler, this::event, this::command);
  }

  private void event(Event event) {
    nowNs = Math.max(nowNs, event.timeNs());
    switch (event) {
      case BookChanged e -> booksNs.put(e.instrumentId(), e.timeNs());
      case Event.OrderFilled e -> filled(e);
      case Event.OrderOutcomeUnknown e -> {
        Sent order = byId.get(e.orderId());
        if (order != null) {
          order.unknown = true;
        }
      }
      case Event.OrderRejected e -> {
        Sent order = byId.get(e.orderId());
        if (order != null) {
          order.refused = true;
        }
      }
      case Event.GuardReported e -> guard(e.facts(), e.timeNs());
      default -> {
        // Nothing of what is followed here.
      }
    }
  }

  private void filled(Event.OrderFilled fill) {
    Sent order = byId.get(fill.orderId());
    if (order != null && fills.add(fill.orderId() + " " + fill.fillId())) {
      order.filledE8 += fill.quantityE8();
    }
  }

  /** Only what comes after the feeds were fresh for the first time is a fault of theirs. */
  private void guard(GuardFacts facts, long nowNs) {
    if (facts.feedsFresh()) {
      if (blindSinceNs != 0) {
        blindNs.add(nowNs - blindSinceNs);
        freshSinceNs = nowNs;
      }
      blindSinceNs = 0;
      seen = true;
    } else if (seen && blindSinceNs == 0) {
      blindSinceNs = nowNs;
    }
  }

  private void command(Command command) {
    if (command instanceof Command.PlaceOrder place) {
      OrderIntent intent = place.order().intent();
      Sent sent = new Sent(place.order().clientOrderId(), intent);
      if (orders.put(sent.clientId, sent) != null) {
        twice.add(sent.clientId);
      }
      byId.put(intent.orderId(), sent);
      if (intent.opensRisk()) {
        entryBooksNs.add(oldestBookNs(intent.instrument()));
      }
    }
  }

  /** Age of the oldest of the three books of the route that an instrument is traded on. */
  private long oldestBookNs(Instrument traded) {
    long oldestNs = 0;
    for (Pair pair : pairs) {
      if (pair.upbit().equals(traded) || pair.binance().equals(traded)) {
        for (Instrument instrument : List.of(pair.upbit(), pair.binance(), pair.fx())) {
          oldestNs = Math.max(oldestNs, nowNs - booksNs.getOrDefault(instrument.id(), 0L));
        }
      }
    }
    return oldestNs;
  }

  /** Age of the oldest book that each entry was decided on. */
  List<Long> entryBooksNs() {
    return entryBooksNs;
  }

  /** Orders by client id, in the order of their sending. */
  Map<String, Sent> orders() {
    return orders;
  }

  /** Client ids that were used twice: none. */
  List<String> twice() {
    return twice;
  }

  /** How long each time at least one feed was not fresh. */
  List<Long> blindNs() {
    return blindNs;
  }

  /** Engine time at which the feeds were fresh again for the last time, 0 if they always were. */
  long freshSinceNs() {
    return freshSinceNs;
  }
}
