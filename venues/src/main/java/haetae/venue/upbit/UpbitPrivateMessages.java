package haetae.venue.upbit;

import haetae.engine.Event;
import haetae.market.Asset;
import haetae.market.Venue;
import haetae.venue.wire.AccountReport;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.Fields;
import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.Newest;
import haetae.venue.wire.OrderReports;
import haetae.venue.wire.OrderReports.Fill;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code myOrder} and {@code myAsset} messages into events. Orders that are not ours are
 * counted and passed over.
 *
 * <p>In state {@code trade} price and volume are the fill's own. Source: Upbit developer centre,
 * WebSocket "myOrder" (2026-11-06), "myAsset". Threads: one owner.
 */
final class UpbitPrivateMessages {
  private final OrderReports reports;
  private final EventSink sink;
  private final LongSupplier clockNs;
  private final AtomicLong foreign = new AtomicLong();
  private final Newest newest = new Newest();

  UpbitPrivateMessages(OrderReports reports, EventSink sink, LongSupplier clockNs) {
    this.reports = reports;
    this.sink = sink;
    this.clockNs = clockNs;
  }

  /** Events about orders that this service did not send. */
  long foreign() {
    return foreign.get();
  }

  void order(Fields message) throws DecodeException {
    String uuid = message.text("uuid");
    LiveOrder order = find(message.textOrNull("identifier"), uuid);
    if (order == null) {
      foreign.incrementAndGet();
      return;
    }
    reports.accepted(order, uuid);
    switch (message.text("state")) {
      case "trade" -> reports.filled(order, fill(message));
      case "done", "cancel" ->
          reports.ended(order, message.e8("executed_volume", RoundingMode.UNNECESSARY));
      default -> {
        // wait, watch, prevented and states that may come: nothing is filled or ended by them.
      }
    }
  }

  private @Nullable LiveOrder find(@Nullable String identifier, String uuid) {
    LiveOrder order = identifier == null ? null : reports.byClientId(identifier);
    return order != null ? order : reports.byVenueId(uuid);
  }

  private static Fill fill(Fields message) throws DecodeException {
    return new Fill(
        message.text("trade_uuid"),
        message.e8("price", RoundingMode.UNNECESSARY),
        message.e8("volume", RoundingMode.UNNECESSARY),
        message.e8OrZero("trade_fee", RoundingMode.HALF_EVEN),
        Asset.KRW);
  }

  /** The balances of {@code GET /v1/accounts}, which leaves out what is not held. */
  void accounts(Map<Asset, AccountReport.Balance> balances) {
    balances.forEach(
        (asset, held) ->
            sink.accept(
                new Event.BalanceReported(
                    clockNs.getAsLong(), Venue.UPBIT, asset, held.freeE8(), held.lockedE8())));
  }

  /** Balances: the {@code assets} of a stream message. */
  void balances(Fields message) throws DecodeException {
    long atMs = message.has("asset_timestamp") ? message.integer("asset_timestamp") : 0;
    for (Fields asset : message.list("assets")) {
      String code = asset.text("currency").toUpperCase(Locale.ROOT);
      if (!newest.outdated(code, atMs)) {
        sink.accept(
            new Event.BalanceReported(
                clockNs.getAsLong(),
                Venue.UPBIT,
                new Asset(code),
                asset.e8("balance", RoundingMode.FLOOR),
                asset.e8("locked", RoundingMode.CEILING)));
      }
    }
  }
}
