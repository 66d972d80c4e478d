package haetae.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Works behind the journal: syncs what was appended, prepares the next file, lets old ones go. A
 * fault of the disk is remembered, tried again and never stops the appender.
 *
 * <p>Threads: its own; what the appender calls is marked and waits for nothing but a short lock.
 */
final class Keeper implements AutoCloseable {
  private static final long NS_PER_MS = 1_000_000;
  private static final long RETRY_NS = 200 * NS_PER_MS;
  private static final long PATIENCE_NS = 2_000 * NS_PER_MS;
  private static final long WAIT_NS = NS_PER_MS / 10;

  private final JournalConfig config;
  private final Thread thread;
  private final Object lock = new Object();
  private final Object syncing = new Object();
  private final List<Segment> unsynced = new ArrayList<>();
  private @Nullable Segment spare;
  private long releaseBelow;
  private long heldFrom = Long.MAX_VALUE;
  private volatile boolean closed;
  private volatile String fault = "";
  private volatile long lastSyncNs = System.nanoTime();
  private long retryAtNs = System.nanoTime();
  private boolean begun;

  Keeper(JournalConfig config, Segment active) {
    this.config = config;
    this.unsynced.add(active);
    this.thread = Thread.ofPlatform().daemon().name("journal").unstarted(this::run);
  }

  void start() {
    begun = true;
    prepare();
    thread.start();
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(config.syncMs() * NS_PER_MS);
      syncAll();
      prepare();
      releaseOld();
    }
  }

  /** The appender needs the next file and waits while it is being prepared; null if it fails. */
  @Nullable Segment await(long firstSeq) {
    long end = System.nanoTime() + PATIENCE_NS;
    Segment next = take(firstSeq);
    while (next == null && begun && !closed && fault.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.unpark(thread);
      LockSupport.parkNanos(WAIT_NS);
      next = take(firstSeq);
    }
    return next;
  }

  private @Nullable Segment take(long firstSeq) {
    synchronized (lock) {
      Segment next = spare;
      if (next == null) {
        return null;
      }
      spare = null;
      try {
        next.rename(SegmentFiles.segment(config.folder(), firstSeq));
      } catch (IOException e) {
        fault = String.valueOf(e);
        spare = next;
        return null;
      }
      next.begin(firstSeq);
      unsynced.add(next);
      LockSupport.unpark(thread);
      return next;
    }
  }

  /** Brings everything that was appended to the disk; files that are full are let go of. */
  void syncAll() {
    // One at a time: a file must not be closed while another sync goes through it.
    synchronized (syncing) {
      syncOnce();
    }
  }

  private void syncOnce() {
    List<Segment> work;
    synchronized (lock) {
      work = List.copyOf(unsynced);
    }
    try {
      for (Segment segment : work) {
        segment.force();
      }
      lastSyncNs = System.nanoTime();
    } catch (RuntimeException | InternalError e) {
      fault = "sync failed: " + e;
      return;
    }
    synchronized (lock) {
      // Only the newest is still written.
      for (Segment segment : work.subList(0, work.size() - 1)) {
        unsynced.remove(segment);
        segment.close();
      }
    }
  }

  private void prepare() {
    synchronized (lock) {
      if (spare != null) {
        return;
      }
    }
    if (System.nanoTime() - retryAtNs < 0) {
      return;
    }
    try {
      Path path = SegmentFiles.spare(config.folder());
      Files.deleteIfExists(path);
      Segment.allocate(path, config.segmentBytes());
      Segment made = Segment.map(path);
      synchronized (lock) {
        spare = made;
      }
      fault = "";
    } catch (IOException e) {
      fault = "no room for the next journal file: " + e.getMessage();
      retryAtNs = System.nanoTime() + RETRY_NS;
    }
  }

  void release(long belowSeq) {
    synchronized (lock) {
      releaseBelow = Math.max(releaseBelow, belowSeq);
    }
  }

  void hold(long fromSeq) {
    synchronized (lock) {
      heldFrom = fromSeq;
    }
  }

  private void releaseOld() {
    long below;
    synchronized (lock) {
      below = Math.min(releaseBelow, heldFrom);
    }
    try {
      List<Path> segments = SegmentFiles.list(config.folder());
      long total = (long) segments.size() * config.segmentBytes();
      for (int i = 0; i + 1 < segments.size() && total > config.keepBytes(); i++) {
        if (SegmentFiles.firstSeq(segments.get(i + 1)) > below) {
          return;
        }
        Files.delete(segments.get(i));
        total -= config.segmentBytes();
      }
    } catch (IOException e) {
      fault = "old journal files cannot be deleted: " + e.getMessage();
    }
  }

  boolean ready() {
    synchronized (lock) {
      return spare != null;
    }
  }

  JournalState state() {
    return !begun || ready() || fault.isEmpty() ? JournalState.GOOD : JournalState.LOW;
  }

  String fault() {
    return fault;
  }

  long syncAgeMs() {
    return (System.nanoTime() - lastSyncNs) / NS_PER_MS;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      if (begun) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    syncAll();
    synchronized (lock) {
      unsynced.forEach(Segment::close);
      unsynced.clear();
      if (spare != null) {
        spare.close();
        spare = null;
      }
    }
  }
}
