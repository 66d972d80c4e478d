package haetae.app.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class TwinsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Direction IN = Direction.BUY_UPBIT_SELL_BINANCE;

  private static TradeFacts trade(long id, String pair, Direction direction, double atSec) {
    LegFacts leg = new LegFacts(Side.BUY, 100 * Fixed.ONE, Fixed.ONE, 101 * Fixed.ONE);
    long decided = Math.round(atSec * SECOND);
    return new TradeFacts(
        id, pair, direction, decided, id % 2 == 0, leg, leg, leg, leg, 5_000_000, 5_000_000, null);
  }

  @Test
  void shouldTakeTheNearestOfTheSamePairAndDirectionOnce() {
    List<TradeFacts> live =
        List.of(trade(1, "ETH", IN, 100), trade(2, "ETH", IN, 101), trade(3, "BTC", IN, 300));
    List<TradeFacts> paper =
        List.of(
            trade(11, "ETH", IN.opposite(), 100),
            trade(12, "ETH", IN, 102.5),
            trade(13, "ETH", IN, 99),
            trade(14, "BTC", IN, 311));

    Twins twins = Twins.of(live, paper, 10 * SECOND);

    assertThat(twins.pairs())
        .extracting(twin -> twin.live().tradeId() + "=" + twin.paper().tradeId())
        .containsExactly("1=13", "2=12");
    assertThat(twins.liveOnly()).extracting(TradeFacts::tradeId).containsExactly(3L);
    assertThat(twins.paperOnly()).extracting(TradeFacts::tradeId).containsExactly(11L, 14L);
    assertThat(twins.blocked()).isEqualTo(1);
  }

  @Test
  void shouldShowEachTradeInTextAndJson() {
    Twins twins =
        Twins.of(
            List.of(trade(1, "ETH", IN, 100), trade(2, "BTC", IN, 100)),
            List.of(trade(11, "ETH", IN, 100.25), trade(13, "ETH", IN, 400)),
            10 * SECOND);

    String text = new ShadowReport("h1", 10 * SECOND, twins).text();

    assertThat(text)
        .contains("live trades 2, with a paper twin 1; on paper alone 1, of these while live was")
        .contains("1@101 100.0bp", "| +250ms T000011", "Live alone: 1", "Paper alone", " b\n")
        .containsPattern("slippage in, UPBIT, mean +100.0bp +100.0bp")
        .containsPattern("naked time, p99 +5ms +5ms");
    assertThat(
            new Load(LoadSettings.builder().build()).loadFromString(ShadowJson.of("h1", 1, twins)))
        .asString()
        .contains("live_only=[{trade=T000002, pair=BTC", "slippage_ppm=10000");
  }

  @Test
  void shouldShowNothingWhereThereIsNothing() {
    String text = new ShadowReport("h1", 1, Twins.of(List.of(), List.of(), 1)).text();

    assertThat(text).contains("live trades 0", "Twins: live | paper: 0").doesNotContain("NaN");
  }
}
