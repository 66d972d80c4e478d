package haetae.premium;

import static haetae.market.Direction.BUY_BINANCE_SELL_UPBIT;
import static haetae.market.Direction.BUY_UPBIT_SELL_BINANCE;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

final class CapacityTest {
  private static final FeeSchedule BNB = new FeeSchedule(500, 750, 500, false);
  private static final long NO_MAXIMUM = 1_000 * Fixed.ONE;

  private final Capacity capacity = new Capacity();
  private final EdgeCalculator edge = new EdgeCalculator();

  @Test
  void shouldMatchCaseS07MarginalCapacity() {
    JsonNode out = StrategyCases.expected("S07");
    PairMarket market = market(BNB, 1_000_000);

    long quantityE8 = capacity.walk(market, BUY_BINANCE_SELL_UPBIT, 1_500, NO_MAXIMUM);

    assertThat(quantityE8).isEqualTo(StrategyCases.e8(out.get("max_qty")));
    assertThat(capacity.lastMarginalPpm()).isEqualTo(2_183);
    assertThat(capacity.nextMarginalPpm()).isEqualTo(1_239);
    assertThat(edge.compute(market, BUY_BINANCE_SELL_UPBIT, quantityE8)).isTrue();
    assertThat(edge.edge()).isEqualTo(StrategyCases.decimal(out.get("average_edge")));
    assertThat(StrategyCases.e8(out.get("net_krw")) - edge.netKrwE8()).isBetween(0L, 2L);
  }

  @Test
  void shouldMatchCaseS07SegmentBySegment() {
    PairMarket market = market(BNB, 1_000_000);

    assertThat(capacity.walk(market, BUY_BINANCE_SELL_UPBIT, 2_675, NO_MAXIMUM)).isZero();
    assertThat(capacity.lastMarginalPpm()).isEqualTo(Capacity.NONE_PPM);
    assertThat(capacity.nextMarginalPpm()).isEqualTo(2_674);
    assertThat(capacity.walk(market, BUY_BINANCE_SELL_UPBIT, 2_674, NO_MAXIMUM))
        .isEqualTo(Fixed.parse("0.04"));
    assertThat(capacity.nextMarginalPpm()).isEqualTo(2_202);
    assertThat(capacity.walk(market, BUY_BINANCE_SELL_UPBIT, 2_202, NO_MAXIMUM))
        .isEqualTo(Fixed.parse("0.08"));
    assertThat(capacity.nextMarginalPpm()).isEqualTo(2_183);
  }

  @Test
  void shouldStopAtTheMaximum() {
    long maxE8 = Fixed.parse("0.05");

    assertThat(capacity.walk(market(BNB, 1_000_000), BUY_BINANCE_SELL_UPBIT, 1_500, maxE8))
        .isEqualTo(maxE8);
    assertThat(capacity.nextMarginalPpm()).isEqualTo(Capacity.NONE_PPM);
  }

  @Test
  void shouldNeverNeedMoreUsdtThanTheFxBookShows() {
    PairMarket market = market(BNB, 5_000);

    long quantityE8 = capacity.walk(market, BUY_BINANCE_SELL_UPBIT, 1_500, NO_MAXIMUM);

    assertThat(quantityE8).isBetween(Fixed.parse("0.0647"), Fixed.parse("0.0648"));
    assertThat(edge.compute(market, BUY_BINANCE_SELL_UPBIT, quantityE8)).isTrue();
    assertThat(edge.compute(market, BUY_BINANCE_SELL_UPBIT, quantityE8 + 10)).isFalse();
  }

  @Test
  void shouldLeaveRoomForTheGrossUp() {
    FeeSchedule inBase = new FeeSchedule(500, 750, 500, true);

    long quantityE8 =
        capacity.walk(market(inBase, 1_000_000), BUY_BINANCE_SELL_UPBIT, -100_000, NO_MAXIMUM);

    assertThat(quantityE8).isLessThanOrEqualTo(Fixed.parse("1.66"));
    assertThat(edge.compute(market(inBase, 1_000_000), BUY_BINANCE_SELL_UPBIT, quantityE8))
        .isTrue();
  }

  @Test
  void shouldHaveNoCapacityTheOtherWay() {
    assertThat(capacity.walk(market(BNB, 1_000_000), BUY_UPBIT_SELL_BINANCE, 0, NO_MAXIMUM))
        .isZero();
  }

  @Test
  void shouldCountOnAShareOfTheDepth() {
    Capacity careful = new Capacity(new DepthHaircut(500_000));

    assertThat(careful.walk(market(BNB, 1_000_000), BUY_BINANCE_SELL_UPBIT, 1_500, NO_MAXIMUM))
        .isEqualTo(Fixed.parse("0.08"));
  }

  private static PairMarket market(FeeSchedule fees, long fxUsdt) {
    JsonNode in = StrategyCases.input("S07");
    JsonNode none = JsonNodeFactory.instance.arrayNode();
    OrderBook upbit = new OrderBook();
    StrategyCases.addLevels(upbit, in.get("upbit_bids"), none);
    OrderBook binance = new OrderBook();
    StrategyCases.addLevels(binance, none, in.get("binance_asks"));
    OrderBook fx = new OrderBook();
    fx.addAsk(Fixed.parse("1371"), fxUsdt * Fixed.ONE);
    return new PairMarket(upbit, binance, fx, fees, 1);
  }
}
