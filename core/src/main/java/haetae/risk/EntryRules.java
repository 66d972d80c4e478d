package haetae.risk;

/**
 * Limits of entries that need a memory of what happened before. All maxima are inclusive.
 *
 * @param maxLosingPairs pairs that may end with a loss in a row
 * @param maxUnwindsPerHour legs that may have been unwound in the last 60 minutes
 * @param tooGoodPpm net edge above which a wrong book is likelier than a gift
 * @param jumpPpm distance of a mid price to its 5 s median that one venue alone may have
 * @param jumpFreezeNs how long entries rest after a jump
 * @param expectedHoldHours how long a pair is expected to be held, for the funding it will cost
 * @param gapPpm distance of a pair's premium to the median of all pairs beyond which it is no price
 */
public record EntryRules(
    int maxLosingPairs,
    int maxUnwindsPerHour,
    long tooGoodPpm,
    long jumpPpm,
    long jumpFreezeNs,
    long expectedHoldHours,
    long gapPpm) {
  /** With a gap of 1 %. */
  public EntryRules(
      int maxLosingPairs,
      int maxUnwindsPerHour,
      long tooGoodPpm,
      long jumpPpm,
      long jumpFreezeNs,
      long expectedHoldHours) {
    this(
        maxLosingPairs,
        maxUnwindsPerHour,
        tooGoodPpm,
        jumpPpm,
        jumpFreezeNs,
        expectedHoldHours,
        10_000);
  }

  /** Checks the ranges. */
  public EntryRules {
    if (maxLosingPairs < 0
        || maxUnwindsPerHour < 0
        || tooGoodPpm <= 0
        || jumpPpm <= 0
        || jumpFreezeNs < 0
        || expectedHoldHours < 0
        || gapPpm <= 0) {
      throw new IllegalArgumentException("entry rules out of range");
    }
  }
}
