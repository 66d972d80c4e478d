package haetae.app.live;

import haetae.market.Fixed;
import haetae.ops.alert.Alert;
import haetae.ops.log.Loggers;
import haetae.risk.OrderApprover;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.OrderApi;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.VenueCensus;
import haetae.venue.wire.VenueCensus.OpenOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Looks at the start, and every few minutes, for orders that rest at the venues and that the engine
 * does not know. One of ours, left by a run whose journal has lost it, is cancelled and told;
 * another's is told once and never touched. Until each venue has answered once, nothing is entered.
 *
 * <p>What such an order has filled shows as a difference to the ledger. Threads: its own.
 */
final class OpenOrderSweep implements Part {
  private static final Logger LOG = Loggers.of("recovery");
  private static final long NS_PER_MS = 1_000_000;
  private static final long RETRY_MS = 2_000;
  private static final String REASON = "open orders at the venues not looked at yet";

  /**
   * What it needs of the run.
   *
   * @param session begins the client order ids of this run
   * @param known client order ids of earlier runs that the engine still asks for
   * @param mine false while somebody else may have the lease, and those orders may be theirs
   * @param brake holds entries back
   */
  record Around(
      String session,
      Set<String> known,
      BooleanSupplier mine,
      EntryBrake brake,
      Consumer<Alert> alerts) {}

  private final Supplier<List<VenueCensus>> venues;
  private final Around around;
  private final long pauseMs;
  private final Set<String> told = new HashSet<>();
  private volatile boolean closing;
  private @Nullable Thread thread;

  /**
   * A sweep that has not started.
   *
   * @param pauseMs time between two looks
   */
  OpenOrderSweep(Supplier<List<VenueCensus>> venues, Around around, long pauseMs) {
    this.venues = venues;
    this.around = around;
    this.pauseMs = pauseMs;
  }

  @Override
  public String name() {
    return "open orders";
  }

  @Override
  public void start() {
    around.brake().hold(REASON, true);
    thread = Thread.ofVirtual().name("open-orders").start(this::run);
  }

  private void run() {
    while (!closing) {
      boolean complete = sweep();
      if (complete) {
        around.brake().hold(REASON, false);
      }
      LockSupport.parkNanos((complete ? pauseMs : RETRY_MS) * NS_PER_MS);
    }
  }

  /** Looks once; false if a venue did not answer. */
  boolean sweep() {
    if (!around.mine().getAsBoolean()) {
      return false;
    }
    boolean complete = true;
    for (VenueCensus venue : venues.get()) {
      try {
        List<OpenOrder> open = venue.openOrders();
        open.forEach(order -> judge(venue, order));
        if (told.add(venue.venue() + " answered")) {
          LOG.info("[RECOVERY] {}: {} open orders", venue.venue(), open.size());
        }
      } catch (DecodeException | RestUnavailable | RuntimeException e) {
        complete = false;
        if (told.add(venue.venue() + String.valueOf(e.getMessage()))) {
          LOG.warn("[RECOVERY] {} does not tell its open orders: {}", venue.venue(), e.toString());
        }
      }
    }
    return complete;
  }

  private void judge(VenueCensus venue, OpenOrder order) {
    String id = order.clientOrderId();
    if (id.startsWith(around.session() + "-") || around.known().contains(id)) {
      // The engine asks for it, and cancels it if it rests.
      return;
    }
    if (OrderApprover.ours(id)) {
      cancel(venue, order);
    } else if (told.add(venue.venue() + order.venueOrderId())) {
      LOG.info("[RECOVERY] {}: not ours, not touched", words(venue, order));
    }
  }

  private void cancel(VenueCensus venue, OpenOrder order) {
    boolean answered = venue.cancel(order.clientOrderId());
    String filled =
        venue.look(order.clientOrderId()) instanceof OrderApi.Lookup.Found found
            ? ", filled " + Fixed.format(found.state().executedE8())
            : "";
    String text =
        words(venue, order)
            + ": sent by another run of ours and unknown here -> "
            + (answered ? "cancelled" : "cancel not answered, tried again")
            + filled;
    LOG.warn("[RECOVERY] {}", text);
    if (told.add(venue.venue() + order.clientOrderId())) {
      around
          .alerts()
          .accept(new Alert(System.currentTimeMillis(), "recovery", "ERROR", "foreign", text));
    }
  }

  private static String words(VenueCensus venue, OpenOrder order) {
    return "%s %s %s %s of %s open at %s"
        .formatted(
            order.clientOrderId().isEmpty() ? order.venueOrderId() : order.clientOrderId(),
            order.side(),
            Fixed.format(order.quantityE8()),
            order.instrument(),
            Fixed.format(order.executedE8()) + " filled",
            venue.venue());
  }

  @Override
  public void stop() {
    closing = true;
    LockSupport.unpark(thread);
  }
}
