package haetae.strategy;

import haetae.premium.BreakEven;

/** A strategy's parameters, from which each pair gets a strategy of its own. Immutable. */
public sealed interface StrategyRule permits SpreadRule, ReversionRule {
  /**
   * A strategy that has seen nothing yet.
   *
   * @param costs break-even premia of the pair's fees
   */
  Strategy start(BreakEven costs);
}
