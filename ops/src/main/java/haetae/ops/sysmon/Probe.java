package haetae.ops.sysmon;

import java.io.IOException;

/** Reads the raw figures of this process. Threads: the monitor's. */
public interface Probe {
  /** Name for the log. */
  String name();

  /**
   * Raw figures.
   *
   * @throws IOException if this platform does not tell them
   */
  Reading read() throws IOException;

  /**
   * Raw figures of one moment.
   *
   * @param cpuNs CPU time of this process since its start
   * @param cores processors of the machine
   */
  record Reading(
      long cpuNs,
      int cores,
      long rssBytes,
      long openFiles,
      int threads,
      long heapBytes,
      long gcMs,
      long gcPauseMs,
      long diskFreeBytes) {}
}
