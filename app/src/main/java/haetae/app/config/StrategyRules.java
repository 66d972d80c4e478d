package haetae.app.config;

import haetae.app.config.HaetaeConfig.ReversionSection;
import haetae.app.config.HaetaeConfig.SignalEngine;
import haetae.market.FeeSchedule;
import haetae.premium.BreakEven;
import haetae.strategy.ReversionRule;
import haetae.strategy.SpreadRule;
import haetae.strategy.StrategyRule;
import haetae.strategy.ZScoreBand;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The strategies of a configuration, and what must hold between their keys. */
public final class StrategyRules {
  private static final int PERCENT_TO_PPM = 4;
  private static final int BPS_TO_PPM = 2;
  private static final int MILLIONTHS = 6;
  private static final int SEC_TO_NS = 9;
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);
  private static final BigDecimal MEDIAN = BigDecimal.valueOf(50);

  private StrategyRules() {}

  /** The strategy of each pair, in the order of the pairs. */
  public static List<StrategyRule> of(HaetaeConfig config) {
    SpreadRule spread = spread(config.signalEngine(), ppm(config.signalEngine().minSpreadPct()));
    List<StrategyRule> rules = new ArrayList<>();
    for (HaetaeConfig.Route route : config.pairs()) {
      rules.add(reverts(config, route) ? reversion(config) : spread);
    }
    return rules;
  }

  private static boolean reverts(HaetaeConfig config, HaetaeConfig.Route route) {
    HaetaeConfig.StrategySection s = config.strategy();
    return s.kind().equals("reversion")
        ? !s.spreadPairs().contains(route.base())
        : s.reversionPairs().contains(route.base());
  }

  /** Decision fees of a route. */
  public static FeeSchedule fees(HaetaeConfig config, boolean spot) {
    SignalEngine s = config.signalEngine();
    return new FeeSchedule(ppm(s.upbitFee()), ppm(s.binanceFee()), 0, spot);
  }

  private static SpreadRule spread(SignalEngine s, long minNetPpm) {
    return new SpreadRule(
        minNetPpm,
        ppm(s.slippagePct()),
        ppm(s.fullConfidencePct()),
        scaled(s.minConfidence(), MILLIONTHS),
        s.confirmUpdates());
  }

  private static ReversionRule reversion(HaetaeConfig config) {
    ReversionSection r = config.reversion();
    return new ReversionRule(
        spread(config.signalEngine(), scaled(r.minNetBps(), BPS_TO_PPM)),
        scaled(r.sampleSec(), SEC_TO_NS),
        r.window(),
        new ZScoreBand(
            scaled(r.zEnter(), MILLIONTHS),
            scaled(r.zExit(), MILLIONTHS),
            scaled(r.zStop(), MILLIONTHS),
            scaled(r.sdFloorBps(), BPS_TO_PPM)),
        new ReversionRule.Absolute(ppm(r.enterHighPct()), ppm(r.enterLowPct()), ppm(r.exitPct())),
        new ReversionRule.Guards(
            ppm(r.percentile()),
            r.fit(),
            scaled(r.halfLifeMinSec(), SEC_TO_NS),
            hoursNs(r.halfLifeMaxHours()),
            r.halfLives()),
        hoursNs(r.maxHoldHours()),
        ppm(r.expectedReversionPct()));
  }

  /** Finds what no single key can tell. */
  static void check(HaetaeConfig config, @Nullable Node root, Binder binder) {
    names(config, root, binder);
    ReversionSection r = config.reversion();
    @Nullable Node section = Binder.find(root, "reversion");
    int before = binder.problems().size();
    if (r.zExit().compareTo(r.zEnter()) >= 0 || r.zEnter().compareTo(r.zStop()) >= 0) {
      binder.problem(section, "reversion needs z_exit < z_enter < z_stop");
    }
    if (r.percentile().signum() > 0 && r.percentile().compareTo(MEDIAN) <= 0) {
      binder.problem(section, "reversion.percentile must be 0 or above 50, up to 100");
    }
    if (r.halfLifeMinSec().compareTo(r.halfLifeMaxHours().multiply(SECONDS_PER_HOUR)) > 0) {
      binder.problem(section, "reversion.half_life_min_sec is above half_life_max_hours");
    }
    if (binder.problems().size() == before) {
      breakEven(config, section, binder);
    }
  }

  private static void names(HaetaeConfig config, @Nullable Node root, Binder binder) {
    @Nullable Node section = Binder.find(root, "strategy");
    List<String> bases = config.pairs().stream().map(HaetaeConfig.Route::base).toList();
    List<String> named = new ArrayList<>(config.strategy().spreadPairs());
    named.addAll(config.strategy().reversionPairs());
    for (String base : named) {
      if (!bases.contains(base)) {
        binder.problem(section, "strategy names \"" + base + "\", which is no base of pairs");
      }
    }
    if (named.stream().distinct().count() != named.size()) {
      binder.problem(section, "strategy names a base in both lists or twice");
    }
  }

  private static void breakEven(HaetaeConfig config, @Nullable Node section, Binder binder) {
    for (HaetaeConfig.Route route : config.pairs()) {
      if (!reverts(config, route)) {
        continue;
      }
      BreakEven costs = BreakEven.of(fees(config, route.binanceMarket().equals("spot")));
      for (String problem : reversion(config).belowBreakEven(costs)) {
        binder.problem(
            section,
            "reversion."
                + problem
                + " for "
                + route.base()
                + "; raise it, or declare expected_reversion_pct of at least the round trip of "
                + costs.roundTripPpm()
                + " ppm");
      }
    }
  }

  private static long hoursNs(BigDecimal hours) {
    return scaled(hours.multiply(SECONDS_PER_HOUR), SEC_TO_NS);
  }

  private static long ppm(BigDecimal percent) {
    return scaled(percent, PERCENT_TO_PPM);
  }

  private static long scaled(BigDecimal value, int places) {
    return value.movePointRight(places).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
  }
}
