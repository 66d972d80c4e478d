package haetae.risk;

import static haetae.risk.Entries.KRW;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.risk.Rebalancer.Holding;
import haetae.risk.Rebalancer.Reduction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exposure above its limit comes down, from the largest position first. */
class RebalancerTest {
  private final Rebalancer rebalancer = new Rebalancer(true, 600_000 * KRW, 300_000);

  @Test
  void shouldActAboveTheLimitOnly() {
    assertThat(rebalancer.needed(500_000 * KRW)).isFalse();
    assertThat(rebalancer.needed(600_000 * KRW)).isFalse();
    assertThat(rebalancer.needed(700_000 * KRW)).isTrue();
    assertThat(rebalancer.reductionKrwE8(500_000 * KRW)).isZero();
  }

  @Test
  void shouldReduceTheExcessAndAShareMore() {
    assertThat(rebalancer.reductionKrwE8(800_000 * KRW)).isEqualTo(260_000 * KRW);
  }

  @Test
  void shouldReduceTheLargestInPartRatherThanNothing() {
    List<Holding> holdings =
        List.of(
            new Holding(1, 200_000 * KRW),
            new Holding(2, 500_000 * KRW),
            new Holding(3, 100_000 * KRW));

    assertThat(rebalancer.plan(holdings)).containsExactly(new Reduction(2, 260_000 * KRW, false));
  }

  @Test
  void shouldReduceASingleLargePosition() {
    assertThat(rebalancer.plan(List.of(new Holding(7, 2_000_000 * KRW))))
        .containsExactly(new Reduction(7, 1_820_000 * KRW, false));
  }

  @Test
  void shouldPreferTheOlderOfTwoEqualOnes() {
    assertThat(
            rebalancer.plan(List.of(new Holding(9, 400_000 * KRW), new Holding(4, 400_000 * KRW))))
        .extracting(Reduction::tradeId)
        .containsExactly(4L);
  }

  @Test
  void shouldDoNothingWhenSwitchedOff() {
    Rebalancer off = new Rebalancer(false, 600_000 * KRW, 300_000);

    assertThat(off.plan(List.of(new Holding(1, 9_000_000 * KRW)))).isEmpty();
  }

  @Test
  void shouldBringAnyExposureUnderTheLimitWithoutTakingMoreThanThereIs() {
    Seed.forAll(
        200,
        seed -> {
          List<Holding> holdings = new ArrayList<>();
          long exposure = 0;
          for (int i = 1; i <= seed.between(1, 8); i++) {
            long size = seed.between(0, 900_000) * KRW + seed.between(0, KRW);
            holdings.add(new Holding(i, size));
            exposure += size;
          }

          List<Reduction> plan = rebalancer.plan(holdings);

          long taken = plan.stream().mapToLong(Reduction::amountKrwE8).sum();
          assertThat(exposure - taken).isLessThanOrEqualTo(600_000 * KRW);
          for (Reduction step : plan) {
            long size = holdings.get((int) step.tradeId() - 1).exposureKrwE8();
            assertThat(step.amountKrwE8()).isPositive().isLessThanOrEqualTo(size);
            assertThat(step.whole()).isEqualTo(step.amountKrwE8() == size);
          }
        });
  }
}
