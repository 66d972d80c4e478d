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
  private static final String SPREAD = "spread";
  private static final String REVERSION = "reversion";
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
    String kind = config.strategy().kind();
    for (String word : words(config)) {
      kind = word.startsWith(route.base() + "=") ? word.substring(word.indexOf('=') + 1) : kind;
    }
    return kind.equals(REVERSION);
  }

  /** The words of {@code per_pair}, {@code BASE=KIND} each. */
  private static List<String> words(HaetaeConfig config) {
    String text = config.strategy().perPair().strip();
    return text.isEmpty() ? List.of() : List.of(text.split("[,\\s]+"));
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
    Node section = Binder.find(root, "strategy");
    List<String> bases = config.pairs().stream().map(HaetaeConfig.Route::base).toList();
    List<String> named = new ArrayList<>();
    for (String word : words(config)) {
      String base = word.substring(0, Math.max(0, word.indexOf('=')));
      String kind = word.substring(word.indexOf('=') + 1);
      if (!bases.contains(base) || !(kind.equals(SPREAD) || kind.equals(REVERSION))) {
        String problem = "\" must be a base of pairs, =, then spread or reversion";
        binder.problem(section, "strategy.per_pair: \"" + word + problem);
      } else if (named.contains(base)) {
        binder.problem(section, "strategy.per_pair names " + base + " twice");
      }
      named.add(base);
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
