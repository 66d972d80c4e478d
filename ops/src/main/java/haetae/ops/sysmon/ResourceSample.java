package haetae.ops.sysmon;

/**
 * One sample; all zeros when sampling is not available.
 *
 * @param timeMs wall clock of the sample
 * @param cpuPct CPU of this process since the sample before, percent of the machine, 0 to 100
 * @param cpuLoadPct the same over at least a whole interval: time before the start counts as idle
 * @param rssMb resident memory
 * @param openFiles open file descriptors
 * @param threads live threads of the process, the JVM's own included
 * @param heapMb heap in use
 * @param gcMs time spent in garbage collection since the start
 * @param gcPauseMs longest single pause for garbage collection since the sample before
 * @param diskFreeMb free space for logs and data
 * @param available false if the figures mean nothing
 */
public record ResourceSample(
    long timeMs,
    double cpuPct,
    double cpuLoadPct,
    double rssMb,
    long openFiles,
    int threads,
    double heapMb,
    long gcMs,
    long gcPauseMs,
    double diskFreeMb,
    boolean available) {
  /** No sample. */
  public static ResourceSample none() {
    return new ResourceSample(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false);
  }
}
