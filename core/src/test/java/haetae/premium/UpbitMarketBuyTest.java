package haetae.premium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.StrategyCases;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

final class UpbitMarketBuyTest {
  private final UpbitMarketBuy buy = new UpbitMarketBuy();

  @Test
  void shouldMatchCaseS10MarketBuyByAmount() {
    JsonNode out = StrategyCases.expected("S10");

    assertThat(buy.plan(book(), Fixed.parse("1000000"), 500)).isTrue();

    assertThat(buy.lockedE8()).isEqualTo(e8(out, "locked"));
    assertThat(buy.quantityE8()).isEqualTo(e8(out, "executed_volume"));
    assertThat(buy.fundsE8()).isEqualTo(e8(out, "executed_funds"));
    assertThat(buy.paidFeeE8()).isEqualTo(e8(out, "paid_fee"));
    assertThat(buy.debitE8()).isEqualTo(e8(out, "krw_debit"));
    assertThat(buy.unspentE8()).isEqualTo(e8(out, "unspent_krw"));
    assertThat(buy.vwapE8() - e8(out, "avg_price")).isBetween(0L, 10L);
  }

  @Test
  void shouldTellWhenTheAsksAreWorthLess() {
    long worthE8 = Fixed.parse("527800") + Fixed.parse("10557000");

    assertThat(buy.plan(book(), worthE8, 500)).isTrue();
    assertThat(buy.unspentE8()).isZero();
    assertThat(buy.plan(book(), worthE8 + 2 * Fixed.ONE, 500)).isFalse();
    assertThat(buy.unspentE8()).isEqualTo(2 * Fixed.ONE);
  }

  @Test
  void shouldNeverSpendMoreThanTheAmount() {
    Seed.forAll(
        20,
        seed -> {
          SimulatedBooks books = new SimulatedBooks(seed);
          for (int i = 0; i < 1_000; i++) {
            OrderBook book = books.market(new FeeSchedule(0, 0, 0, false)).upbit();
            long krwE8 = (5_000 + seed.between(0, 100_000_000)) * Fixed.ONE;

            boolean enough = buy.plan(book, krwE8, 500);

            assertThat(buy.unspentE8()).isNotNegative();
            assertThat(buy.debitE8()).isLessThanOrEqualTo(buy.lockedE8());
            if (enough) {
              assertThat(buy.unspentE8()).isLessThanOrEqualTo(book.priceE8(Side.BUY, 0));
            }
          }
        });
  }

  @Test
  void shouldRefuseAnAmountThatIsNotPositive() {
    assertThatThrownBy(() -> buy.plan(book(), 0, 500)).isInstanceOf(IllegalArgumentException.class);
  }

  private static OrderBook book() {
    OrderBook book = new OrderBook();
    StrategyCases.addLevels(
        book, JsonNodeFactory.instance.arrayNode(), StrategyCases.input("S10").get("asks"));
    return book;
  }

  private static long e8(JsonNode row, String field) {
    return StrategyCases.e8(row.get(field));
  }
}
