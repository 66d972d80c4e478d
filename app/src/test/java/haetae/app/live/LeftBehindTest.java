package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.config.ConfigLoader;
import haetae.app.lease.Lease;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.PositionView;
import haetae.execution.PairTrade.Phase;
import haetae.market.Direction;
import haetae.market.Pair;
import haetae.venue.wire.VenueCensus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftBehindTest {
  private final EngineConfig config =
      EngineConfigs.of(ConfigLoader.defaults(), "live", "hnow", new EngineConfigs.Patience(0));
  private final EngineSnapshot end = new Engine(config).snapshot();
  private final Pair pair = config.pairs().getFirst();

  private PositionView position(long upbitE8, long binanceE8) {
    return new PositionView(
        "T1",
        pair.name(),
        Direction.BUY_UPBIT_SELL_BINANCE,
        Phase.UNWINDING,
        upbitE8,
        binanceE8,
        0,
        0,
        0);
  }

  @Test
  void shouldTellALegThatStandsAloneAndNothingSmallerThanALot() {
    long lot = pair.binance().rules().lotE8();

    assertThat(LeftBehind.of(true, end, List.of(position(3 * lot, -3 * lot)), config.pairs()))
        .isEmpty();
    assertThat(LeftBehind.of(true, end, List.of(position(3 * lot - 1, -3 * lot)), config.pairs()))
        .isEmpty();
    assertThat(LeftBehind.of(true, end, List.of(position(3 * lot, 0)), config.pairs()))
        .singleElement()
        .asString()
        .contains("a leg stands alone: trade T1", "UNWINDING", "binance=0");
    assertThat(LeftBehind.of(false, end, List.of(), config.pairs()))
        .singleElement()
        .asString()
        .contains("did not come to its end");
  }

  @Test
  void shouldCancelWhatRestsOfOursAndLeaveTheOthersAlone() throws Exception {
    SimulatedCensus venue = new SimulatedCensus(pair.upbit(), null);
    venue.rests("hnow-1-e1-1");
    venue.rests("by hand");

    List<String> clean = new ArrayList<>();
    assertThat(LeftBehind.resting(List.of(venue), Lease.none(), clean)).isEmpty();

    assertThat(clean).containsExactly("no order of ours rests at UPBIT");
    assertThat(venue.open)
        .extracting(VenueCensus.OpenOrder::clientOrderId)
        .containsExactly("by hand");
  }

  @Test
  void shouldSayWhatCannotBeKnown() throws Exception {
    SimulatedCensus venue = new SimulatedCensus(pair.upbit(), null);
    venue.answers = false;

    assertThat(LeftBehind.resting(List.of(venue), Lease.none(), new ArrayList<>()))
        .singleElement()
        .asString()
        .contains("UPBIT does not tell whether an order of ours rests there: HTTP 500");
  }
}
