package haetae.sandbox.upbit;

import haetae.market.Side;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Orders as REST answers and as messages of {@code myOrder} show them. */
final class UpbitOrderJson {
  private static final ZoneOffset SEOUL = ZoneOffset.ofHours(9);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(SEOUL);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(SEOUL);

  private final UpbitSettings settings;

  UpbitOrderJson(UpbitSettings settings) {
    this.settings = settings;
  }

  /** The fields that every answer has. */
  ObjectNode order(UpbitOrder own) {
    UpbitOrder.Terms terms = own.terms();
    ObjectNode json = Json.object();
    json.put("market", own.market().symbol());
    json.put("uuid", own.uuid());
    json.put("side", own.bid() ? "bid" : "ask");
    json.put("ord_type", terms.ordType());
    if (terms.price() != null) {
      json.put("price", Json.plain(terms.price()));
    }
    json.put("state", own.state());
    json.put("created_at", SECONDS.format(Instant.ofEpochMilli(own.createdMs())));
    if (terms.volume() != null) {
      json.put("volume", Json.plain(terms.volume()));
      json.put("remaining_volume", Json.plain(own.order().left()));
    }
    json.put("executed_volume", Json.plain(own.order().executed()));
    json.put("reserved_fee", Json.plain(own.reservedFee()));
    json.put("remaining_fee", Json.plain(remainingFee(own)));
    json.put("paid_fee", Json.plain(own.paidFee()));
    json.put("locked", Json.plain(own.locked()));
    json.put("prevented_volume", Json.plain(own.order().prevented()));
    json.put("prevented_locked", Json.plain(own.preventedLocked()));
    json.put("trades_count", own.trades().size());
    if (!terms.timeInForce().isEmpty()) {
      json.put("time_in_force", terms.timeInForce());
    }
    json.put("smp_type", terms.smpType());
    if (terms.identifier() != null) {
      json.put("identifier", terms.identifier());
    }
    return json;
  }

  /** An entry of a list. */
  ObjectNode listed(UpbitOrder own) {
    return order(own).put("executed_funds", Json.plain(funds(own)));
  }

  /** A single order, with its trades. */
  ObjectNode single(UpbitOrder own) {
    ObjectNode json = order(own);
    var trades = json.putArray("trades");
    for (UpbitOrder.Trade trade : own.trades()) {
      trades
          .addObject()
          .put("market", own.market().symbol())
          .put("uuid", trade.uuid())
          .put("price", Json.plain(trade.fill().price()))
          .put("volume", Json.plain(trade.fill().quantity()))
          .put("funds", Json.plain(trade.fill().funds()))
          .put("trend", own.bid() ? "up" : "down")
          .put("created_at", MICROS.format(Instant.ofEpochMilli(trade.fill().timeMs())))
          .put("side", own.bid() ? "bid" : "ask");
    }
    return json;
  }

  private BigDecimal funds(UpbitOrder own) {
    BigDecimal funds = own.order().funds();
    return settings.fundsWithFee() ? funds.add(own.paidFee()) : funds;
  }

  private BigDecimal remainingFee(UpbitOrder own) {
    if (!own.bid() || own.order().end() != null) {
      return BigDecimal.ZERO;
    }
    BigDecimal price = own.terms().price();
    boolean limit = own.terms().ordType().equals("limit") && price != null;
    BigDecimal worth =
        limit && price != null ? price.multiply(own.order().left()) : own.order().amountLeft();
    return worth.multiply(settings.fee());
  }

  /** A message of {@code myOrder}. */
  ObjectNode message(UpbitOrder own, String state, UpbitOrder.@Nullable Trade trade, long nowMs) {
    UpbitOrder.Terms terms = own.terms();
    ObjectNode json = Json.object();
    json.put("type", "myOrder");
    json.put("code", own.market().symbol());
    json.put("uuid", own.uuid());
    json.put("ask_bid", terms.side() == Side.BUY ? "BID" : "ASK");
    json.put("order_type", terms.ordType());
    json.put("state", state);
    json.put("trade_uuid", trade == null ? null : trade.uuid());
    json.put("price", trade == null ? terms.price() : trade.fill().price());
    json.put("avg_price", average(own));
    json.put("volume", trade == null ? terms.volume() : trade.fill().quantity());
    json.put("remaining_volume", own.order().left());
    json.put("executed_volume", own.order().executed());
    json.put("trades_count", own.trades().size());
    json.put("reserved_fee", own.reservedFee());
    json.put("remaining_fee", remainingFee(own));
    json.put("paid_fee", own.paidFee());
    json.put("locked", own.locked());
    json.put("executed_funds", own.order().funds());
    json.put("time_in_force", terms.timeInForce().isEmpty() ? null : terms.timeInForce());
    json.put("trade_fee", trade == null ? null : trade.fee());
    json.put("is_maker", trade == null ? null : trade.fill().maker());
    json.put("identifier", terms.identifier());
    json.put("smp_type", terms.smpType());
    json.put("prevented_volume", own.order().prevented());
    json.put("prevented_locked", own.preventedLocked());
    json.put("trade_timestamp", trade == null ? null : trade.fill().timeMs());
    json.put("order_timestamp", own.createdMs());
    json.put("timestamp", nowMs);
    json.put("stream_type", "REALTIME");
    return json;
  }

  private static BigDecimal average(UpbitOrder own) {
    BigDecimal executed = own.order().executed();
    return executed.signum() == 0
        ? BigDecimal.ZERO
        : own.order().funds().divide(executed, 8, java.math.RoundingMode.HALF_EVEN);
  }
}
