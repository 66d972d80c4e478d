package haetae.risk;

import haetae.engine.TestConfigs;
import haetae.market.Fixed;
import java.util.List;

/** An entry that passes all limits, to be spoilt one fact at a time. */
final class Entries {
  static final long KRW = Fixed.ONE;

  long notional = 200_000 * KRW;
  long confidence = 800_000;
  long net = 8_000;
  long slippage = 1_500;
  long liquidity = 25_000_000 * KRW;
  long depthShare = 100_000;
  long priceGap = 5_000;
  long fxGap = 5_000;
  long exposure;
  long fxExposure;
  int positions;
  long dailyLoss;
  long drawdown;
  int orders;
  QuoteAges ages = new QuoteAges(100, 80, 900, 20, 20);
  List<Refusal> blocks = List.of();

  static SafetyLimits limits() {
    return TestConfigs.safety();
  }

  EntryCheck check() {
    return new EntryCheck(
        notional,
        confidence,
        net,
        slippage,
        liquidity,
        depthShare,
        priceGap,
        fxGap,
        exposure,
        fxExposure,
        positions,
        dailyLoss,
        drawdown,
        orders,
        ages,
        blocks);
  }

  List<RefusalCode> codes(SafetyLimits limits) {
    return new SafetyValidator(limits).check(check()).stream().map(Refusal::code).toList();
  }

  List<RefusalCode> codes() {
    return codes(limits());
  }

  String text() {
    return new SafetyValidator(limits()).check(check()).getFirst().text();
  }
}
