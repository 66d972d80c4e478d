package haetae.ops.sysmon;

import java.io.IOException;

/** Reads the raw figures of this process. Threads: the monitor's. */
public interface Probe extends AutoCloseable {
  /** Name for the log. */
  String name();

  /**
   * Raw figures.
   *
   * @throws IOException if this platform does not tell them
   */
  Reading read() throws IOException;

  /** Lets go of what it listens to; most have nothing. */
  @Override
  default void close() {}

  /**
   * Raw figures of one moment.
   *
   * @param cpuNs CPU time of this process since its start
   * @param cores processors that the machine (or the container's limit) gives us
   * @param threads threads of the process, the JVM's own included
   * @param gcMs time spent in garbage collection since the start
   * @param gcPauseMs longest single pause since the last reading
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
