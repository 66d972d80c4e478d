package haetae.sim.fault;

import haetae.engine.EngineConfig;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the venues hold for each trade, from their own fills, and what must hold of every order that
 * is sent. It never asks the engine. Threads: the run's.
 */
final class Truth {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final long MS = 1_000_000;

  private final Stage stage;
  private final EngineConfig config;
  private final Sight sight;
  private final Set<String> clientIds = new HashSet<>();
  private final Map<Long, TradeTruth> trades = new LinkedHashMap<>();
  private final Map<Long, TradeTruth> active = new LinkedHashMap<>();
  private final Map<Integer, Pair> pairs = new HashMap<>();
  private final ArrayDeque<Long> sentNs = new ArrayDeque<>();
  private int mostAMinute;

  Truth(Stage stage, Sight sight) {
    this.stage = stage;
    this.config = stage.scenario().config();
    this.sight = sight;
    for (Pair pair : config.pairs()) {
      pairs.put(pair.upbit().id(), pair);
      pairs.put(pair.binance().id(), pair);
    }
  }

  /** An order leaves the process: everything that must be true of it. */
  void sending(ApprovedOrder order) {
    OrderIntent intent = order.intent();
    long now = stage.time().nowNs();
    if (!clientIds.add(order.clientOrderId())) {
      violated("client id twice", order.clientOrderId() + " is sent a second time");
    }
    TradeTruth trade =
        trades.computeIfAbsent(
            intent.tradeId(), id -> new TradeTruth(id, pair(intent.instrument())));
    active.put(trade.tradeId(), trade);
    for (OrderIntent other : trade.live()) {
      if (other.instrument().id() == intent.instrument().id()) {
        violated(
            "one order a duty",
            order.clientOrderId() + " while order " + other.orderId() + " is live");
      }
    }
    if (intent.purpose() == Purpose.SWEEP) {
      sight.sweep();
      swept(intent);
    }
    if (intent.reduceOnly() && intent.instrument().kind() != InstrumentKind.PERPETUAL) {
      violated("reduce-only", order.clientOrderId() + " is reduce-only on " + intent.instrument());
    }
    rate(intent, now);
    long krw = krwE8(intent);
    long most = loosened(config.safety().maxPositionKrwE8());
    if (intent.opensRisk()) {
      // The other leg is the same coin at the other venue's price.
      if (intent.instrument().venue() == Venue.UPBIT && krw > most) {
        over("order notional", krw, most);
      }
      opening(trade, intent, krw);
    }
    trade.sending(intent);
  }

  /** Only dust that lies there is traded away. */
  private void swept(OrderIntent intent) {
    Instrument instrument = intent.instrument();
    long pool = leftE8(instrument);
    long sold = -intent.side().sign() * intent.quantityE8();
    boolean there = Long.signum(pool) == Long.signum(sold) && Math.abs(pool) >= Math.abs(sold);
    // A fill that the venue keeps back may be dust that the engine does not know of yet, or less.
    if (!there && Math.abs(pool - sold) > dustE8(pair(instrument))) {
      violated("only dust is swept", Fixed.format(sold) + " of " + Fixed.format(pool));
    }
  }

  /** Signed quantity of an instrument that trades which have come to their end have left. */
  private long leftE8(Instrument instrument) {
    long sum = 0;
    for (TradeTruth trade : active.values()) {
      boolean same = trade.pair().at(instrument.venue()).id() == instrument.id();
      sum += same && !trade.active() ? trade.netE8(instrument.venue()) : 0;
    }
    return sum;
  }

  /** What a trade may have taken over of ended ones, or left to later ones. */
  long sharedE8(TradeTruth trade) {
    long upbit = 0;
    long binance = 0;
    for (TradeTruth other : ended(trade)) {
      upbit += Math.abs(other.netE8(Venue.UPBIT));
      binance += Math.abs(other.netE8(Venue.BINANCE));
    }
    return Math.max(upbit, binance);
  }

  /** The other trades of the pair that have come to their end. */
  private List<TradeTruth> ended(TradeTruth trade) {
    List<TradeTruth> ended = new ArrayList<>();
    for (TradeTruth other : active.values()) {
      if (other != trade && other.pair().equals(trade.pair()) && !other.active()) {
        ended.add(other);
      }
    }
    return ended;
  }

  /** A trade is over for the engine too: dust that it took along is no more the earlier trade's. */
  void over(TradeTruth trade) {
    if (trade.active()) {
      return;
    }
    for (TradeTruth other : ended(trade)) {
      trade.offset(Venue.UPBIT, other);
      trade.offset(Venue.BINANCE, other);
    }
  }

  /** Signed quantity of an instrument that all trades together hold. */
  long heldE8(Instrument instrument) {
    long sum = 0;
    for (TradeTruth trade : active.values()) {
      boolean same = trade.pair().at(instrument.venue()).id() == instrument.id();
      sum += same ? trade.netE8(instrument.venue()) : 0;
    }
    return sum;
  }

  private void rate(OrderIntent intent, long now) {
    sentNs.addLast(now);
    while (now - sentNs.peekFirst() >= MINUTE_NS) {
      sentNs.removeFirst();
    }
    mostAMinute = Math.max(mostAMinute, sentNs.size());
    int limit = config.safety().maxOrdersPerMinute();
    // The way back is never held up; what begins a trade or an exit waits.
    boolean begins = !intent.urgent() || intent.purpose() == Purpose.EXIT;
    if (begins && sentNs.size() > limit) {
      violated(
          "orders a minute", sentNs.size() + " with " + intent.purpose() + ", at most " + limit);
    }
  }

  /** Caps on the worst case: all that is held, and all that is live as if it filled. */
  private void opening(TradeTruth trade, OrderIntent intent, long krwE8) {
    sight.entry(trade.pair());
    long exposure = 0;
    long fx = 0;
    int positions = 0;
    for (TradeTruth other : active.values()) {
      if (!other.active()) {
        // Dust of ended trades has a cap of its own.
        continue;
      }
      long held = Math.abs(other.shownE8(Venue.UPBIT)) + other.enteringE8();
      long worth = Fixed.multiplyE8(held, sight.askE8(other.pair().upbit()), RoundingMode.CEILING);
      exposure += worth;
      fx += other.upbitSign() * worth;
      positions += other == trade ? 0 : 1;
    }
    boolean lead = intent.instrument().venue() == Venue.UPBIT;
    long added = lead ? krwE8 : 0;
    int sign = lead ? intent.side().sign() : -intent.side().sign();
    caps(exposure + added, Math.abs(fx + sign * added), positions + 1);
  }

  private void caps(long exposure, long fx, int positions) {
    long mostExposure = loosened(config.safety().maxExposureKrwE8());
    if (exposure > mostExposure) {
      over("exposure", exposure, mostExposure);
    }
    long mostFx = loosened(config.safety().maxFxExposureKrwE8());
    if (fx > mostFx) {
      over("net FX exposure", fx, mostFx);
    }
    if (positions > config.safety().maxPositions()) {
      violated("positions", positions + ", at most " + config.safety().maxPositions());
    }
  }

  /** The limit price is beyond the decision's by the slippage, and our price is of another book. */
  private long loosened(long limitE8) {
    long ppm =
        5_000 + config.execution().slippageUpbitPpm() + config.execution().slippageBinancePpm();
    return limitE8 + Fixed.partE8(limitE8, ppm, RoundingMode.CEILING);
  }

  private long krwE8(OrderIntent intent) {
    long notional =
        Fixed.multiplyE8(intent.quantityE8(), intent.limitPriceE8(), RoundingMode.CEILING);
    return intent.instrument().venue() == Venue.UPBIT
        ? notional
        : Fixed.multiplyE8(
            notional, sight.askE8(pair(intent.instrument()).fx()), RoundingMode.CEILING);
  }

  private Pair pair(Instrument instrument) {
    Pair pair = pairs.get(instrument.id());
    if (pair == null) {
      throw new IllegalStateException("no pair trades " + instrument);
    }
    return pair;
  }

  /** An order can fill no more at the venue. */
  void dead(OrderIntent intent, String outcome) {
    stage.verdict().tell("VENUE", intent.orderId() + " " + outcome);
    stage.figures().order(intent.purpose(), outcome);
    TradeTruth trade = of(intent);
    trade.dead(intent);
    judge(trade);
  }

  private void judge(TradeTruth trade) {
    trade.judge(dustE8(trade.pair()), sharedE8(trade));
  }

  private TradeTruth of(OrderIntent intent) {
    TradeTruth trade = trades.get(intent.tradeId());
    if (trade == null) {
      throw new IllegalStateException("no trade " + intent.tradeId());
    }
    return trade;
  }

  /** The venue has executed part of an order. */
  void filled(OrderIntent intent, long netE8) {
    TradeTruth trade = of(intent);
    Venue venue = intent.instrument().venue();
    trade.filled(intent, netE8);
    judge(trade);
    stage.verdict().tell("VENUE", intent.orderId() + " fills " + Fixed.format(netE8));
    if (trade.sweeps()) {
      return;
    }
    long dust = Math.addExact(dustE8(trade.pair()), sharedE8(trade));
    if (Math.abs(trade.netE8(venue)) > trade.mostE8() + dust) {
      violated(
          "leg larger than decided",
          intent.instrument()
              + " holds "
              + Fixed.format(trade.netE8(venue))
              + " of trade "
              + trade.tradeId()
              + ", decided "
              + Fixed.format(trade.mostE8()));
    }
    if (trade.wrongSideE8(venue) > dust) {
      violated(
          "leg on the wrong side",
          intent.instrument()
              + " holds "
              + Fixed.format(trade.netE8(venue))
              + " of trade "
              + trade.tradeId());
    }
    naked(trade, dust);
  }

  private void naked(TradeTruth trade, long dust) {
    long now = stage.time().nowNs();
    boolean naked = Math.abs(trade.deltaE8()) > dust;
    if (naked && trade.nakedSinceNs() == 0) {
      trade.naked(now);
    } else if (!naked && trade.nakedSinceNs() != 0) {
      stage.figures().naked().add((now - trade.nakedSinceNs()) / MS);
      trade.naked(0);
    }
  }

  /** The venue keeps part of a fill back for a while. */
  void concealed(OrderIntent intent, long quantityE8) {
    TradeTruth trade = of(intent);
    trade.concealed(intent.instrument().venue(), intent.side().sign() * quantityE8);
    judge(trade);
  }

  /** The engine hears of what was kept back. */
  void revealed(OrderIntent intent, long quantityE8) {
    TradeTruth trade = of(intent);
    trade.revealed(intent.instrument().venue(), intent.side().sign() * quantityE8);
    judge(trade);
  }

  /** What no order can be sent for: below a lot, or below the smallest notional of a venue. */
  long dustE8(Pair pair) {
    long lot = Math.max(pair.upbit().rules().lotE8(), pair.binance().rules().lotE8());
    return Math.max(lot, Math.max(smallestE8(pair.upbit()), smallestE8(pair.binance())) + lot);
  }

  private long smallestE8(Instrument instrument) {
    long price = sight.bidE8(instrument);
    // A tenth more, since the price may have moved since.
    long notional = instrument.rules().minNotionalE8() / 10 * 11;
    return price == 0 ? 0 : Fixed.divideE8(notional, price, RoundingMode.CEILING);
  }

  /** Trades that hold something, or did. */
  Map<Long, TradeTruth> active() {
    return active;
  }

  /** After a restart or an operator's word all deadlines begin anew. */
  void restartClocks() {
    active.values().forEach(TradeTruth::restartClock);
  }

  /** Forgets trades that hold nothing any more. */
  void sweep() {
    active
        .values()
        .removeIf(
            t -> t.live().isEmpty() && t.netE8(Venue.UPBIT) == 0 && t.netE8(Venue.BINANCE) == 0);
  }

  int mostAMinute() {
    return mostAMinute;
  }

  long swept() {
    return trades.values().stream().filter(TradeTruth::sweeps).count();
  }

  long unwound() {
    return trades.values().stream().filter(TradeTruth::unwound).count();
  }

  List<TradeTruth> all() {
    return List.copyOf(trades.values());
  }

  private void over(String rule, long value, long limit) {
    violated(rule, Fixed.format(value) + " KRW, at most " + Fixed.format(limit));
  }

  private void violated(String rule, String text) {
    stage.verdict().violated(rule, text);
  }
}
