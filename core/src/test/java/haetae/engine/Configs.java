package haetae.engine;

import haetae.risk.CapitalRules;
import haetae.risk.EntryRules;
import haetae.risk.SafetyLimits;
import haetae.risk.StopRules;
import haetae.strategy.ReversionRule;
import haetae.strategy.SpreadRule;
import haetae.strategy.StrategyRule;
import haetae.strategy.ZScoreBand;
import java.util.List;

/** A configuration with one part replaced. */
final class Configs {
  private static final long SECOND = 1_000_000_000L;

  private Configs() {}

  static EngineConfig capital(EngineConfig c, CapitalRules capital) {
    return with(c, c.strategies(), capital, c.entry(), c.safety(), c.stops());
  }

  static EngineConfig entry(EngineConfig c, EntryRules entry) {
    return with(c, c.strategies(), c.capital(), entry, c.safety(), c.stops());
  }

  static EngineConfig safety(EngineConfig c, SafetyLimits safety) {
    return with(c, c.strategies(), c.capital(), c.entry(), safety, c.stops());
  }

  static EngineConfig stops(EngineConfig c, StopRules stops) {
    return with(c, c.strategies(), c.capital(), c.entry(), c.safety(), stops);
  }

  static EngineConfig strategy(EngineConfig c, StrategyRule rule) {
    List<StrategyRule> rules = c.pairs().stream().map(pair -> rule).toList();
    return with(c, rules, c.capital(), c.entry(), c.safety(), c.stops());
  }

  /** Premium reversion on a grid of a second over 60 values for every pair. */
  static EngineConfig reverting(EngineConfig c) {
    return strategy(c, reversion());
  }

  static ReversionRule reversion() {
    return new ReversionRule(
        new SpreadRule(800, 200, 20_000, 500_000, 2),
        SECOND,
        60,
        new ZScoreBand(2_000_000, 500_000, 8_000_000, 100),
        new ReversionRule.Absolute(5_000, 5_000, 0),
        new ReversionRule.Guards(0, false, 5 * SECOND, 432_000 * SECOND, 10),
        3_600 * SECOND,
        0);
  }

  /** The same in mode live. */
  static EngineConfig live(EngineConfig c) {
    return with("live", c, c.strategies(), c.capital(), c.entry(), c.safety(), c.stops());
  }

  private static EngineConfig with(
      EngineConfig c,
      List<StrategyRule> strategies,
      CapitalRules capital,
      EntryRules entry,
      SafetyLimits safety,
      StopRules stops) {
    return with(c.mode(), c, strategies, capital, entry, safety, stops);
  }

  private static EngineConfig with(
      String mode,
      EngineConfig c,
      List<StrategyRule> strategies,
      CapitalRules capital,
      EntryRules entry,
      SafetyLimits safety,
      StopRules stops) {
    return new EngineConfig(
        c.session(),
        mode,
        c.instruments(),
        c.pairs(),
        c.fees(),
        strategies,
        capital,
        c.sizing(),
        c.execution(),
        safety,
        entry,
        stops,
        c.rebalancer(),
        c.drift(),
        c.guard(),
        c.pacing(),
        c.perpetual());
  }
}
