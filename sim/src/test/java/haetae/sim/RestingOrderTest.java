package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.TestConfigs;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import haetae.risk.Gate;
import haetae.risk.OrderApprover;
import haetae.risk.OrderApprover.Approval;
import haetae.risk.TradingState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Post-only orders of the exchange model: they rest, fill in their turn, and can be cancelled. */
class RestingOrderTest {
  private static final long WON = Fixed.ONE;
  private static final long BTC = Fixed.ONE;
  private static final long BID = 104_000_000 * WON;
  private static final long ASK = 104_010_000 * WON;
  private static final Asset COIN = new Asset("BTC");

  private final Instrument upbit = TestConfigs.upbit(0, "BTC");
  private final Accounts accounts = new Accounts(1);
  private final ExchangeModel exchange =
      new ExchangeModel(List.of(upbit), ExchangeRules.faultless(1, 1), accounts, 1);
  private final OrderApprover approver = new OrderApprover("t");
  private final List<Event> told = new ArrayList<>();
  private final ArrayDeque<Runnable> due = new ArrayDeque<>();
  private long orderId;
  private final Scheduler time =
      new Scheduler() {
        @Override
        public long nowNs() {
          return 0;
        }

        @Override
        public void at(long timeNs, Runnable action) {
          due.add(action);
        }

        @Override
        public void deliver(Event event) {
          told.add(event);
        }
      };

  RestingOrderTest() {
    accounts.add(Venue.UPBIT, Asset.KRW, 200_000_000 * WON);
    accounts.add(Venue.UPBIT, COIN, BTC);
    book(BID, 14 * BTC / 10, ASK, BTC);
  }

  private void settle() {
    while (!due.isEmpty()) {
      due.removeFirst().run();
    }
  }

  private void book(long bid, long bidQuantity, long ask, long askQuantity) {
    BookChanged event = new BookChanged().begin(0, 0, 0);
    event.book().addBid(bid, bidQuantity);
    event.book().addBid(bid - 10_000_000 * WON, BTC);
    event.book().addAsk(ask, askQuantity);
    exchange.heard(event);
    settle();
  }

  private void trade(long price, long quantity, Side taker) {
    exchange.heard(new Event.TradePrinted(0, 0, price, quantity, taker, 0));
    settle();
  }

  private long post(Side side, long price, long quantity) {
    OrderIntent intent =
        new OrderIntent(++orderId, 1, 1, Purpose.ENTRY, upbit, side, quantity, price, false);
    Approval approval = approver.approve(intent, Gate.PAPER, TradingState.NORMAL, WON, 0);
    ApprovedOrder order = ((Approval.Approved) approval).order();
    exchange.post(order, time);
    settle();
    return orderId;
  }

  private long filledE8() {
    return told.stream()
        .filter(Event.OrderFilled.class::isInstance)
        .map(Event.OrderFilled.class::cast)
        .distinct()
        .mapToLong(Event.OrderFilled::quantityE8)
        .sum();
  }

  @Test
  void shouldRefuseAPostOnlyOrderThatWouldTradeAtOnce() {
    post(Side.BUY, ASK, BTC / 4);

    assertThat(told).contains(new Event.OrderRejected(0, 1, "POST_ONLY", "simulated"));
    assertThat(accounts.freeE8(Venue.UPBIT, Asset.KRW)).isEqualTo(200_000_000 * WON);
  }

  @Test
  void shouldRestBehindTheQueueAndFillInItsTurn() {
    long id = post(Side.BUY, BID, BTC / 4);
    assertThat(told).contains(new Event.OrderAccepted(0, id, "s1"));

    trade(BID, 14 * BTC / 10, Side.SELL);
    assertThat(filledE8()).isZero();
    trade(BID, BTC / 5, Side.SELL);
    assertThat(filledE8()).isEqualTo(BTC / 5);
    assertThat(told).noneMatch(Event.OrderEnded.class::isInstance);
    trade(BID, BTC, Side.SELL);

    assertThat(filledE8()).isEqualTo(BTC / 4);
    assertThat(told).contains(new Event.OrderEnded(0, id, BTC / 4));
    assertThat(accounts.walletE8(Venue.UPBIT, COIN)).isEqualTo(BTC + BTC / 4);
    assertThat(accounts.freeE8(Venue.UPBIT, Asset.KRW))
        .isEqualTo(accounts.walletE8(Venue.UPBIT, Asset.KRW))
        .isEqualTo(200_000_000 * WON - 26_000_000 * WON - 13_000 * WON);
  }

  @Test
  void shouldNotFillByATouchNorByTradesOfTheOtherSide() {
    post(Side.BUY, BID, BTC / 4);

    book(BID - 5_000_000 * WON, BTC, BID, BTC);
    trade(BID, 10 * BTC, Side.BUY);

    assertThat(filledE8()).isZero();
  }

  @Test
  void shouldFillWhollyWhenThePriceTradesThrough() {
    post(Side.BUY, BID, BTC / 4);

    trade(BID - 1_000 * WON, BTC / 100, Side.SELL);

    assertThat(filledE8()).isEqualTo(BTC / 4);
  }

  @Test
  void shouldFillWhollyWhenTheOtherSideHasComeThrough() {
    post(Side.SELL, ASK, BTC / 4);

    book(ASK + 1_000 * WON, BTC, ASK + 2_000 * WON, BTC);

    assertThat(filledE8()).isEqualTo(BTC / 4);
  }

  @Test
  void shouldKeepTheMoneyOfARestingOrderAndLetItGoWhenCancelled() {
    long id = post(Side.BUY, BID, BTC / 4);
    long reserved = 26_013_000 * WON;
    assertThat(told)
        .contains(
            new Event.BalanceReported(
                0, Venue.UPBIT, Asset.KRW, 200_000_000 * WON - reserved, reserved));

    exchange.gateway(time).cancel(id, Venue.UPBIT, "t");
    settle();

    assertThat(told)
        .contains(
            new Event.OrderEnded(0, id, 0),
            new Event.BalanceReported(0, Venue.UPBIT, Asset.KRW, 200_000_000 * WON, 0));
  }

  @Test
  void shouldCancelWhatIsLeftAndAnswerWhereItStands() {
    long id = post(Side.SELL, ASK, BTC / 2);
    trade(ASK, BTC + BTC / 10, Side.BUY);
    exchange.gateway(time).query(id, Venue.UPBIT, "t");
    settle();
    assertThat(told).contains(new Event.OrderStatusReported(0, id, true, true, BTC / 10));
    assertThat(accounts.freeE8(Venue.UPBIT, COIN)).isEqualTo(BTC / 2);

    exchange.gateway(time).cancel(id, Venue.UPBIT, "t");
    settle();

    assertThat(told)
        .contains(
            new Event.OrderEnded(0, id, BTC / 10),
            new Event.OrderStatusReported(0, id, true, false, BTC / 10));
    assertThat(accounts.freeE8(Venue.UPBIT, COIN)).isEqualTo(BTC - BTC / 10);
    trade(ASK + WON, BTC, Side.BUY);
    assertThat(filledE8()).isEqualTo(BTC / 10);
  }

  @Test
  void shouldRefuseWhatCannotBePaidFor() {
    post(Side.BUY, BID, BTC);
    post(Side.BUY, BID, BTC);

    assertThat(told).contains(new Event.OrderRejected(0, 2, "INSUFFICIENT_FUNDS", "simulated"));
  }

  @Test
  void shouldLoseNoMoneyWhateverHappens() {
    Seed.forAll(
        100,
        seed -> {
          RestingOrderTest run = new RestingOrderTest();
          for (int i = 0; i < 60; i++) {
            long step = seed.between(-3, 3) * 1_000_000 * WON;
            switch ((int) seed.between(0, 3)) {
              case 0 ->
                  run.post(seed.pick(Side.values()), BID + step, seed.between(1, 30) * BTC / 100);
              case 1 ->
                  run.trade(BID + step, seed.between(1, 99) * BTC / 50, seed.pick(Side.values()));
              case 2 -> run.book(BID + step, BTC, BID + step + 1_000_000 * WON, BTC);
              default ->
                  run.exchange
                      .gateway(run.time)
                      .cancel(seed.between(1, run.orderId + 1), Venue.UPBIT, "t");
            }
            run.settle();
            assertThat(run.accounts.freeE8(Venue.UPBIT, COIN)).isNotNegative();
            assertThat(run.accounts.freeE8(Venue.UPBIT, Asset.KRW)).isNotNegative();
          }
          for (long id = 1; id <= run.orderId; id++) {
            run.exchange.gateway(run.time).cancel(id, Venue.UPBIT, "t");
          }
          run.settle();
          assertThat(run.accounts.usedE8(Venue.UPBIT, COIN)).isZero();
          assertThat(run.accounts.usedE8(Venue.UPBIT, Asset.KRW)).isZero();
        });
  }
}
