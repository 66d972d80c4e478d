package haetae.venue.binance;

import haetae.engine.Event;
import haetae.market.Asset;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.Fields;
import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.Newest;
import haetae.venue.wire.OrderReports;
import haetae.venue.wire.OrderReports.Fill;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Turns user data events of spot and futures into the engine's events. Orders that are not ours are
 * counted and passed over; forced ones (liquidation, deleveraging) are an alarm.
 *
 * <p>On a spot cancel {@code c} is the cancel's own id and {@code C} the order's. Source: Binance,
 * "User data streams", spot (2026-07) and USD-M. Threads: one owner.
 */
final class BinanceUserMessages {
  private static final Set<String> ENDED =
      Set.of("FILLED", "CANCELED", "EXPIRED", "REJECTED", "EXPIRED_IN_MATCH");

  /** Reasons of a futures wallet's change that no order of ours can have. */
  private static final Set<String> FLOWS =
      Set.of(
          "DEPOSIT",
          "WITHDRAW",
          "WITHDRAW_REJECT",
          "ADMIN_DEPOSIT",
          "ADMIN_WITHDRAW",
          "ASSET_TRANSFER",
          "COIN_SWAP_DEPOSIT",
          "COIN_SWAP_WITHDRAW");

  private final OrderReports reports;
  private final EventSink sink;
  private final LongSupplier clockNs;
  private final Consumer<String> alarm;
  private final Map<String, Integer> instruments = new TreeMap<>();
  private final AtomicLong foreign = new AtomicLong();
  private final Map<String, Long> marginE8 = new ConcurrentHashMap<>();
  private final Runnable funded;
  private final Newest newest = new Newest();

  BinanceUserMessages(
      OrderReports reports,
      EventSink sink,
      LongSupplier clockNs,
      Consumer<String> alarm,
      Runnable funded,
      List<Instrument> instruments) {
    this.funded = funded;
    instruments.forEach(i -> this.instruments.put(i.symbol(), i.id()));
    this.reports = reports;
    this.sink = sink;
    this.clockNs = clockNs;
    this.alarm = alarm;
  }

  /** Events about orders that this service did not send. */
  long foreign() {
    return foreign.get();
  }

  /** One event of either product; unknown kinds are passed over. */
  void event(Fields event) throws DecodeException {
    switch (event.text("e")) {
      case "executionReport" -> execution(event);
      case "ORDER_TRADE_UPDATE" -> execution(event.object("o"));
      case "outboundAccountPosition" -> {
        for (Fields balance : event.list("B")) {
          balance(balance.text("a"), balance, "f", "l");
        }
      }
      case "balanceUpdate" -> flow(event);
      case "ACCOUNT_UPDATE" -> account(event.object("a"), event.integer("T"));
      case "MARGIN_CALL" -> alarm.accept("Binance margin call");
      case "ACCOUNT_CONFIG_UPDATE" -> alarm.accept("Binance account settings were changed");
      default -> {
        // Deltas and list events add nothing to absolute balances and orders.
      }
    }
  }

  private void execution(Fields report) throws DecodeException {
    String original = report.text("C", "");
    String id = original.isEmpty() ? report.text("c") : original;
    if (id.startsWith("autoclose-")
        || id.startsWith("adl_autoclose")
        || id.startsWith("settlement_autoclose-")) {
      alarm.accept("Binance has closed a position by force: " + id + " " + report.text("s"));
    }
    String venueOrderId = report.text("i");
    LiveOrder order = reports.byClientId(id);
    order = order != null ? order : reports.byVenueId(venueOrderId);
    if (order == null) {
      foreign.incrementAndGet();
      return;
    }
    String status = report.text("X");
    long cumulative = report.e8("z", RoundingMode.UNNECESSARY);
    if (status.equals("REJECTED") && cumulative == 0) {
      reports.rejected(order, "REJECTED", report.text("r", ""));
      return;
    }
    reports.accepted(order, venueOrderId);
    if (report.text("x").equals("TRADE")) {
      reports.filled(order, fill(report));
    }
    if (ENDED.contains(status)) {
      reports.ended(order, cumulative);
    }
  }

  private static Fill fill(Fields report) throws DecodeException {
    return new Fill(
        BinanceOrders.fillId(report.text("s"), report.text("t")),
        report.e8("L", RoundingMode.UNNECESSARY),
        report.e8("l", RoundingMode.UNNECESSARY),
        report.e8OrZero("n", RoundingMode.HALF_EVEN),
        new Asset(report.text("N", Asset.USDT.code())),
        BinanceOrders.realized(report, "rp"));
  }

  /** The stream tells the wallet alone; margin in use is what REST last told. */
  private void account(Fields account, long timeMs) throws DecodeException {
    String reason = account.text("m", "");
    if (reason.equals("FUNDING_FEE")) {
      // The payment itself must be booked before the balance shows it.
      funded.run();
    }
    for (Fields balance : account.list("B")) {
      String asset = balance.text("a");
      long changeE8 = balance.e8OrZero("bc", RoundingMode.HALF_EVEN);
      if (FLOWS.contains(reason) && changeE8 != 0) {
        flow(asset, changeE8, reason + "-" + asset + "-" + timeMs);
      }
      if (!newest.outdated(asset, timeMs)) {
        long used = marginE8.getOrDefault(asset, 0L);
        report(asset, balance.e8("wb", RoundingMode.FLOOR) - used, used);
      }
    }
    for (Fields position : account.list("P")) {
      String symbol = position.text("s");
      if (!newest.outdated(symbol, timeMs)) {
        position(symbol, position.e8("pa", RoundingMode.UNNECESSARY));
      }
    }
  }

  /** Open contracts of a symbol, if it is one of ours. */
  void position(String symbol, long netE8) {
    Integer instrumentId = instruments.get(symbol);
    if (instrumentId != null) {
      sink.accept(new Event.PositionReported(clockNs.getAsLong(), instrumentId, netE8));
    }
  }

  /** A deposit, withdrawal or transfer: not by an order. */
  private void flow(Fields event) throws DecodeException {
    String asset = event.text("a");
    long changeE8 = event.e8("d", RoundingMode.HALF_EVEN);
    flow(asset, changeE8, "balance-" + asset + "-" + event.text("T"));
  }

  private void flow(String asset, long changeE8, String key) {
    sink.accept(
        new Event.ExternalFlowReported(
            clockNs.getAsLong(), Venue.BINANCE, new Asset(asset), changeE8, key));
  }

  /** An asset's absolute balance, from two named fields. */
  void balance(String asset, Fields from, String free, String locked) throws DecodeException {
    report(asset, from.e8(free, RoundingMode.FLOOR), from.e8(locked, RoundingMode.CEILING));
  }

  /** A futures wallet as REST has it: what is available, and what positions use of it. */
  void margined(String asset, long freeE8, long usedE8) {
    marginE8.put(asset, usedE8);
    report(asset, freeE8, usedE8);
  }

  /** An asset's balance. */
  void report(String asset, long freeE8, long lockedE8) {
    sink.accept(
        new Event.BalanceReported(
            clockNs.getAsLong(), Venue.BINANCE, new Asset(asset), freeE8, lockedE8));
  }
}
