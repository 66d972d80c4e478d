package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.StrategyCases;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Case S31: trades take from the queue ahead first, and a touch is no fill. */
class QueuePositionTest {
  @Test
  void shouldFillOnlyWhenTheQueueAheadIsUsedUp() {
    JsonNode in = StrategyCases.input("S31");
    QueuePosition queue =
        new QueuePosition(
            StrategyCases.e8(in.get("queue_ahead")), StrategyCases.e8(in.get("order")));

    for (JsonNode step : StrategyCases.expected("S31")) {
      long volume = StrategyCases.e8(step.get("vol"));
      long filled = 0;
      if (step.get("event").asString().equals("trade_at_price")) {
        filled = queue.traded(volume);
      } else {
        queue.cancelledAhead(volume);
      }
      assertThat(filled).isEqualTo(StrategyCases.e8(step.get("our_fill")));
      assertThat(queue.aheadE8()).isEqualTo(StrategyCases.e8(step.get("queue_ahead")));
    }
    assertThat(queue.leftE8()).isEqualTo(5_000_000);
    assertThat(queue.through()).isEqualTo(5_000_000);
    assertThat(queue.leftE8()).isZero();
  }

  @Test
  void shouldTakeWhatLeavesTheLevelWithoutATradeForCancelsInProportion() {
    QueuePosition queue = new QueuePosition(100, 10);
    queue.level(150);
    assertThat(queue.aheadE8()).isEqualTo(100);

    queue.level(105);

    assertThat(queue.aheadE8()).isEqualTo(70);
  }

  @Test
  void shouldNotTakeATradeForACancelOnceMore() {
    QueuePosition queue = new QueuePosition(100, 10);
    queue.traded(40);

    queue.level(60);

    assertThat(queue.aheadE8()).isEqualTo(60);
  }

  @Test
  void shouldStandBehindAllOfALevelThatItCouldNotSee() {
    QueuePosition queue = new QueuePosition(QueuePosition.UNSEEN, 10);
    assertThat(queue.traded(1_000)).isZero();
    queue.level(QueuePosition.UNSEEN);

    queue.level(70);

    assertThat(queue.aheadE8()).isEqualTo(70);
    assertThat(queue.traded(75)).isEqualTo(5);
  }

  @Test
  void shouldRefuseAnOrderOfNothing() {
    assertThatThrownBy(() -> new QueuePosition(1, 0)).hasMessageContaining("order of 0");
  }

  @Test
  void shouldNeverFillMoreThanTheOrderNorFallBackInTheQueue() {
    Seed.forAll(
        2_000,
        seed -> {
          long quantity = seed.between(1, 1_000);
          QueuePosition queue = new QueuePosition(seed.between(0, 1_000), quantity);
          long filled = 0;
          for (int i = 0; i < 20; i++) {
            long ahead = queue.aheadE8();
            if (seed.oneIn(2)) {
              filled += queue.traded(seed.between(0, 300));
            } else {
              queue.level(seed.between(0, 1_500));
            }
            assertThat(queue.aheadE8()).isBetween(0L, ahead);
            assertThat(filled + queue.leftE8()).isEqualTo(quantity);
            assertThat(filled == 0 || ahead == 0 || queue.aheadE8() == 0).isTrue();
          }
        });
  }
}
