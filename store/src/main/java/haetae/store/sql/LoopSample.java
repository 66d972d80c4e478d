package haetae.store.sql;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * What one cycle of the live loop came to. Amounts are KRW scaled by 1e8.
 *
 * @param timeNs engine time of the cycle
 * @param loopUs time that it took, microseconds
 * @param cpuPpm CPU of this process, millionths of the machine
 * @param rssKb resident memory of this process, KiB
 * @param live real orders were allowed
 */
public record LoopSample(
    long timeNs,
    long cycle,
    long pnlE8,
    long realizedE8,
    long exposureE8,
    long trades,
    long openPositions,
    long signals,
    long safetyRejections,
    long loopUs,
    long cpuPpm,
    long rssKb,
    boolean live) {
  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(timeNs).putLong(cycle).putLong(pnlE8).putLong(realizedE8).putLong(exposureE8);
    out.putLong(trades).putLong(openPositions).putLong(signals).putLong(safetyRejections);
    out.putLong(loopUs).putLong(cpuPpm).putLong(rssKb).putBool(live);
  }

  /** Reads what {@link #save} has written. */
  public static LoopSample load(StateIn in) {
    return new LoopSample(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getBool());
  }
}
