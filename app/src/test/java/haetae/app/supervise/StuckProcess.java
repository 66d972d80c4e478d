package haetae.app.supervise;

import haetae.ops.watchdog.LifeSigns;
import java.util.concurrent.locks.LockSupport;

/** A process that starts, and then makes no progress. */
final class StuckProcess {
  private StuckProcess() {}

  public static void main(String[] args) {
    new LifeSigns(null, args[0]).ready("running");
    stuck();
  }

  private static void stuck() {
    while (true) {
      LockSupport.park();
    }
  }
}
