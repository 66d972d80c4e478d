package haetae.engine;

import haetae.market.BookFault;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.DriftBands;
import haetae.premium.EdgeCalculator;
import haetae.risk.EntryCheck;
import haetae.risk.QuoteAges;
import haetae.risk.Refusal;
import haetae.risk.RefusalCode;
import haetae.risk.TradingState;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Gathers what the validator must know about an entry. Threads: the engine's. */
final class EntryFacts {
  private static final long NS_PER_MS = 1_000_000;

  private final EngineConfig config;
  private final MarketState market;
  private final Desk desk;
  private final Books books;
  private final Capital capital;
  private final HealthCheck health;
  private final GapWatch gaps;
  private final MarginWatch margin;

  /**
   * What the strategy says of an entry.
   *
   * @param believed it has held long enough even for an edge that is too good
   */
  record Proposal(long netPpm, long confidencePpm, boolean believed) {}

  EntryFacts(
      EngineConfig config,
      MarketState market,
      Desk desk,
      Books books,
      Capital capital,
      GapWatch gaps,
      MarginWatch margin) {
    this.config = config;
    this.market = market;
    this.desk = desk;
    this.books = books;
    this.capital = capital;
    this.health = new HealthCheck(config, market, desk, books);
    this.gaps = gaps;
    this.margin = margin;
  }

  /**
   * All that is known about an entry.
   *
   * @param edge the trade at the size to be sent
   */
  EntryCheck of(Route route, EdgeCalculator edge, Proposal proposal, long nowNs) {
    Direction direction = edge.direction();
    Pair pair = route.pair;
    long notional = edge.upbit().notionalE8();
    Side upbitSide = direction.upbitSide();
    OrderBook upbit = market.book(pair.upbit().id());
    OrderBook binance = market.book(pair.binance().id());
    long fx = market.book(pair.fx().id()).midE8();
    long upbitDepth = depthE8(upbit, upbitSide);
    long binanceDepth = depthE8(binance, upbitSide.opposite());
    long binanceKrw = Fixed.multiplyE8(binanceDepth, fx, RoundingMode.FLOOR);
    long thinner = Math.min(upbitDepth, binanceKrw);
    return new EntryCheck(
        notional,
        proposal.confidencePpm(),
        proposal.netPpm(),
        slippagePpm(upbit, binance, direction, edge),
        thinner,
        Fixed.mulDiv(notional, Fixed.MILLION, Math.max(1, thinner), RoundingMode.CEILING),
        gapPpm(edge.upbit().vwapE8(), route.slowUpbitE8()),
        gapPpm(fx, route.slowFxE8()),
        books.profits().worstKrwE8(desk.open()),
        books.profits().fxExposureKrwE8(desk.open()),
        desk.open().size(),
        books.losses().worstDailyLossE8(),
        books.losses().drawdownPpm(),
        desk.rate().lastMinute(nowNs),
        ages(pair, nowNs),
        blocks(route, edge, proposal, nowNs));
  }

  private static long depthE8(OrderBook book, Side taker) {
    long sum = 0;
    for (int i = 0; i < book.depth(taker); i++) {
      sum =
          Math.addExact(
              sum,
              Fixed.multiplyE8(
                  book.priceE8(taker, i), book.quantityE8(taker, i), RoundingMode.FLOOR));
    }
    return sum;
  }

  private static long slippagePpm(
      OrderBook upbit, OrderBook binance, Direction direction, EdgeCalculator edge) {
    long home = gapPpm(edge.upbit().vwapE8(), upbit.priceE8(direction.upbitSide(), 0));
    long abroad = gapPpm(edge.binance().vwapE8(), binance.priceE8(direction.binanceSide(), 0));
    return home + abroad;
  }

  /** Absolute distance of a value to its reference; a missing reference is infinitely far. */
  private static long gapPpm(long value, long reference) {
    return reference <= 0
        ? Refusal.UNKNOWN
        : Math.abs(Fixed.changePpm(value, reference, RoundingMode.HALF_EVEN));
  }

  private QuoteAges ages(Pair pair, long nowNs) {
    long upbitAt = market.receivedNs(pair.upbit().id());
    long binanceAt = market.receivedNs(pair.binance().id());
    return new QuoteAges(
        ageMs(pair.upbit().id(), nowNs),
        ageMs(pair.binance().id(), nowNs),
        ageMs(pair.fx().id(), nowNs),
        Math.abs(upbitAt - binanceAt) / NS_PER_MS,
        Math.max(offsetMs(Venue.UPBIT), offsetMs(Venue.BINANCE)));
  }

  private long ageMs(int instrumentId, long nowNs) {
    long age = market.ageNs(instrumentId, nowNs);
    return age == Long.MAX_VALUE ? age : age / NS_PER_MS;
  }

  private long offsetMs(Venue venue) {
    long offset = market.clockOffsetNs(venue);
    return offset == MarketState.UNKNOWN_OFFSET_NS ? offset : Math.abs(offset) / NS_PER_MS;
  }

  private List<Refusal> blocks(Route route, EdgeCalculator edge, Proposal proposal, long nowNs) {
    List<Refusal> blocks = new ArrayList<>();
    states(blocks);
    venues(nowNs, blocks);
    prices(route, proposal, nowNs, blocks);
    perpetual(route, edge.direction(), proposal, nowNs, blocks);
    memory(nowNs, blocks);
    naked(edge, blocks);
    room(route.pair, edge, blocks);
    funds(route.pair, edge, blocks);
    return blocks;
  }

  private void states(List<Refusal> blocks) {
    if (desk.controls().state() != TradingState.NORMAL) {
      boolean halted = desk.controls().state() == TradingState.HALTED;
      blocks.add(Refusal.of(halted ? RefusalCode.HALTED : RefusalCode.REDUCING, ""));
    }
    if (!desk.controls().pauseReason().isEmpty()) {
      blocks.add(Refusal.of(RefusalCode.PAUSED, desk.controls().pauseReason()));
    }
  }

  private void venues(long nowNs, List<Refusal> blocks) {
    for (Venue venue : Venue.values()) {
      int unknown = desk.orders().all().unknownAt(venue);
      VenueHealth now = health.of(venue, nowNs);
      if (now != VenueHealth.OK) {
        boolean down = now == VenueHealth.DOWN;
        RefusalCode code = down ? RefusalCode.VENUE_DOWN : RefusalCode.VENUE_HEALTH;
        blocks.add(Refusal.of(code, venue + " " + now));
      }
      if (unknown > 0) {
        blocks.add(new Refusal(RefusalCode.UNKNOWN_ORDER, 0, unknown, venue.name()));
      }
    }
  }

  private void prices(Route route, Proposal proposal, long nowNs, List<Refusal> blocks) {
    if (route.transfersBlocked()) {
      blocks.add(Refusal.of(RefusalCode.WALLET_SUSPENDED, route.closedWallets));
    }
    long gap = gaps.gapPpm(route);
    if (gap > gaps.limitPpm()) {
      blocks.add(Refusal.of(RefusalCode.PREMIUM_GAP, gaps.limitPpm(), gap));
    }
    long frozenNs = route.frozenNs(nowNs);
    if (frozenNs > 0) {
      blocks.add(Refusal.of(RefusalCode.JUMP, 0, Math.ceilDiv(frozenNs, NS_PER_MS)));
    }
    long tooGood = config.entry().tooGoodPpm();
    if (proposal.netPpm() > tooGood && !proposal.believed()) {
      blocks.add(Refusal.of(RefusalCode.TOO_GOOD, tooGood, proposal.netPpm()));
    }
  }

  /** Margin must be there, and who pays funding in a moment must earn it first. */
  private void perpetual(
      Route route, Direction direction, Proposal proposal, long nowNs, List<Refusal> blocks) {
    if (!route.perpetual()) {
      return;
    }
    Instrument perpetual = route.pair.binance();
    if (margin.severe(perpetual)) {
      long limit = config.perpetual().severePpm();
      blocks.add(Refusal.of(RefusalCode.MARGIN, limit, margin.ratioPpm(perpetual)));
    }
    long left = proposal.netPpm() - route.funding.paymentPpm(direction);
    long least = route.strategy.gate().minNetPpm();
    if (route.funding.due(nowNs) && left < least) {
      blocks.add(Refusal.of(RefusalCode.FUNDING, least, left));
    }
  }

  private void memory(long nowNs, List<Refusal> blocks) {
    if (!desk.breaker().allows(nowNs)) {
      blocks.add(Refusal.of(RefusalCode.BREAKER_OPEN, 0, desk.breaker().remainingMs(nowNs)));
    }
    desk.trips().check(nowNs, blocks);
    if (!books.breaks().isEmpty()) {
      blocks.add(
          new Refusal(
              RefusalCode.LEDGER_BREAK,
              0,
              books.breaks().size(),
              String.join(", ", books.breaks())));
    }
    long residual = books.profits().residualKrwE8();
    long cap = config.sizing().residualCapKrwE8();
    if (residual > cap) {
      blocks.add(Refusal.of(RefusalCode.RESIDUAL_CAP, cap, residual));
    }
  }

  /** An entry stands alone with its whole size until its hedge fills. */
  private void naked(EdgeCalculator edge, List<Refusal> blocks) {
    long naked = Math.addExact(desk.nakedKrwE8(), edge.upbit().notionalE8());
    long budget = config.execution().maxNakedKrwE8();
    if (naked > budget) {
      blocks.add(Refusal.of(RefusalCode.NAKED_BUDGET, budget, naked));
    }
  }

  private void room(Pair pair, EdgeCalculator edge, List<Refusal> blocks) {
    Refusal refusal = capital(pair, edge);
    if (refusal.value() > refusal.limit()) {
      blocks.add(refusal);
    }
  }

  /** How the capital budget stands to an entry: what it needs against what is left. */
  Refusal capital(Pair pair, EdgeCalculator edge) {
    long left = capital.leftE8(pair, desk.open());
    return Refusal.of(RefusalCode.CAPITAL, left, edge.upbit().notionalE8());
  }

  /** Names the book that is broken. */
  Refusal badBook(Pair pair) {
    StringBuilder detail = new StringBuilder();
    for (Instrument instrument : List.of(pair.upbit(), pair.binance(), pair.fx())) {
      BookFault fault = market.fault(instrument.id());
      if (fault != BookFault.NONE) {
        detail.append(detail.isEmpty() ? "" : ", ").append(instrument).append(' ').append(fault);
      }
    }
    return Refusal.of(RefusalCode.BAD_BOOK, detail.toString());
  }

  private void funds(Pair pair, EdgeCalculator edge, List<Refusal> blocks) {
    Direction direction = edge.direction();
    long sizeE8 = edge.upbit().filledE8();
    boolean buyUpbit = direction == Direction.BUY_UPBIT_SELL_BINANCE;
    long upbitNeed = buyUpbit ? edge.krwOutE8() : sizeE8;
    long upbitFree = books.freeE8(Venue.UPBIT, Scanner.needed(pair, direction));
    if (upbitFree < upbitNeed) {
      RefusalCode code = buyUpbit ? RefusalCode.NO_FUNDS : RefusalCode.NO_UPBIT_INVENTORY;
      blocks.add(new Refusal(code, upbitNeed, upbitFree, "UPBIT"));
    }
    boolean perpetual = pair.binance().kind() == InstrumentKind.PERPETUAL;
    boolean sellsCoin = buyUpbit && !perpetual;
    long need = sellsCoin ? sizeE8 : edge.usdtE8();
    long free =
        books.freeE8(Venue.BINANCE, sellsCoin ? pair.binance().base() : pair.binance().quote());
    if (free < need) {
      blocks.add(new Refusal(RefusalCode.NO_FUNDS, need, free, "BINANCE"));
    }
    drift(pair, direction, perpetual, blocks);
  }

  /** Spot stock on both venues must not become one-sided; perpetuals need none. */
  private void drift(Pair pair, Direction direction, boolean perpetual, List<Refusal> blocks) {
    if (perpetual) {
      return;
    }
    long share =
        DriftBands.upbitSharePpm(
            books.freeE8(Venue.UPBIT, pair.upbit().base()),
            books.freeE8(Venue.BINANCE, pair.binance().base()));
    if (!config.drift().allows(direction, share)) {
      blocks.add(
          new Refusal(
              RefusalCode.NO_UPBIT_INVENTORY, 0, 0, "drift " + config.drift().advice(share)));
    }
  }
}
