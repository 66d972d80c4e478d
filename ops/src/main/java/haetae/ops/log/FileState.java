package haetae.ops.log;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Whether the files can be written, and figures. Threads: set by the writer, read by any. */
final class FileState {
  private volatile boolean writable = true;
  private volatile String fault = "";
  private volatile String sweepProblem = "";
  private final LongAdder written = new LongAdder();
  private volatile long oldBytes;
  private volatile long inUseBytes;
  private long retryAtMs;

  void failed(String reason, long retryMs) {
    fault = reason;
    writable = false;
    retryAtMs = retryMs;
  }

  void recovered() {
    writable = true;
    fault = "";
  }

  /** True if it is time to try again; also if the clock was set back. */
  boolean due(long nowMs, long pauseMs) {
    return nowMs >= retryAtMs || nowMs < retryAtMs - pauseMs;
  }

  /** Notes what retention did; returns a problem the first time it occurs, else null. */
  @Nullable String swept(Retention.Swept swept) {
    boolean fresh = sweepProblem.isEmpty() && !swept.problem().isEmpty();
    oldBytes = swept.oldBytes();
    sweepProblem = swept.problem();
    return fresh ? "[LOG] " + sweepProblem : null;
  }

  void inUse(long bytes) {
    inUseBytes = bytes;
  }

  void wrote() {
    written.increment();
  }

  boolean writable() {
    return writable;
  }

  String reason() {
    return fault.isEmpty() ? sweepProblem : fault;
  }

  long written() {
    return written.sum();
  }

  long bytesUsed() {
    return oldBytes + inUseBytes;
  }
}
