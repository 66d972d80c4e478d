package haetae.risk;

import static haetae.risk.Entries.KRW;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.market.Fixed;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every limit is applied to every entry, and every violation is told. */
class SafetyValidatorTest {
  private static List<RefusalCode> when(Consumer<Entries> spoil) {
    Entries entry = new Entries();
    spoil.accept(entry);
    return entry.codes();
  }

  @Test
  void shouldLetAGoodEntryPass() {
    assertThat(new Entries().codes()).isEmpty();
  }

  /** Limits of the worked case: 20 M KRW an order, 60 M KRW exposure, 2 % price band. */
  private static SafetyLimits capsOfS38() {
    SafetyLimits l = Entries.limits();
    return new SafetyLimits(
        l.minConfidencePpm(),
        l.minProfitPpm(),
        l.maxSlippagePpm(),
        20_000_000 * KRW,
        l.maxDailyLossKrwE8(),
        l.maxDrawdownPpm(),
        l.minLiquidityKrwE8(),
        60_000_000 * KRW,
        l.maxFxExposureKrwE8(),
        l.maxPositions(),
        l.maxAgeUpbitMs(),
        l.maxAgeBinanceMs(),
        l.maxAgeFxMs(),
        l.maxSkewMs(),
        l.maxClockOffsetMs(),
        l.maxSpreadPpm(),
        20_000,
        300_000,
        l.fxSanityPpm(),
        l.maxOrdersPerMinute(),
        l.breakerFailures(),
        l.breakerCooldownNs());
  }

  @Test
  void shouldFollowTheWorkedCaseS38() {
    for (JsonNode row : StrategyCases.expected("S38")) {
      String label = row.get("label").asString();
      long quantity = StrategyCases.e8(row.get("qty"));
      long price = StrategyCases.e8(row.get("price"));
      long reference = StrategyCases.e8(StrategyCases.expected("S38").get(0).get("price"));
      Entries entry = new Entries();
      entry.notional = Fixed.multiplyE8(quantity, price, RoundingMode.UNNECESSARY);
      entry.priceGap = Fixed.changePpm(price, reference, RoundingMode.UP);
      entry.exposure = label.equals("exposure") ? 45_000_000 * KRW : 0;
      entry.depthShare = label.equals("depth share") ? 300_001 : 300_000;

      assertThat(entry.notional).isEqualTo(StrategyCases.e8(row.get("notional")));
      List<RefusalCode> expected = new ArrayList<>();
      row.get("reject").forEach(r -> expected.add(RefusalCode.valueOf(r.asString())));
      assertThat(entry.codes(capsOfS38())).as(label).isEqualTo(expected);
    }
  }

  @Test
  void shouldRefuseEachLimitWhenPassedAndNotWhenMet() {
    edge(RefusalCode.LOW_CONFIDENCE, e -> e.confidence = 300_000, e -> e.confidence--);
    edge(RefusalCode.LOW_PROFIT, e -> e.net = 500, e -> e.net--);
    edge(RefusalCode.SLIPPAGE, e -> e.slippage = 3_000, e -> e.slippage++);
    edge(RefusalCode.MAX_ORDER_NOTIONAL, e -> e.notional = 300_000 * KRW, e -> e.notional++);
    edge(RefusalCode.MAX_EXPOSURE, e -> e.exposure = 800_000 * KRW, e -> e.exposure++);
    edge(RefusalCode.FX_EXPOSURE, e -> e.fxExposure = 59_800_000 * KRW, e -> e.fxExposure++);
    edge(RefusalCode.MAX_POSITIONS, e -> e.positions = 4, e -> e.positions++);
    edge(RefusalCode.DAILY_LOSS, e -> e.dailyLoss = 150_000 * KRW, e -> e.dailyLoss++);
    edge(RefusalCode.DRAWDOWN, e -> e.drawdown = 30_000, e -> e.drawdown++);
    edge(RefusalCode.LIQUIDITY, e -> e.liquidity = 20_000_000 * KRW, e -> e.liquidity--);
    edge(RefusalCode.DEPTH_SHARE, e -> e.depthShare = 300_000, e -> e.depthShare++);
    edge(RefusalCode.PRICE_BAND, e -> e.priceGap = 20_000, e -> e.priceGap++);
    edge(RefusalCode.FX_SANITY, e -> e.fxGap = 80_000, e -> e.fxGap++);
    edge(RefusalCode.ORDER_RATE, e -> e.orders = 56, e -> e.orders++);
  }

  private static void edge(RefusalCode code, Consumer<Entries> meet, Consumer<Entries> pass) {
    assertThat(when(meet)).as("%s met", code).isEmpty();
    assertThat(when(meet.andThen(pass))).as("%s passed", code).containsExactly(code);
  }

  @Test
  void shouldTellAllViolationsWhenThereAreSeveral() {
    List<RefusalCode> codes =
        when(
            e -> {
              e.blocks = List.of(Refusal.of(RefusalCode.HALTED, ""));
              e.ages = new QuoteAges(1_001, 0, 0, 0, 0);
              e.slippage = 5_000;
              e.notional = 500_000 * KRW;
            });

    assertThat(codes)
        .containsExactly(
            RefusalCode.HALTED,
            RefusalCode.STALE_UPBIT,
            RefusalCode.SLIPPAGE,
            RefusalCode.MAX_ORDER_NOTIONAL);
  }

  @Test
  void shouldRefuseWhatCannotBeComputedWithoutHidingTheRest() {
    List<RefusalCode> codes =
        when(
            e -> {
              e.exposure = Long.MAX_VALUE;
              e.slippage = 5_000;
              e.dailyLoss = 200_000 * KRW;
            });

    assertThat(codes)
        .containsExactlyInAnyOrder(
            RefusalCode.UNCHECKABLE, RefusalCode.SLIPPAGE, RefusalCode.DAILY_LOSS);
  }

  @Test
  void shouldRefuseAReferenceThatIsMissing() {
    assertThat(when(e -> e.priceGap = Long.MAX_VALUE / 2)).containsExactly(RefusalCode.PRICE_BAND);
  }

  @Test
  void shouldSayThatThereIsNoReferenceYet() {
    Entries entry = new Entries();
    entry.fxGap = Refusal.UNKNOWN;

    assertThat(entry.text()).isEqualTo("KRW-USDT away from reference: no reference yet");
  }

  @Test
  void shouldSayWhatTheOriginalSaid() {
    Entries confidence = new Entries();
    confidence.confidence = 200_000;
    Entries slippage = new Entries();
    slippage.slippage = 5_000;
    Entries position = new Entries();
    position.notional = 5_000_000 * KRW;

    assertThat(confidence.text()).isEqualTo("Low confidence: 0.20 < 0.3");
    assertThat(slippage.text()).isEqualTo("Slippage too high: 0.500% > 0.300%");
    assertThat(position.text()).isEqualTo("Position too large: 5000000₩ > 300000₩");
  }

  @Test
  void shouldRefuseHundredthOfABitcoinAtTheShippedLimits() {
    assertThat(when(e -> e.notional = 500_000 * KRW))
        .containsExactly(RefusalCode.MAX_ORDER_NOTIONAL);
  }

  @Test
  void shouldNotShowAValueThatLooksLikeItsLimit() {
    Entries krw = new Entries();
    krw.notional = 300_000 * KRW + 40_000_000;
    Entries ppm = new Entries();
    ppm.slippage = 3_001;

    assertThat(krw.text()).isEqualTo("Position too large: 300000.4₩ > 300000₩");
    assertThat(ppm.text()).isEqualTo("Slippage too high: 0.3001% > 0.300%");
  }

  @Test
  void shouldCountRejectionsOnceAndReasonsEach() {
    SafetyValidator validator = new SafetyValidator(Entries.limits());
    Entries entry = new Entries();
    validator.count(validator.check(entry.check()));
    entry.slippage = 5_000;
    entry.notional = 500_000 * KRW;
    validator.count(validator.check(entry.check()));
    entry.notional = 200_000 * KRW;
    validator.count(validator.check(entry.check()));

    assertThat(validator.rejections()).isEqualTo(2);
    assertThat(validator.counts())
        .containsEntry(RefusalCode.SLIPPAGE, 2L)
        .containsEntry(RefusalCode.MAX_ORDER_NOTIONAL, 1L);
    assertThat(List.copyOf(validator.counts().keySet())).isSorted();
  }
}
