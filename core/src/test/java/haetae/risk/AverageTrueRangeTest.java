package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wilder's average, against the textbook in decimals. */
class AverageTrueRangeTest {
  private static final long BAR = 60_000_000_000L;

  /** Feeds one bar as open, high, low, close. */
  private static void bar(AverageTrueRange range, long index, long high, long low, long close) {
    range.update(index * BAR, close);
    range.update(index * BAR + 1, high);
    range.update(index * BAR + 2, low);
    range.update(index * BAR + 3, close);
  }

  @Test
  void shouldSayNothingBeforeTheWindowIsFull() {
    AverageTrueRange range = new AverageTrueRange(3, BAR);
    for (int i = 0; i < 3; i++) {
      bar(range, i, 110, 90, 100);
    }

    assertThat(range.value()).isEqualTo(-1);
    range.update(3 * BAR, 100);
    assertThat(range.value()).isEqualTo(20);
  }

  @Test
  void shouldCountAGapBetweenBars() {
    AverageTrueRange range = new AverageTrueRange(2, BAR);
    bar(range, 0, 100, 100, 100);
    bar(range, 1, 160, 150, 155);
    range.update(2 * BAR, 155);

    assertThat(range.value()).isEqualTo(30);
  }

  @Test
  void shouldFollowTheTextbookForRandomBars() {
    Seed.forAll(
        60,
        seed -> {
          int window = (int) seed.between(2, 30);
          AverageTrueRange range = new AverageTrueRange(window, BAR);
          List<BigDecimal> ranges = new ArrayList<>();
          long last = 0;
          long bars = window + seed.between(0, 200);
          for (int i = 0; i < bars; i++) {
            long close = seed.between(-20_000, 20_000);
            long high = close + seed.between(0, 900);
            long low = close - seed.between(0, 900);
            bar(range, i, high, low, close);
            long before = i == 0 ? close : last;
            ranges.add(BigDecimal.valueOf(Math.max(high, before) - Math.min(low, before)));
            last = close;
          }
          range.update(bars * BAR, last);

          BigDecimal wilder = wilder(ranges, window);
          assertThat(BigDecimal.valueOf(range.value()).subtract(wilder).abs())
              .isLessThanOrEqualTo(BigDecimal.valueOf(2));
        });
  }

  private static BigDecimal wilder(List<BigDecimal> ranges, int window) {
    BigDecimal n = BigDecimal.valueOf(window);
    MathContext digits = new MathContext(34, RoundingMode.HALF_EVEN);
    BigDecimal atr = BigDecimal.ZERO;
    for (BigDecimal first : ranges.subList(0, window)) {
      atr = atr.add(first);
    }
    atr = atr.divide(n, digits);
    for (BigDecimal next : ranges.subList(window, ranges.size())) {
      atr = atr.multiply(n.subtract(BigDecimal.ONE)).add(next).divide(n, digits);
    }
    return atr;
  }
}
