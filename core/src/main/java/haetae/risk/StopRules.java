package haetae.risk;

/**
 * When a hedged pair is closed. The stop is on the pair as a whole, never on one leg's price: a
 * move of the coin itself moves both legs.
 *
 * @param enabled false switches all stops off; target and time stop stay
 * @param dynamic true for the ATR stop, false for the static one
 * @param staticPpm adverse move of the premium at which the static stop closes, inclusive
 * @param atrWindow bars of the ATR; nothing is closed before it is full
 * @param atrMultiplePpm distance of the ATR stop in ATRs, in millionths
 * @param premiumStopPpm adverse move of the premium that closes in any mode, 0 for none
 * @param targetPpm favourable move of the premium at which the profit is taken, 0 for none
 * @param maxHoldNs longest time a pair is held
 */
public record StopRules(
    boolean enabled,
    boolean dynamic,
    long staticPpm,
    int atrWindow,
    long atrMultiplePpm,
    long premiumStopPpm,
    long targetPpm,
    long maxHoldNs) {
  /** Checks the ranges. */
  public StopRules {
    if (staticPpm <= 0
        || atrWindow < 2
        || atrMultiplePpm <= 0
        || premiumStopPpm < 0
        || targetPpm < 0
        || maxHoldNs <= 0) {
      throw new IllegalArgumentException("stop rules out of range");
    }
  }
}
