package haetae.venue.wire;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket connection that is always wanted: it comes back by itself, without limit, after
 * growing pauses, and can be replaced without a gap: the new connection carries messages before the
 * old one is closed.
 *
 * <p>Threads: one reader per connection; the session's methods are called under one lock.
 */
public final class StreamLink implements AutoCloseable {
  private static final int OPEN_TIMEOUT_MS = 5_000;
  private static final long ANSWER_LOOK_MS = 2;

  private final String name;
  private final Session session;
  private final Wires wires;
  private final Backoff backoff;
  private final int silenceMs;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong reconnects = new AtomicLong();
  private final AtomicBoolean rotating = new AtomicBoolean();
  private @Nullable Connection current;
  private volatile boolean connected;
  private volatile boolean closing;
  private volatile long connectedSinceNanos;
  private final AtomicLong signs = new AtomicLong();
  private volatile String lastReason = "not started";

  /** What travels over the link. */
  public interface Session {
    /** Where to connect; asked before each attempt, may block. */
    URI address() throws IOException;

    /** Further headers of the handshake. */
    default Map<String, String> headers() {
      return Map.of();
    }

    /** True if a message follows each opening; then a replacement waits for it. */
    default boolean speaksFirst() {
      return true;
    }

    /** The connection stands: subscribe. */
    default void opened(WebSocket socket) throws IOException {}

    /** A message. */
    void message(byte[] bytes, int from, int to);

    /** The connection is gone; messages may have been missed. */
    default void lost(String reason) {}
  }

  /**
   * A link that does nothing before {@link #start}.
   *
   * @param name of its thread, {@code feed-upbit-public} for example
   * @param silenceMs without any frame after which a connection is given up
   */
  public StreamLink(String name, Session session, Wires wires, Backoff backoff, int silenceMs) {
    this.name = name;
    this.session = session;
    this.wires = wires;
    this.backoff = backoff;
    this.silenceMs = silenceMs;
  }

  /** Connects, now and again until closed. */
  public void start() {
    lock.lock();
    try {
      if (current == null && !closing) {
        current = new Connection(true);
        current.thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  /** One connection and its reader. */
  private final class Connection implements WebSocket.Listener {
    private final Thread thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    private volatile boolean lead;
    private volatile boolean retired;
    private volatile @Nullable WebSocket socket;

    Connection(boolean lead) {
      this.lead = lead;
    }

    private void run() {
      do {
        String reason = live();
        lastReason = reason;
        if (lead && !retired && !closing) {
          gone(reason);
          rest();
        }
      } while (lead && !retired && !closing);
    }

    /** One connection from handshake to end. */
    private String live() {
      WebSocket opened = null;
      try {
        opened = WebSocket.open(session.address(), session.headers(), wires, OPEN_TIMEOUT_MS);
        socket = opened;
        if (retired || closing) {
          return "closed by us";
        }
        lock.lock();
        try {
          session.opened(opened);
          if (!lead && !session.speaksFirst()) {
            takeOver(this);
          } else if (lead) {
            connectedSinceNanos = System.nanoTime();
            connected = true;
          }
        } finally {
          lock.unlock();
        }
        return opened.read(this, silenceMs);
      } catch (IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
      } catch (RuntimeException e) {
        // A fault of ours must be heard, and must not end the link.
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        return "fault: " + e;
      } finally {
        if (opened != null) {
          opened.abort();
        }
        if (!lead) {
          rotating.set(false);
        }
      }
    }

    @Override
    public void alive() {
      signs.incrementAndGet();
    }

    @Override
    public void message(byte[] bytes, int from, int to) {
      lock.lock();
      try {
        if (retired || closing) {
          return;
        }
        if (!lead) {
          takeOver(this);
        }
        backoff.reset();
        session.message(bytes, from, to);
      } finally {
        lock.unlock();
      }
    }

    private void retire() {
      retired = true;
      WebSocket open = socket;
      if (open != null) {
        open.close();
      }
    }
  }

  private void takeOver(Connection next) {
    Connection old = current;
    next.lead = true;
    rotating.set(false);
    current = next;
    connected = true;
    connectedSinceNanos = System.nanoTime();
    if (old != null) {
      old.retire();
    }
  }

  private void gone(String reason) {
    connected = false;
    reconnects.incrementAndGet();
    lock.lock();
    try {
      session.lost(reason);
    } finally {
      lock.unlock();
    }
  }

  private void rest() {
    long pauseMs;
    lock.lock();
    try {
      pauseMs = backoff.nextMs();
    } finally {
      lock.unlock();
    }
    Patience.slept(pauseMs);
  }

  /** Opens a second connection that replaces the first with its first message. */
  public void rotate() {
    if (!closing && rotating.compareAndSet(false, true)) {
      new Connection(false).thread.start();
    }
  }

  /** Breaks the connection: it is silent or wrong. A new one follows. */
  public void restart(String reason) {
    lock.lock();
    try {
      lastReason = reason;
      WebSocket open = current == null ? null : current.socket;
      if (open != null) {
        open.abort();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Does something under the lock under which the session's methods are called. */
  public void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Sends a ping if there is a connection. */
  public void ping() {
    Connection lead = current;
    WebSocket open = lead == null ? null : lead.socket;
    if (open != null && connected) {
      try {
        open.sendPing();
      } catch (IOException e) {
        // The reader sees the same break and reconnects.
        lastReason = "ping failed: " + e.getMessage();
      }
    }
  }

  /**
   * True if the connection answers a ping within a time: whatever the other side has sent before
   * its answer has been heard. Blocks.
   */
  public boolean answers(long withinMs) {
    long before = signs.get();
    ping();
    for (long waited = 0; signs.get() == before; waited += ANSWER_LOOK_MS) {
      if (waited >= withinMs || !Patience.slept(ANSWER_LOOK_MS)) {
        return false;
      }
    }
    return connected;
  }

  /**
   * The same, and a connection that does not answer is broken, so that a new one comes: it may be
   * dead without anybody having told. Blocks.
   */
  public boolean pingOrBreak(long withinMs) {
    long before = reconnects.get();
    boolean stood = connected;
    boolean answered = answers(withinMs);
    if (answered) {
      // A quiet stream has no message to show that it works.
      locked(backoff::reset);
    } else if (stood && reconnects.get() == before) {
      restart("a ping was not answered within " + withinMs + " ms");
    }
    return answered;
  }

  /** True while a connection stands. */
  public boolean connected() {
    return connected;
  }

  /** How long the connection has stood, ms; 0 if there is none. */
  public long connectedMs() {
    return connected ? (System.nanoTime() - connectedSinceNanos) / 1_000_000 : 0;
  }

  /** Times that a connection was lost. */
  public long reconnects() {
    return reconnects.get();
  }

  /** Why the last connection ended. */
  public String lastReason() {
    return lastReason;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      connected = false;
      if (current != null) {
        current.retire();
        current.thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
