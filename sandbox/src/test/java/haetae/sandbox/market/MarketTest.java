package haetae.sandbox.market;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarketTest {
  /** Remembers what it is told. */
  private static final class RecordingDesk implements Desk {
    private final List<String> events = new ArrayList<>();

    @Override
    public void rested(Order order) {
      events.add("rested " + order.id());
    }

    @Override
    public void filled(Order order, Fill fill) {
      events.add(
          "filled "
              + order.id()
              + " "
              + fill.quantity()
              + "@"
              + fill.price()
              + (fill.maker() ? " maker" : ""));
    }

    @Override
    public void prevented(Order order, BigDecimal quantity) {
      events.add("prevented " + order.id() + " " + quantity);
    }

    @Override
    public void ended(Order order, Order.End end) {
      events.add("ended " + order.id() + " " + end);
    }
  }

  private final RecordingDesk desk = new RecordingDesk();
  private Market market;

  @BeforeEach
  void open() {
    Listings listings = new Listings(List.of("BTC"));
    market =
        new Market(listings.find(Venue.BINANCE, InstrumentKind.SPOT, "BTC"), new VenueClock(), 1);
    market.desk(desk);
    offer(Side.BUY, "100", "1");
    offer(Side.BUY, "99", "2");
    offer(Side.SELL, "101", "1");
    offer(Side.SELL, "102", "2");
    market.moved();
  }

  private void offer(Side side, String price, String quantity) {
    market.level(side, new BigDecimal(price), new BigDecimal(quantity));
  }

  private static Order order(
      int id, Side side, String price, String quantity, Order.Life life, Order.SelfMatch match) {
    return new Order(
        id,
        side,
        price == null ? null : new BigDecimal(price),
        new BigDecimal(quantity),
        null,
        life,
        match);
  }

  private static Order order(int id, Side side, String price, String quantity, Order.Life life) {
    return order(id, side, price, quantity, life, Order.SelfMatch.NONE);
  }

  @Test
  void shouldWalkTheBookBestPriceFirst() {
    market.place(order(1, Side.BUY, "102", "1.5", Order.Life.IOC));

    assertThat(desk.events).containsExactly("filled 1 1@101", "filled 1 0.5@102", "ended 1 FILLED");
    assertThat(market.best(Side.SELL))
        .isEqualTo(new Level(new BigDecimal("102"), new BigDecimal("1.5")));
  }

  @ParameterizedTest
  @CsvSource({
    "101, 3, IOC, UNFILLED_IOC, 1",
    "101, 3, FOK, UNFILLED_FOK, 0",
    "102, 3, FOK, FILLED, 3",
    "101, 1, POST_ONLY, WOULD_TAKE, 0"
  })
  void shouldEndAsItsLifeSays(
      String price, String quantity, Order.Life life, Order.End end, BigDecimal executed) {
    Order order = order(1, Side.BUY, price, quantity, life);
    market.place(order);

    assertThat(order.end()).isEqualTo(end);
    assertThat(order.executed()).isEqualByComparingTo(executed);
  }

  @Test
  void shouldEndAMarketOrderThatEmptiesTheBook() {
    Order order = order(1, Side.BUY, null, "9", Order.Life.IOC);
    market.place(order);

    assertThat(order.end()).isEqualTo(Order.End.NO_LIQUIDITY);
    assertThat(order.executed()).isEqualByComparingTo("3");
  }

  @Test
  void shouldSpendAnAmountButForDust() {
    Order order =
        new Order(
            1,
            Side.BUY,
            null,
            null,
            new BigDecimal("150.0001"),
            Order.Life.IOC,
            Order.SelfMatch.NONE);
    market.place(order);

    assertThat(order.end()).isEqualTo(Order.End.AMOUNT_SPENT);
    assertThat(order.amountLeft()).isLessThan(new BigDecimal("0.00102"));
  }

  @Test
  void shouldShowARestingOrderAndFillItWhenOthersCome() {
    Order order = order(1, Side.BUY, "100", "0.5", Order.Life.GTC);
    market.place(order);
    assertThat(market.quantityAt(Side.BUY, new BigDecimal("100"))).isEqualByComparingTo("1.5");

    offer(Side.SELL, "99.5", "0.2");
    market.moved();

    assertThat(desk.events).containsExactly("rested 1", "filled 1 0.2@100 maker");
    offer(Side.SELL, "100", "7");
    market.moved();
    assertThat(order.end()).isEqualTo(Order.End.FILLED);
    assertThat(market.quantityAt(Side.SELL, new BigDecimal("100"))).isEqualByComparingTo("6.7");
  }

  @Test
  void shouldFillBehindOthersOnlyWhenTheyAreGone() {
    market.place(order(1, Side.BUY, "100", "0.5", Order.Life.GTC));

    market.print(new BigDecimal("100"), new BigDecimal("0.1"), Side.SELL);
    assertThat(desk.events).containsExactly("rested 1");
    offer(Side.BUY, "100", "0");
    market.moved();
    market.print(new BigDecimal("100"), new BigDecimal("0.1"), Side.SELL);

    assertThat(desk.events).containsExactly("rested 1", "filled 1 0.1@100 maker");
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, FILLED, FILLED, 1",
    "CANCEL_MAKER, FILLED, SELF_MATCH, 1",
    "CANCEL_TAKER, SELF_MATCH, , 0",
    "CANCEL_BOTH, SELF_MATCH, SELF_MATCH, 0",
    "REDUCE, SELF_MATCH, SELF_MATCH, 0"
  })
  void shouldPreventSelfMatches(
      Order.SelfMatch match, Order.End taker, Order.End maker, BigDecimal executed) {
    Order resting = order(1, Side.SELL, "100.5", "1", Order.Life.GTC);
    Order arriving = order(2, Side.BUY, "101", "1", Order.Life.IOC, match);
    market.place(resting);
    market.place(arriving);

    assertThat(arriving.end()).isEqualTo(taker);
    assertThat(resting.end()).isEqualTo(maker);
    assertThat(arriving.executed()).isEqualByComparingTo(executed);
  }

  @Test
  void shouldCancelOnlyWhatRests() {
    Order order = order(1, Side.BUY, "90", "1", Order.Life.GTC);
    market.place(order);

    assertThat(market.cancel(order)).isTrue();
    assertThat(market.cancel(order)).isFalse();
    assertThat(market.quantityAt(Side.BUY, new BigDecimal("90"))).isZero();
  }

  @Test
  void shouldTellEachChangedLevelOnceWithItsOwnId() {
    List<String> changes = new ArrayList<>();
    market.listen(
        new MarketListener() {
          @Override
          public void levelChanged(Market from, Side side, BigDecimal price, BigDecimal quantity) {
            changes.add(from.updateId() + " " + side + " " + price + " " + quantity);
          }

          @Override
          public void bookChanged(Market from) {
            changes.add("done");
          }

          @Override
          public void traded(Market from, MarketTrade trade) {}
        });
    long id = market.updateId();
    offer(Side.BUY, "100", "3");
    offer(Side.SELL, "101", "0");
    offer(Side.SELL, "102", "2");

    market.moved();

    assertThat(changes).containsExactly((id + 1) + " BUY 100 3", (id + 2) + " SELL 101 0", "done");
  }
}
