package haetae.portfolio;

/** What holding a short perpetual is expected to earn or cost. */
public final class CarryEstimate {
  private CarryEstimate() {}

  /**
   * Edge left after the funding expected while holding: {@code edge + settlements × rate} for a
   * short, which receives a positive rate.
   *
   * @param holdHours expected time until the exit
   * @param intervalHours time between settlements of the symbol (8, 4 or 1), read from the venue
   */
  public static long netPpm(long edgePpm, long ratePpm, long holdHours, long intervalHours) {
    return Math.addExact(edgePpm, Math.multiplyExact(holdHours / intervalHours, ratePpm));
  }
}
