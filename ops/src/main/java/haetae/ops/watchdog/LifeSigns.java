package haetae.ops.watchdog;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a process tells those who would restart it: systemd over its socket, and {@code ./haetae
 * supervise} by a file. Both are given the same signs. Threads: any; nothing waits.
 */
public final class LifeSigns {
  private final SdNotify systemd;
  private final MarkFile mark;

  /**
   * Signs of life.
   *
   * @param notifySocket see {@link SdNotify}; null or empty: there is no systemd
   * @param markFile path of the {@link MarkFile}; null or empty: there is no supervisor
   */
  public LifeSigns(@Nullable String notifySocket, @Nullable String markFile) {
    this.systemd = new SdNotify(notifySocket);
    this.mark = new MarkFile(markFile == null || markFile.isEmpty() ? null : Path.of(markFile));
  }

  /** For a process that nobody watches. */
  public static LifeSigns none() {
    return new LifeSigns(null, null);
  }

  /** The service has started. */
  public void ready(String status) {
    mark.sign(MarkFile.Phase.RUNNING);
    systemd.ready(status);
  }

  /** The service is making progress. */
  public void alive() {
    mark.sign(MarkFile.Phase.RUNNING);
    systemd.alive();
  }

  /** How the service is, for {@code systemctl status}. */
  public void status(String status) {
    systemd.status(status);
  }

  /** The service is shutting down. */
  public void stopping(String reason) {
    mark.sign(MarkFile.Phase.STOPPING);
    systemd.stopping(reason);
  }
}
