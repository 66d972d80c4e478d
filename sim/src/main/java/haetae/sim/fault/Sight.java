package haetae.sim.fault;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.VenueStatus;
import haetae.execution.OrderIntent;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.portfolio.LedgerEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the engine has been told, kept apart from it: the books it has seen, the venues' states, the
 * operator's word, orders of unknown outcome. No entry may go against it. Threads: the run's.
 */
final class Sight {
  private static final long MS = 1_000_000;
  private static final long GRACE_NS = VenueSide.RECEIVE_WINDOW_NS;

  private final Stage stage;
  private final EngineConfig config;
  private final long[] seenNs;
  private final long[] bidE8;
  private final long[] askE8;
  private final boolean[] up = new boolean[Venue.values().length];
  private final Map<Long, Long> askedNs = new HashMap<>();
  private final Map<Long, Long> sentNs = new HashMap<>();
  private final Map<Long, Venue> sentTo = new HashMap<>();
  private final Map<Long, Long> leftE8 = new HashMap<>();
  private final Set<String> fillIds = new HashSet<>();
  private final Set<Long> unknown = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();
  private final Set<String> breaks = new HashSet<>();
  private final Set<String> closedWallets = new HashSet<>();
  private boolean stopped;
  private boolean paused;
  private boolean critical;
  private boolean haltedByOperator;
  private long criticals;

  Sight(Stage stage) {
    this.stage = stage;
    this.config = stage.scenario().config();
    int n = config.instruments().size();
    this.seenNs = new long[n];
    this.bidE8 = new long[n];
    this.askE8 = new long[n];
  }

  void seen(BookChanged event) {
    int i = event.instrumentId();
    seenNs[i] = event.timeNs();
    bidE8[i] = event.book().bestBidE8();
    askE8[i] = event.book().bestAskE8();
  }

  long askE8(Instrument instrument) {
    return askE8[instrument.id()];
  }

  long bidE8(Instrument instrument) {
    return bidE8[instrument.id()];
  }

  /** The engine is told something other than a book. */
  void told(Event event) {
    switch (event) {
      case Event.OrderOutcomeUnknown e -> {
        if (!ended.contains(e.orderId())) {
          unknown.add(e.orderId());
        }
      }
      case Event.OrderAccepted e -> unknown.remove(e.orderId());
      case Event.OrderEnded e -> ended(e.orderId());
      case Event.OrderRejected e -> rejected(e);
      case Event.OrderFilled e -> filled(e);
      case Event.OrderStatusReported e -> status(e);
      case Event.VenueStatusChanged e -> up[e.venue().ordinal()] = e.status() == VenueStatus.UP;
      case Event.Restarted _ -> java.util.Arrays.fill(up, false);
      case Event.OperatorCommand e -> operator(e);
      case BookChanged _ -> {}
      case Event.TradePrinted _ -> {}
      case Event.BalanceReported _ -> {}
      case Event.PositionReported _ -> {}
      case Event.ExternalFlowReported _ -> {}
      case Event.AssetPriced _ -> {}
      case Event.FundingRateReported _ -> {}
      case Event.MarginReported _ -> {}
      case Event.WalletStatusChanged e -> wallet(e);
      case Event.ClockOffsetMeasured _ -> {}
      case Event.FundingSettled _ -> {}
      case Event.TimerFired _ -> {}
      case Event.CycleStarted _ -> {}
      case Event.GuardReported _ -> {}
    }
  }

  private void rejected(Event.OrderRejected e) {
    Venue venue = sentTo.get(e.orderId());
    if (e.retryNs() > 0 && venue != null) {
      stage.weather().wait(venue, e.timeNs() + e.retryNs());
    }
    ended(e.orderId());
  }

  private void filled(Event.OrderFilled e) {
    unknown.remove(e.orderId());
    if (fillIds.add(e.fillId())) {
      long left = leftE8.merge(e.orderId(), -e.quantityE8(), Long::sum);
      if (left <= 0) {
        ended(e.orderId());
      }
    }
  }

  private void status(Event.OrderStatusReported e) {
    long age = e.timeNs() - sentNs.getOrDefault(e.orderId(), e.timeNs());
    if (e.found()) {
      unknown.remove(e.orderId());
    }
    boolean over = e.found() ? !e.open() : age > GRACE_NS;
    if (over) {
      ended(e.orderId());
    }
  }

  private void ended(long orderId) {
    unknown.remove(orderId);
    ended.add(orderId);
    Long asked = askedNs.remove(orderId);
    if (asked != null) {
      stage.figures().resolution().add((stage.time().nowNs() - asked) / MS);
    }
  }

  private void wallet(Event.WalletStatusChanged e) {
    String name = e.venue() + " " + e.asset();
    if (e.depositOpen() && e.withdrawOpen()) {
      closedWallets.remove(name);
    } else {
      closedWallets.add(name);
    }
  }

  private void operator(Event.OperatorCommand e) {
    switch (e.action()) {
      case REDUCE, FLATTEN -> stopped = true;
      case HALT -> {
        stopped = true;
        haltedByOperator = true;
      }
      case RESUME -> {
        stopped = false;
        haltedByOperator = false;
        critical = false;
      }
      case PAUSE_ENTRIES -> paused = true;
      case RESUME_ENTRIES -> paused = false;
      case REPORT_DAY -> {}
    }
  }

  void sent(OrderIntent intent) {
    sentNs.put(intent.orderId(), stage.time().nowNs());
    leftE8.put(intent.orderId(), intent.quantityE8());
    Venue venue = intent.instrument().venue();
    sentTo.put(intent.orderId(), venue);
    if (stage.time().nowNs() < stage.weather().waitUntilNs(venue)) {
      violated("order while told to wait", intent.purpose() + " to " + venue);
    }
  }

  /** The engine asks what became of an order. */
  void asked(long orderId) {
    if (!ended.contains(orderId)) {
      askedNs.putIfAbsent(orderId, stage.time().nowNs());
    }
  }

  void alerted(Command.RaiseAlert alert) {
    if (alert.severity() == Command.Severity.CRITICAL) {
      critical |= alert.text().contains("stuck");
      criticals++;
    }
    String text = alert.text();
    String start = "Ledger differs from venue: ";
    if (text.startsWith(start)) {
      breaks.add(text.substring(start.length(), text.indexOf(" ledger=")));
    }
  }

  void narrated(Command.Narrate line) {
    String text = line.text();
    if (text.startsWith("[LEDGER] ") && text.endsWith(" agrees with the venue again")) {
      breaks.remove(text.substring("[LEDGER] ".length(), text.indexOf(" agrees")));
    }
  }

  /** Nothing comes from outside here: whatever is booked so is a difference explained away. */
  void booked(LedgerEntry entry) {
    boolean outside =
        entry.kind() == LedgerEntry.Kind.EXTERNAL || entry.kind() == LedgerEntry.Kind.ADOPTED;
    if (outside) {
      violated("nothing is explained away", entry.toString());
    }
  }

  /** Ledger breaks that were raised and not taken back. */
  Set<String> breaks() {
    return breaks;
  }

  long criticals() {
    return criticals;
  }

  boolean haltedByOperator() {
    return haltedByOperator;
  }

  boolean criticalOpen() {
    return critical;
  }

  /** Dust is being traded away: not while all stands still. */
  void sweep() {
    if (haltedByOperator || critical) {
      violated("sweep while halted", "the operator or a critical alert has stopped trading");
    }
  }

  /** An entry is being sent: what it must have been allowed by. */
  void entry(Pair pair) {
    if (stopped || critical) {
      violated("entry while stopped", "the operator or a critical alert has stopped entries");
    }
    if (paused) {
      violated("entry while paused", "entries are paused");
    }
    for (Venue venue : Venue.values()) {
      if (!up[venue.ordinal()]) {
        violated("entry at a venue that is not up", venue.name());
      }
    }
    if (!unknown.isEmpty()) {
      violated("entry with an order of unknown outcome", "orders " + unknown);
    }
    if (!breaks.isEmpty()) {
      violated("entry with a ledger break", breaks.toString());
    }
    for (Venue venue : Venue.values()) {
      if (closedWallets.contains(venue + " " + pair.upbit().base())) {
        violated("entry while transfers are closed", closedWallets.toString());
      }
    }
    fresh(pair.upbit(), config.safety().maxAgeUpbitMs());
    fresh(pair.binance(), config.safety().maxAgeBinanceMs());
    fresh(pair.fx(), config.safety().maxAgeFxMs());
  }

  private void fresh(Instrument instrument, long maxMs) {
    int i = instrument.id();
    long ageMs = (stage.time().nowNs() - seenNs[i]) / MS;
    if (ageMs > maxMs) {
      violated("entry on a stale book", instrument + " is " + ageMs + " ms old");
    }
    if (bidE8[i] <= 0 || askE8[i] <= bidE8[i]) {
      violated("entry on a broken book", instrument + " " + bidE8[i] + "/" + askE8[i]);
    }
  }

  private void violated(String rule, String text) {
    stage.verdict().violated(rule, text);
  }
}
