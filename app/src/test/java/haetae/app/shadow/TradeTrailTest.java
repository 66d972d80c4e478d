package haetae.app.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.TradeRecord;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.FixedTick;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.Attribution;
import haetae.risk.Gate;
import haetae.risk.OrderApprover;
import haetae.risk.TradingState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TradeTrailTest {
  private static final long MS = 1_000_000;
  private static final OrderRules RULES =
      new OrderRules(
          new FixedTick(Fixed.ONE / 100), Fixed.ONE / 1_000, 0, Long.MAX_VALUE / 4, 0, 1L << 60);
  private static final Instrument FX = instrument(0, Venue.UPBIT, "USDT", Asset.KRW);
  private static final Instrument UPBIT = instrument(1, Venue.UPBIT, "ETH", Asset.KRW);
  private static final Instrument BINANCE = instrument(2, Venue.BINANCE, "ETH", Asset.USDT);
  private static final Pair PAIR = new Pair(0, UPBIT, BINANCE, FX);

  private final OrderApprover approver = new OrderApprover("t");
  private final List<Command> next = new ArrayList<>();
  private final List<Command> passed = new ArrayList<>();
  private final TradeTrail trail = new TradeTrail(3, List.of(PAIR), () -> false);
  private final EventHandler engine =
      trail.before(
          (_, commands) -> {
            next.forEach(commands::accept);
            next.clear();
          });
  private long nowNs = 1_000 * MS;
  private long orderId;

  private static Instrument instrument(int id, Venue venue, String base, Asset quote) {
    InstrumentKind kind = venue == Venue.UPBIT ? InstrumentKind.SPOT : InstrumentKind.PERPETUAL;
    return new Instrument(id, venue, kind, base + quote.code(), new Asset(base), quote, RULES);
  }

  private void book(Instrument instrument, int bid, int ask) {
    BookChanged book = new BookChanged().begin(instrument.id(), nowNs, 0);
    book.book().addBid(bid * Fixed.ONE, Fixed.ONE);
    book.book().addAsk(ask * Fixed.ONE, Fixed.ONE);
    engine.onEvent(book, passed::add);
  }

  private OrderIntent order(Purpose purpose, Instrument instrument, Side side) {
    return new OrderIntent(
        ++orderId, 1, 1, purpose, instrument, side, Fixed.ONE, 100 * Fixed.ONE, false);
  }

  /** The engine sends these with the next event. */
  private void sends(OrderIntent... intents) {
    for (OrderIntent intent : intents) {
      var approval = approver.approve(intent, Gate.PAPER, TradingState.NORMAL, Fixed.ONE, nowNs);
      assertThat(approval).isInstanceOf(OrderApprover.Approval.Approved.class);
      next.add(new Command.PlaceOrder(((OrderApprover.Approval.Approved) approval).order()));
    }
  }

  private void filled(long order, String id, double price, double quantity, int atMs) {
    nowNs = 1_000 * MS + atMs * MS;
    long priceE8 = Math.round(price * Fixed.ONE);
    long quantityE8 = Math.round(quantity * Fixed.ONE);
    engine.onEvent(
        new Event.OrderFilled(nowNs, order, id, priceE8, quantityE8, 0, Asset.KRW), passed::add);
  }

  private void enter() {
    book(UPBIT, 99, 100);
    sends(order(Purpose.ENTRY, UPBIT, Side.BUY), order(Purpose.HEDGE, BINANCE, Side.SELL));
    book(BINANCE, 70, 71);
  }

  @Test
  void shouldMeasureSlippageAndNakedTimeOfAnEntry() {
    enter();
    book(UPBIT, 120, 121);
    filled(1, "a", 100.5, 1, 10);
    filled(1, "a", 100.5, 1, 11);
    filled(2, "b", 70, 0.4, 40);
    filled(2, "c", 69, 0.6, 110);

    TradeFacts trade = trail.trades().getFirst();

    assertThat(trade.direction()).isEqualTo(Direction.BUY_UPBIT_SELL_BINANCE);
    assertThat(trade.liveAllowed()).isFalse();
    assertThat(trade.decidedNs()).isEqualTo(1_000 * MS);
    assertThat(trade.upbitIn().slippagePpm()).isEqualTo(5_000);
    assertThat(trade.binanceIn().averageE8()).isEqualTo(6_940_000_000L);
    assertThat(trade.binanceIn().slippagePpm()).isEqualTo(8_571);
    assertThat(trade.nakedLongestNs()).isEqualTo(100 * MS);
    assertThat(trade.end()).isNull();
    assertThat(passed).hasSize(2);
  }

  @Test
  void shouldTellTheWayOutFromTheWayIn() {
    enter();
    filled(1, "a", 100, 1, 10);
    filled(2, "b", 70, 1, 20);
    sends(order(Purpose.EXIT, UPBIT, Side.SELL), order(Purpose.HEDGE, BINANCE, Side.BUY));
    book(UPBIT, 104, 105);
    filled(3, "c", 104, 1, 50);
    filled(4, "d", 72, 1, 55);
    next.add(new Command.RecordTrade(ended()));
    book(UPBIT, 104, 105);

    TradeFacts trade = trail.trades().getFirst();

    assertThat(trade.out(Venue.UPBIT).slippagePpm()).isZero();
    assertThat(trade.out(Venue.BINANCE).slippagePpm()).isEqualTo(14_085);
    assertThat(trade.in(Venue.BINANCE).quantityE8()).isEqualTo(Fixed.ONE);
    assertThat(trade.nakedNs()).isEqualTo(15 * MS);
    assertThat(trade.end()).isEqualTo(ended());
  }

  private static TradeRecord ended() {
    return new TradeRecord(
        1,
        "ETH",
        Direction.BUY_UPBIT_SELL_BINANCE,
        1_000 * MS,
        1_055 * MS,
        Fixed.ONE,
        0,
        0,
        2 * Fixed.ONE,
        Fixed.ONE,
        Attribution.NONE,
        "take profit");
  }

  @Test
  void shouldPassOverTradesOfAnEarlierRunAndEntriesThatFillNothing() {
    sends(order(Purpose.EXIT, UPBIT, Side.SELL));
    book(UPBIT, 99, 100);
    filled(1, "a", 100, 1, 10);
    assertThat(trail.trades()).isEmpty();

    sends(order(Purpose.ENTRY, UPBIT, Side.BUY));
    book(UPBIT, 99, 100);
    assertThat(trail.trades()).isEmpty();
  }
}
