package haetae.app.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * What the service tells of itself, for a screen of text.
 *
 * @param writtenMs when, ms since the epoch
 * @param pid process id
 * @param host machine
 * @param name which of the services with one data folder: mock, paper, replay or live
 * @param session begins this run's client order ids
 * @param stopped why it stopped; empty while it runs
 * @param cycle last cycle that ended, 0 before the first
 * @param cycleAgeMs time since then; since the start before the first
 * @param cycleDueMs longest age that is still in time
 * @param state trading state
 * @param held who holds trading back and why, empty if nobody does
 * @param guard the live guard's verdict, then its reasons
 * @param pauses why entries are paused, empty if they are not
 * @param positions what each open trade holds, a line each
 * @param inFlight orders sent and not settled
 * @param inTransit pair trades with an order working or due
 * @param pnl profit, as the operator reads it
 * @param exposure worth of open positions, as the operator reads it
 * @param watchdog its verdict, then its findings
 * @param journal state and lag of the journal
 * @param alerts what became of the alerts
 */
public record Status(
    long writtenMs,
    long pid,
    String host,
    String name,
    String session,
    String stopped,
    long cycle,
    long cycleAgeMs,
    long cycleDueMs,
    String state,
    String held,
    List<String> guard,
    String pauses,
    List<String> positions,
    long inFlight,
    long inTransit,
    String pnl,
    String exposure,
    List<String> watchdog,
    String journal,
    String alerts) {
  private static final long STALE_MS = 10_000;

  /** Takes copies of the lists. */
  public Status {
    guard = List.copyOf(guard);
    positions = List.copyOf(positions);
    watchdog = List.copyOf(watchdog);
  }

  /** Why the service cannot be called well now; empty if it can. */
  public String fault(long nowMs) {
    long age = Math.max(0, nowMs - writtenMs);
    if (!stopped.isEmpty()) {
      return "not running: stopped " + seconds(age) + " ago (" + stopped + ")";
    }
    if (gone()) {
      return "not running: process " + pid + " ended without a word";
    }
    if (age > STALE_MS) {
      return "stale: written " + seconds(age) + " ago by process " + pid + "; is it gone or hung?";
    }
    if (cycleAgeMs > cycleDueMs) {
      return "stalled: the last cycle ended " + seconds(cycleAgeMs) + " ago";
    }
    return watchdog.stream().filter(line -> line.contains("CRITICAL")).findFirst().orElse("");
  }

  /** True unless it said that it stopped, or its process is known to have ended. */
  public boolean running() {
    return stopped.isEmpty() && !gone();
  }

  private boolean gone() {
    return host.equals(thisHost()) && ProcessHandle.of(pid).isEmpty();
  }

  /** The machine's name, for humans. */
  public static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The screen, top line first. */
  public List<String> lines(long nowMs) {
    return StatusText.lines(this, nowMs);
  }

  /** How it is, in one line. */
  public String line(long nowMs) {
    String fault = fault(nowMs);
    return name
        + (fault.isEmpty()
            ? " OK: " + state + ", cycle " + cycle + " ended " + seconds(cycleAgeMs) + " ago"
            : " NOT WELL: " + fault);
  }

  static String seconds(long ms) {
    return ms < 10_000 ? ms / 1_000 + "." + ms % 1_000 / 100 + " s" : ms / 1_000 + " s";
  }
}
