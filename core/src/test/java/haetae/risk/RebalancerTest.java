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

  /** A holding on which nothing has moved. */
  private static Holding holding(long tradeId, long exposureKrwE8) {
    return new Holding(tradeId, exposureKrwE8, Rebalancer.riskKrwE8(exposureKrwE8, 0, -1, false));
  }

  /** The smaller position has lost more: 300,000 x 1 % against 500,000 x 0.2 %. */
  @Test
  void shouldReduceTheLargestRiskFirst() {
    Holding large = holding(1, 500_000 * KRW);
    long risk = Rebalancer.riskKrwE8(300_000 * KRW, 10_000, 4_000, false);
    assertThat(risk).isEqualTo(3_000 * KRW);
    assertThat(large.riskKrwE8()).isEqualTo(1_000 * KRW);

    assertThat(rebalancer.plan(List.of(large, new Holding(2, 300_000 * KRW, risk))))
        .containsExactly(new Reduction(2, 260_000 * KRW, false));
  }

  @Test
  void shouldCountTheRangeAndClosedTransfersAsRisk() {
    long exposure = 100_000 * KRW;

    assertThat(Rebalancer.riskKrwE8(exposure, -50_000, -1, false)).isEqualTo(200 * KRW);
    assertThat(Rebalancer.riskKrwE8(exposure, 0, 5_000, false)).isEqualTo(500 * KRW);
    assertThat(Rebalancer.riskKrwE8(exposure, 0, 5_000, true)).isEqualTo(1_500 * KRW);
  }

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
        List.of(holding(1, 200_000 * KRW), holding(2, 500_000 * KRW), holding(3, 100_000 * KRW));

    assertThat(rebalancer.plan(holdings)).containsExactly(new Reduction(2, 260_000 * KRW, false));
  }

  @Test
  void shouldReduceASingleLargePosition() {
    assertThat(rebalancer.plan(List.of(holding(7, 2_000_000 * KRW))))
        .containsExactly(new Reduction(7, 1_820_000 * KRW, false));
  }

  @Test
  void shouldPreferTheOlderOfTwoEqualOnes() {
    assertThat(rebalancer.plan(List.of(holding(9, 400_000 * KRW), holding(4, 400_000 * KRW))))
        .extracting(Reduction::tradeId)
        .containsExactly(4L);
  }

  @Test
  void shouldDoNothingWhenSwitchedOff() {
    Rebalancer off = new Rebalancer(false, 600_000 * KRW, 300_000);

    assertThat(off.plan(List.of(holding(1, 9_000_000 * KRW)))).isEmpty();
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
            holdings.add(holding(i, size));
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
