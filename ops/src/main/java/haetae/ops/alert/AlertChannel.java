package haetae.ops.alert;

import java.io.IOException;

/** A way to the operator. Threads: one of its own, which may wait. */
public interface AlertChannel {
  /** Short name for the log, without secrets. */
  String name();

  /**
   * Delivers an alert.
   *
   * @throws RefusedException if trying again cannot help
   * @throws IOException if it may help; the message holds no secret
   */
  void deliver(Alert alert) throws IOException, InterruptedException;

  /** The other side does not want this alert, whenever it is sent. */
  final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With the reason, which holds no secret. */
    public RefusedException(String reason) {
      super(reason);
    }
  }

  /** The other side asks for patience. */
  final class BusyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long waitMs;

    /** With the time the other side wants us to wait. */
    public BusyException(String reason, long waitMs) {
      super(reason);
      this.waitMs = waitMs;
    }

    long waitMs() {
      return waitMs;
    }
  }
}
