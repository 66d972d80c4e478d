package haetae.app.dashboard;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The page's live stream (server-sent events). A frame is made once for all pages; a page that
 * reads slowly gets the newest frame next, never a queue of old ones, and one that does not read at
 * all is cut. Threads: one makes frames, each page has its own.
 */
final class StreamHub {
  /** Most pages at a time. */
  static final int MOST = 64;

  private static final long CUT_NS = 10_000_000_000L;
  private static final long WAIT_MS = 2_000;

  /** A frame; the number grows. */
  private static final class Frame {
    private final long number;
    private final byte[] bytes;

    Frame(long number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }
  }

  /** A page that follows. */
  private static final class Follower {
    private final Thread thread = Thread.currentThread();
    private volatile long writingSinceNs;
    private volatile boolean writing;
  }

  private final Supplier<byte[]> status;
  private final DeskCounters counters;
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fresh = lock.newCondition();
  private Frame frame = new Frame(0, new byte[0]);
  private volatile boolean closed;

  /**
   * A hub without pages.
   *
   * @param status makes the JSON of a frame
   */
  StreamHub(Supplier<byte[]> status, DeskCounters counters) {
    this.status = status;
    this.counters = counters;
  }

  /** Makes the next frame if a page follows, and cuts those that do not read. */
  void tick() {
    if (followers.isEmpty()) {
      return;
    }
    byte[] json = status.get();
    byte[] head = "event: status\ndata: ".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[head.length + json.length + 2];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(json, 0, bytes, head.length, json.length);
    bytes[bytes.length - 2] = '\n';
    bytes[bytes.length - 1] = '\n';
    lock.lock();
    try {
      frame = new Frame(frame.number + 1, bytes);
      fresh.signalAll();
    } finally {
      lock.unlock();
    }
    long now = System.nanoTime();
    for (Follower follower : followers) {
      if (follower.writing && now - follower.writingSinceNs > CUT_NS) {
        counters.streamCut();
        follower.thread.interrupt();
      }
    }
  }

  /**
   * Serves a page until it goes away, is not welcome any more, or the hub closes.
   *
   * @throws IOException when the page has gone
   */
  void follow(HttpExchange exchange, BooleanSupplier welcome)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
    exchange.sendResponseHeaders(200, 0);
    Follower me = new Follower();
    followers.add(me);
    try (OutputStream out = exchange.getResponseBody()) {
      write(me, out, "retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII));
      long seen = newest();
      while (!closed && welcome.getAsBoolean()) {
        Frame next = await(seen);
        if (next.number > seen) {
          seen = next.number;
          write(me, out, next.bytes);
        }
      }
    } finally {
      followers.remove(me);
    }
  }

  private static void write(Follower me, OutputStream out, byte[] bytes) throws IOException {
    me.writingSinceNs = System.nanoTime();
    me.writing = true;
    out.write(bytes);
    out.flush();
    me.writing = false;
  }

  /** What was made for pages that have left meanwhile is not news. */
  private long newest() {
    lock.lock();
    try {
      return frame.number;
    } finally {
      lock.unlock();
    }
  }

  private Frame await(long seen) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
      while (frame.number <= seen && left > 0 && !closed) {
        left = fresh.awaitNanos(left);
      }
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /** Lets all pages go. */
  void close() {
    closed = true;
    lock.lock();
    try {
      fresh.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
