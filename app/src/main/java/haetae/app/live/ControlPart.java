package haetae.app.live;

import haetae.app.control.ServiceFolder;
import haetae.app.lease.FolderLock;
import haetae.ops.log.Loggers;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The service's ear for the operator, and its status file. Threads: its own, which may wait for the
 * disk; the engine is only left words and asked for pictures.
 */
final class ControlPart implements Part {
  private static final Logger LOG = Loggers.of("control");
  private static final long TICK_NS = 100_000_000;
  private static final int STATUS_EVERY = 10;
  private static final long STOP_MS = 3_000;

  private final ServiceView view;
  private final ServiceFolder folder;
  private final Obedience obedience;
  private final StatusWriter status;
  private final Thread thread = Thread.ofPlatform().daemon().name("control").unstarted(this::run);
  private @Nullable FolderLock lock;
  private volatile boolean closed;
  private String told = "";

  ControlPart(ServiceView view) {
    this.view = view;
    this.folder = ServiceFolder.of(view.config().dataDir(), name(view.options()));
    this.obedience = new Obedience(view, folder.mailbox());
    this.status = new StatusWriter(view, folder, obedience);
  }

  /** A replay may run beside the paper service, and must not hear what is meant for it. */
  static String name(RunOptions options) {
    return options.replay().isEmpty() ? options.mode() : "replay";
  }

  @Override
  public String name() {
    return "control";
  }

  /** The latch is heeded before the first event, so that nothing is entered under a halt. */
  @Override
  public void start() throws StartFailure {
    // A second service of this name would take the words that are meant for the first.
    try {
      lock = lock();
      obedience.begin();
      status.write("");
    } catch (IOException e) {
      letGo();
      throw new StartFailure("the operator could not halt this service: " + e);
    }
    thread.start();
  }

  private FolderLock lock() throws IOException, StartFailure {
    return FolderLock.take(folder.folder().resolve(folder.name() + ".lock"))
        .orElseThrow(
            () ->
                new StartFailure(
                    "mode "
                        + folder.name()
                        + " is already running on "
                        + folder.folder().toAbsolutePath().normalize()
                        + ": stop it, or give this one another data_dir"));
  }

  private void letGo() {
    FolderLock taken = lock;
    if (taken != null) {
      taken.close();
    }
  }

  private void run() {
    for (int tick = 0; !closed; tick++) {
      try {
        obedience.heed();
        if (tick % STATUS_EVERY == 0) {
          status.write("");
        }
        told = "";
      } catch (IOException | RuntimeException e) {
        // The one place where this thread's failures end; each is told once until it is over.
        tell(e);
      }
      LockSupport.parkNanos(TICK_NS);
    }
  }

  private void tell(Exception e) {
    String text = e.toString();
    if (!text.equals(told)) {
      told = text;
      LOG.error("[CONTROL] the operator's files fail, trying again: {}", text);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    closed = true;
    LockSupport.unpark(thread);
    thread.join(STOP_MS);
    try {
      obedience.end();
      status.write(view.stop().reason());
    } catch (IOException e) {
      LOG.warn("[CONTROL] the last status could not be written: {}", e.toString());
    } finally {
      letGo();
    }
  }
}
