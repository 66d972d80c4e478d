package haetae.app.live;

import static haetae.ops.health.HealthState.ERROR;
import static haetae.ops.health.HealthState.OK;
import static haetae.ops.health.HealthState.WARN;

import haetae.engine.Event;
import haetae.market.FeeSchedule;
import haetae.market.FixedTick;
import haetae.market.Instrument;
import haetae.market.OrderRules;
import haetae.market.Pair;
import haetae.ops.health.HealthCheck;
import haetae.ops.log.Loggers;
import haetae.venue.wire.AccountReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * Vouches for the keys: that they are there, work, may order and may not withdraw, and that what
 * the venues say of our instruments is what the engine reckons with. Looked at when the service
 * starts, each minute, sooner while they do not pass, and soon after a venue has refused an order.
 * Threads: its own, which may wait for the venues.
 */
final class KeyCheck implements Part {
  private static final Logger LOG = Loggers.of("keys");
  private static final long EVERY_NS = 60_000_000_000L;
  private static final long SOON_NS = 5_000_000_000L;

  /** Looks cost request budget, which orders need more. */
  private static final long REFUSED_NS = 30_000_000_000L;

  private static final int MOST_DOUBLINGS = 5;
  private static final long VALID_NS = 3 * EVERY_NS;

  private final VenueLinks links;
  private final ServiceView view;
  private final List<String> missing;
  private final Thread thread = Thread.ofPlatform().daemon().name("key-check").unstarted(this::run);
  private volatile boolean closed;
  private volatile boolean wanted;
  private volatile boolean valid;
  private volatile long checkedNanos;
  private int failures;
  private volatile List<String> blocks = List.of();
  private List<String> told = List.of("not looked at");

  KeyCheck(VenueLinks links, ServiceView view) {
    this.links = links;
    this.view = view;
    this.missing = VenueKeys.of(view.config(), view.secrets()).missing();
    view.guard().keysValid(this::valid);
    LiveMarket venues = view.venues();
    if (venues != null) {
      venues.listen(this::heard);
    }
  }

  private boolean valid() {
    return valid && System.nanoTime() - checkedNanos < VALID_NS;
  }

  private void heard(Event event) {
    if (event instanceof Event.OrderRejected e && e.retryNs() == 0 && !wanted) {
      wanted = true;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public String name() {
    return "key check";
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      wanted = false;
      look();
      failures = blocks.isEmpty() ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
      long pauseNs = failures == 0 ? EVERY_NS : Math.min(EVERY_NS, SOON_NS << (failures - 1));
      long until = System.nanoTime() + pauseNs;
      long soonest = System.nanoTime() + (failures == 0 ? REFUSED_NS : pauseNs);
      while (!closed && waits(wanted ? soonest : until)) {
        LockSupport.parkNanos(SOON_NS / 5);
      }
    }
  }

  private static boolean waits(long untilNanos) {
    return System.nanoTime() - untilNanos < 0;
  }

  private void look() {
    List<String> blocks = new ArrayList<>(missing);
    List<String> unread = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try {
      for (AccountReport report : links.accounts(true)) {
        for (AccountReport.Finding finding : report.findings()) {
          (finding.unread() ? unread : finding.blocks() ? blocks : notes)
              .add(line(report, finding));
        }
        compare(report, blocks, notes);
      }
    } catch (RuntimeException e) {
      // The one place where this thread's failures end: what cannot be found out blocks.
      LOG.error("[KEYS] check failed", e);
      blocks.add("check failed: " + e);
    }
    boolean passed = blocks.isEmpty() && unread.isEmpty();
    if (passed || !blocks.isEmpty()) {
      valid = passed;
      checkedNanos = System.nanoTime();
    }
    // A venue that cannot be asked for a moment does not make a good key bad.
    blocks.addAll(unread);
    this.blocks = List.copyOf(blocks);
    tell(blocks, notes);
  }

  private static String line(AccountReport report, AccountReport.Finding finding) {
    return report.venue() + " " + finding.what() + " -> " + finding.cure();
  }

  /** Rules that the venue has changed would make it refuse orders; a higher fee eats the edge. */
  private void compare(AccountReport report, List<String> blocks, List<String> notes) {
    for (Instrument instrument : view.engine().instruments()) {
      OrderRules venue = report.rules().get(instrument.id());
      if (venue != null) {
        rules(instrument, venue, blocks);
      }
    }
    report.takerFeePpm().forEach((id, feePpm) -> fee(id, feePpm, notes));
  }

  private static void rules(Instrument instrument, OrderRules venue, List<String> blocks) {
    OrderRules ours = instrument.rules();
    if (ours.lotE8() % venue.lotE8() != 0) {
      blocks.add(instrument + " has lots of " + Words.coin(venue.lotE8()) + " -> set pairs[].lot");
    }
    if (venue.grid() instanceof FixedTick theirs
        && ours.grid() instanceof FixedTick tick
        && tick.stepE8() % theirs.stepE8() != 0) {
      blocks.add(
          instrument + " has ticks of " + Words.coin(theirs.stepE8()) + " -> set pairs[].tick");
    }
    if (venue.minNotionalE8() > ours.minNotionalE8()) {
      blocks.add(
          instrument
              + " takes no order below "
              + Words.coin(venue.minNotionalE8())
              + " -> set pairs[].min_notional_usdt");
    }
  }

  private void fee(int instrumentId, long feePpm, List<String> notes) {
    for (Pair pair : view.engine().pairs()) {
      FeeSchedule fees = view.engine().fees().get(pair.id());
      if (pair.upbit().id() == instrumentId && feePpm > fees.upbitPpm()) {
        notes.add(fee(pair.upbit(), feePpm, fees.upbitPpm()));
      }
      if (pair.binance().id() == instrumentId && feePpm > fees.binancePpm()) {
        notes.add(fee(pair.binance(), feePpm, fees.binancePpm()));
      }
    }
  }

  private static String fee(Instrument instrument, long feePpm, long oursPpm) {
    return instrument
        + " takes a fee of "
        + Words.percent(feePpm)
        + ", reckoned with is "
        + Words.percent(oursPpm)
        + " -> set signal_engine.upbit_fee and binance_fee";
  }

  /** What has changed since the last look. */
  private void tell(List<String> blocks, List<String> notes) {
    List<String> found = new ArrayList<>(blocks);
    found.addAll(notes);
    if (found.equals(told)) {
      return;
    }
    told = found;
    String effect = valid() ? "last look holds for now" : "blocks live trading";
    blocks.forEach(line -> LOG.warn("[KEYS] {}: {}", effect, line));
    notes.forEach(line -> LOG.warn("[KEYS] {}", line));
    if (blocks.isEmpty()) {
      LOG.info("[KEYS] the keys of both venues work, may order and may not withdraw");
    }
  }

  @Override
  public List<HealthCheck> health() {
    return List.of(HealthCheck.of("ACCOUNTS", this::state));
  }

  private HealthCheck.Result state() {
    List<String> blocking = blocks;
    if (valid()) {
      return new HealthCheck.Result(OK, "keys work, may order and may not withdraw");
    }
    if (blocking.isEmpty()) {
      return valid
          ? new HealthCheck.Result(ERROR, "not looked at for too long")
          : new HealthCheck.Result(WARN, "not looked at yet; no real order before that");
    }
    String more = blocking.size() > 1 ? " (and " + (blocking.size() - 1) + " more)" : "";
    return new HealthCheck.Result(ERROR, blocking.getFirst() + more);
  }

  @Override
  public void stop() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
