package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.engine.EngineSnapshot;
import haetae.risk.TradingState;
import org.junit.jupiter.api.Test;

/** The engine in simulated markets: it trades, keeps its books, and does the same again. */
class EngineSimulationTest {
  private static final ExchangeRules CALM = ExchangeRules.faultless(40_000_000L, 25_000_000L);

  @Test
  void shouldTradeInALivelyMarket() {
    World world = new World(42, 250_000, CALM);

    EngineSnapshot end = world.minutes(60);

    assertThat(end.signals()).isPositive();
    assertThat(end.trades()).isPositive();
    assertThat(end.tradesClosed()).isPositive();
    assertThat(end.feesKrwE8()).isPositive();
    assertThat(end.pnlKrwE8()).isEqualTo(end.realizedKrwE8() + end.unrealizedKrwE8());
    assertThat(end.ledgerBreaks()).isZero();
    world.drain();
    world.mustBalance();
  }

  @Test
  void shouldDoTheSameAgainWithTheSameSeed() {
    World first = new World(7, 250_000, CALM);
    World second = new World(7, 250_000, CALM);
    World other = new World(8, 250_000, CALM);

    long hash = first.hashAfter(20);

    assertThat(second.hashAfter(20)).isEqualTo(hash);
    assertThat(second.commands.toString().replaceAll("@[0-9a-f]+", ""))
        .isEqualTo(first.commands.toString().replaceAll("@[0-9a-f]+", ""));
    assertThat(other.hashAfter(20)).isNotEqualTo(hash);
  }

  @Test
  void shouldEndHedgedAndBalancedWhateverFails() {
    Seed.forAll(
        60,
        seed -> {
          ExchangeRules rules = World.faulty(seed);
          World world = new World(seed.anyLong(), 250_000, rules);

          world.minutes(30);
          EngineSnapshot end = world.drain();

          assertThat(end.ordersInFlight()).isZero();
          assertThat(end.tradesInTransit()).isZero();
          // A leg that no bound could cover stops everything and calls a human; else none is left.
          if (end.tradingState() == TradingState.HALTED) {
            assertThat(world.commands.toString()).contains("severity=CRITICAL").contains("stuck");
          } else {
            assertThat(end.unhedgedMs()).isZero();
          }
          assertThat(end.ledgerBreaks()).isZero();
          world.mustBalance();
        });
  }

  @Test
  void shouldStopLossesAndRebalanceInLongRuns() {
    long stops = 0;
    long rebalances = 0;
    for (long seed = 1; seed <= 6; seed++) {
      EngineSnapshot end = new World(seed, 250_000, CALM).minutes(240);
      stops += end.stopLosses();
      rebalances += end.rebalances();
    }

    assertThat(stops).isPositive();
    assertThat(rebalances).isPositive();
  }
}
