package haetae.bench;

/**
 * How much is measured.
 *
 * @param forks JVMs, each of which measures everything; the medians of these are reported
 * @param warmups unrecorded iterations
 * @param iterations recorded ones
 * @param iterationMs length of one
 * @param simulatedMinutes length of the simulated market, half of it unrecorded
 */
record Effort(int forks, int warmups, int iterations, int iterationMs, int simulatedMinutes) {
  static final Effort QUICK = new Effort(1, 2, 3, 300, 120);
  static final Effort FULL = new Effort(3, 2, 3, 1_000, 1_200);
}
