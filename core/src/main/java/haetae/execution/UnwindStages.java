package haetae.execution;

/**
 * How far from the touch an unwinding order may fill, by the time it has gone on: bounds widen in
 * steps to a hard cap, which holds until the deadline, and then a human is called. There is no
 * unbounded order.
 */
public final class UnwindStages {
  /** Answer when all stages have passed. */
  public static final long USED_UP = -1;

  /** 5, 10, 20 and 30 bp, five seconds each, and at last 50 bp until 90 s have passed. */
  public static final UnwindStages STANDARD =
      new UnwindStages(5_000_000_000L, 90_000_000_000L, 500, 1_000, 2_000, 3_000, 5_000);

  private final long stageNs;
  private final long deadlineNs;
  private final long[] boundsPpm;

  /**
   * Stages of a length with rising bounds.
   *
   * @param deadlineNs until when the last bound holds; not before its stage begins
   */
  public UnwindStages(long stageNs, long deadlineNs, long... boundsPpm) {
    if (stageNs <= 0 || boundsPpm.length == 0) {
      throw new IllegalArgumentException("no stage");
    }
    if (deadlineNs <= (boundsPpm.length - 1) * stageNs) {
      throw new IllegalArgumentException("deadline before the last stage");
    }
    for (int i = 1; i < boundsPpm.length; i++) {
      if (boundsPpm[i] <= boundsPpm[i - 1]) {
        throw new IllegalArgumentException("bounds must rise");
      }
    }
    this.stageNs = stageNs;
    this.deadlineNs = deadlineNs;
    this.boundsPpm = boundsPpm.clone();
  }

  /** Bound of a stage, counted from 0; the last one for all beyond. */
  public long stagePpm(int stage) {
    return boundsPpm[Math.min(stage, boundsPpm.length - 1)];
  }

  /** Bound after the unwinding has gone on for a time, or {@link #USED_UP}. */
  public long boundPpm(long elapsedNs) {
    long stage = Math.max(0, elapsedNs) / stageNs;
    return elapsedNs >= deadlineNs
        ? USED_UP
        : boundsPpm[(int) Math.min(stage, boundsPpm.length - 1L)];
  }
}
