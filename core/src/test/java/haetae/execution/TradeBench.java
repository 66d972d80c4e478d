package haetae.execution;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.engine.TestConfigs;
import haetae.execution.OrderIntent.Purpose;
import haetae.execution.PairTrade.EntryDecision;
import haetae.execution.PairTrade.LegFill;
import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One trade in a market that stands still unless the test moves it, with orders it answers. */
final class TradeBench implements MarketView {
  static final long SECOND = 1_000_000_000L;
  static final long BTC = Fixed.ONE;

  private final List<Instrument> instruments = TestConfigs.instruments();
  final Pair pair = TestConfigs.pairs(instruments).getFirst();
  final PairTrade trade;
  final List<OrderDraft> sent = new ArrayList<>();
  // Two tries may look the same.
  private final IdentityHashMap<OrderDraft, OrderIntent> intents = new IdentityHashMap<>();
  final Set<Instrument> closed = new LinkedHashSet<>();
  final Set<Instrument> dark = new LinkedHashSet<>();
  final Map<Instrument, Long> until = new LinkedHashMap<>();

  /** What other trades hold of the perpetual, signed. */
  long elsewhereE8;

  long nowNs = SECOND;
  private final List<OrderBook> books = new ArrayList<>();
  private final ExecutionRules rules;
  private final TwoLegExecution execution;
  private final FeeSchedule fees = new FeeSchedule(500, 500, 0, false);

  TradeBench(long targetE8) {
    this(targetE8, 50_000 * Fixed.ONE);
  }

  TradeBench(long targetE8, long maxUnwindLossKrwE8) {
    this(targetE8, maxUnwindLossKrwE8, LegPolicy.Order.SEQUENTIAL);
  }

  TradeBench(long targetE8, long maxUnwindLossKrwE8, LegPolicy.Order order) {
    books.add(StrategyCases.book("upbit"));
    books.add(StrategyCases.book("bin_perp"));
    books.add(StrategyCases.book("usdt"));
    rules =
        new ExecutionRules(
            new LegPolicy(order, LegPolicy.Lead.UPBIT),
            800,
            500,
            3,
            SECOND / 4,
            3 * SECOND,
            30 * SECOND,
            20_000_000 * Fixed.ONE,
            maxUnwindLossKrwE8);
    execution = new TwoLegExecution(rules);
    trade =
        new PairTrade(
            1,
            pair,
            Direction.BUY_UPBIT_SELL_BINANCE,
            new EntryDecision(nowNs, targetE8, -7_000, 1_000));
  }

  ExecutionRules rules() {
    return rules;
  }

  @Override
  public OrderBook book(Instrument instrument) {
    return books.get(instrument.id());
  }

  @Override
  public boolean quoted(Instrument instrument, long atNs) {
    return !dark.contains(instrument);
  }

  @Override
  public boolean shrinks(Instrument instrument, Side side, long quantityE8) {
    long net = trade.leg(Venue.BINANCE).netE8() + elsewhereE8;
    return instrument.equals(pair.binance())
        && Long.signum(net) == -side.sign()
        && Math.abs(net) >= quantityE8;
  }

  @Override
  public long closedUntilNs(Instrument instrument) {
    return until.getOrDefault(instrument, 0L);
  }

  @Override
  public boolean tradable(Instrument instrument, long atNs) {
    return quoted(instrument, atNs)
        && !closed.contains(instrument)
        && atNs >= closedUntilNs(instrument);
  }

  /** Replaces a book by one level on each side. */
  void quote(Instrument instrument, long bid, long ask) {
    OrderBook book = book(instrument);
    book.clear();
    book.addBid(bid * Fixed.ONE, 10 * BTC);
    book.addAsk(ask * Fixed.ONE, 10 * BTC);
  }

  /** Asks for the next order; it is in flight at once. */
  @Nullable OrderDraft next() {
    OrderDraft draft = execution.next(trade, this, fees, nowNs);
    if (draft != null) {
      sent.add(draft);
      OrderIntent order = intent(draft, sent.size());
      intents.put(draft, order);
      trade.orderSent(order);
    }
    return draft;
  }

  /** Asks until there is an order, letting the pauses pass. */
  OrderDraft order() {
    for (int i = 0; i < 20; i++) {
      OrderDraft draft = next();
      if (draft != null) {
        return draft;
      }
      nowNs += SECOND / 4;
    }
    throw new AssertionError("no order in " + trade.phase());
  }

  /** Asks until the trade rests. */
  void rest() {
    for (int i = 0; i < 20 && trade.inTransit(); i++) {
      if (next() != null) {
        throw new AssertionError("order instead of rest: " + sent.getLast());
      }
      nowNs += SECOND / 4;
    }
  }

  private static OrderIntent intent(OrderDraft draft, long orderId) {
    return new OrderIntent(
        orderId,
        1,
        1,
        draft.purpose(),
        draft.instrument(),
        draft.side(),
        draft.quantityE8(),
        draft.limitPriceE8(),
        false);
  }

  /** The last order fills so much at its decision price and ends. */
  void fill(long quantityE8) {
    end(requireNonNull(sent.getLast()), quantityE8);
  }

  /** An order fills so much at its decision price and ends. */
  void end(OrderDraft draft, long quantityE8) {
    if (quantityE8 > 0) {
      report(draft, quantityE8);
    }
    trade.orderEnded(requireNonNull(intents.get(draft)));
  }

  /** A fill is reported, whenever. */
  void report(OrderDraft draft, long quantityE8) {
    long funds = Fixed.multiplyE8(draft.decisionPriceE8(), quantityE8, RoundingMode.HALF_EVEN);
    OrderIntent order = requireNonNull(intents.get(draft));
    trade.applyFill(order, new LegFill(quantityE8, funds, 0, 0), nowNs);
  }

  /** A trade of this size that stands hedged. */
  static TradeBench hedged(long quantityE8) {
    TradeBench bench = new TradeBench(quantityE8);
    bench.order();
    bench.fill(quantityE8);
    bench.order();
    bench.fill(quantityE8);
    bench.rest();
    return bench;
  }

  /** What an order must be. */
  static void mustBe(OrderDraft draft, Purpose purpose, Venue venue, Side side, long quantityE8) {
    assertThat(draft.purpose()).isEqualTo(purpose);
    assertThat(draft.instrument().venue()).isEqualTo(venue);
    assertThat(draft.side()).isEqualTo(side);
    assertThat(draft.quantityE8()).isEqualTo(quantityE8);
  }

  /** Both legs are sent at once. */
  static TradeBench parallel() {
    return new TradeBench(BTC / 10, 50_000 * Fixed.ONE, LegPolicy.Order.PARALLEL);
  }
}
