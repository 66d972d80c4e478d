package haetae.app.lease;

import haetae.ops.log.Loggers;
import haetae.store.lease.Holder;
import haetae.store.lease.LeaseException;
import haetae.store.lease.LeaseStore;
import haetae.store.lease.Verdict;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A lease that is kept in a store that other machines see, and renewed three times before it runs
 * out. It counts as held for four fifths of its time from the moment at which the last renewal that
 * succeeded was sent: earlier than the store lets another one have it, whatever the network does.
 * Time is measured by two clocks, since one stands still while a machine sleeps, and the other can
 * be set back.
 *
 * <p>Beneath it is the lock of the data folder, so that two processes of one machine need no store
 * to be told apart.
 */
final class KeptLease implements Lease {
  private static final Logger LOG = Loggers.of("lease");
  private static final long NS_PER_MS = 1_000_000;
  private static final long STOP_MS = 2_000;

  /** Until when it is held, by both clocks. */
  private record Deadline(long nanos, long wallMs) {
    static Deadline in(long ms) {
      return new Deadline(System.nanoTime() + ms * NS_PER_MS, System.currentTimeMillis() + ms);
    }

    boolean over() {
      return System.nanoTime() - nanos >= 0 || System.currentTimeMillis() >= wallMs;
    }
  }

  private final FileLease here;
  private final LeaseStore store;
  private final Holder holder;
  private final long ttlMs;
  private final Thread thread = Thread.ofPlatform().daemon().name("lease").unstarted(this::keep);
  private volatile Deadline deadline;
  private volatile @Nullable Holder taker;
  private volatile String fault = "";
  private volatile boolean closing;

  private KeptLease(FileLease here, LeaseStore store, Holder holder, long ttlMs, Deadline until) {
    this.here = here;
    this.store = store;
    this.holder = holder;
    this.ttlMs = ttlMs;
    this.deadline = until;
  }

  /**
   * Takes the lease. If a holder has it that may be gone, waits until it runs out or is renewed.
   *
   * @param here given back with it; on a failure it is the caller's
   * @throws LeaseRefused if another one has it, or the store does not answer
   */
  static KeptLease take(FileLease here, LeaseStore store, long ttlMs)
      throws LeaseRefused, InterruptedException {
    try {
      return granted(here, store, ttlMs);
    } catch (LeaseException e) {
      throw new LeaseRefused(
          "mode live needs its lease, and "
              + store.name()
              + " does not give it: "
              + e.getMessage()
              + "; see to it, or choose another lease.backend");
    } catch (IOException e) {
      throw new LeaseRefused("the fencing token cannot be written down: " + e);
    }
  }

  private static KeptLease granted(FileLease here, LeaseStore store, long ttlMs)
      throws LeaseException, LeaseRefused, IOException, InterruptedException {
    // The token that the folder has just given itself is the store's to give.
    Holder asker = here.holder().withToken(here.token() - 1);
    Verdict.Refused first = null;
    long waitUntil = System.nanoTime() + 2 * ttlMs * NS_PER_MS;
    while (true) {
      Deadline until = Deadline.in(ttlMs * 4 / 5);
      switch (store.take(asker, ttlMs)) {
        case Verdict.Granted granted -> {
          here.granted(granted.holder().token());
          KeptLease lease = new KeptLease(here, store, granted.holder(), ttlMs, until);
          lease.thread.start();
          LOG.info("[LEASE] {}", lease.words());
          return lease;
        }
        case Verdict.Refused now -> {
          if (first == null) {
            first = now;
            LOG.warn("[LEASE] held by {}; is it alive?", now.by().words());
          }
          boolean renewed = !now.by().equals(first.by()) || now.leftMs() > first.leftMs();
          if (renewed || System.nanoTime() - waitUntil >= 0) {
            throw refused(store, now.by());
          }
          first = now;
          Thread.sleep(Math.min(Math.max(10, now.leftMs()), ttlMs / 10));
        }
      }
    }
  }

  private static LeaseRefused refused(LeaseStore store, Holder by) {
    return new LeaseRefused(
        "mode live is already running by "
            + by.words()
            + " (lease in "
            + store.name()
            + "): stop it first; two services on one account undo each other's trades");
  }

  private void keep() {
    while (!closing && taker == null) {
      LockSupport.parkNanos(ttlMs / 3 * NS_PER_MS);
      if (!closing) {
        renew();
      }
    }
  }

  /** Renews it once. */
  private void renew() {
    Deadline next = Deadline.in(ttlMs * 4 / 5);
    try {
      switch (store.renew(holder, ttlMs)) {
        case Verdict.Granted _ -> {
          deadline = next;
          if (!fault.isEmpty()) {
            LOG.info("[LEASE] renewed again: {}", words());
          }
          fault = "";
        }
        case Verdict.Refused refused -> taker = refused.by();
      }
    } catch (LeaseException | RuntimeException e) {
      // Not renewed; the deadline tells what follows.
      String text = String.valueOf(e.getMessage());
      if (!text.equals(fault)) {
        LOG.warn("[LEASE] {} does not renew the lease: {}", store.name(), text);
      }
      fault = text;
    }
  }

  @Override
  public long token() {
    return holder.token();
  }

  @Override
  public State state() {
    return ofAll(here.state());
  }

  @Override
  public State recent() {
    return ofAll(here.recent());
  }

  private State ofAll(State ofFolder) {
    if (taker != null) {
      return State.TAKEN;
    }
    return deadline.over() ? State.LAPSED : ofFolder;
  }

  @Override
  public String words() {
    Holder other = taker;
    String begin = store.name() + ", token " + token();
    if (other != null) {
      return begin + "; taken over by " + other.words();
    }
    String late = deadline.over() ? "; not renewed in time, another may have it" : "";
    return begin + late + (fault.isEmpty() ? "" : " (" + fault + ")");
  }

  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(STOP_MS);
      if (!thread.isAlive()) {
        store.release(holder);
        store.close();
      }
    } catch (LeaseException e) {
      LOG.warn("[LEASE] not given back, runs out by itself: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      here.close();
    }
  }
}
