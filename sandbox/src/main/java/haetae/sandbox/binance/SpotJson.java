package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Spot orders in the shapes of answers and events. */
final class SpotJson {
  private long executionIds = 8_000_000;

  private static String e8(BigDecimal value) {
    return Json.fixed(value, Fixed.SCALE);
  }

  /** The answer to a new order. */
  static ObjectNode placed(BinanceOrder own, String responseType) {
    ObjectNode json = Json.object().put("symbol", own.symbol()).put("orderId", own.id());
    json.put("orderListId", -1).put("clientOrderId", own.terms().clientId());
    json.put("transactTime", own.updatedMs());
    if (responseType.equals("ACK")) {
      return json;
    }
    state(json, own);
    json.put("workingTime", own.createdMs());
    json.put("selfTradePreventionMode", own.terms().stp());
    String reason = own.expiryReason();
    if (reason != null) {
      json.put("expiryReason", reason);
    }
    if (responseType.equals("FULL")) {
      fills(json.putArray("fills"), own);
    }
    return json;
  }

  private static void fills(ArrayNode array, BinanceOrder own) {
    for (BinanceOrder.Trade trade : own.trades()) {
      array
          .addObject()
          .put("price", e8(trade.fill().price()))
          .put("qty", e8(trade.fill().quantity()))
          .put("commission", e8(trade.commission()))
          .put("commissionAsset", trade.commissionAsset())
          .put("tradeId", trade.fill().tradeId());
    }
  }

  private static void state(ObjectNode json, BinanceOrder own) {
    BinanceOrder.Terms terms = own.terms();
    BigDecimal quote = terms.quoteQuantity();
    json.put("price", e8(terms.priceOrZero()));
    json.put("origQty", e8(own.shownQuantity()));
    json.put("executedQty", e8(own.order().executed()));
    json.put("origQuoteOrderQty", e8(quote == null ? BigDecimal.ZERO : quote));
    json.put("cummulativeQuoteQty", e8(own.order().funds()));
    json.put("status", own.status());
    json.put("timeInForce", terms.timeInForce());
    json.put("type", terms.type());
    json.put("side", terms.side().name());
  }

  /** The answer to a cancel: the ids are swapped. */
  static ObjectNode cancelled(BinanceOrder own) {
    ObjectNode json = Json.object().put("symbol", own.symbol());
    json.put("origClientOrderId", own.terms().clientId()).put("orderId", own.id());
    json.put("orderListId", -1).put("clientOrderId", own.cancelId());
    json.put("transactTime", own.updatedMs());
    state(json, own);
    return json.put("selfTradePreventionMode", own.terms().stp());
  }

  /** An order as it is queried. */
  static ObjectNode queried(BinanceOrder own) {
    ObjectNode json = Json.object().put("symbol", own.symbol()).put("orderId", own.id());
    json.put("orderListId", -1).put("clientOrderId", own.terms().clientId());
    state(json, own);
    json.put("stopPrice", "0.00000000").put("icebergQty", "0.00000000");
    json.put("time", own.createdMs()).put("updateTime", own.updatedMs());
    json.put("isWorking", true).put("workingTime", own.createdMs());
    return json.put("selfTradePreventionMode", own.terms().stp());
  }

  /** An entry of {@code myTrades}. */
  static ObjectNode trade(BinanceOrder own, BinanceOrder.Trade trade) {
    return Json.object()
        .put("symbol", own.symbol())
        .put("id", trade.fill().tradeId())
        .put("orderId", own.id())
        .put("orderListId", -1)
        .put("price", e8(trade.fill().price()))
        .put("qty", e8(trade.fill().quantity()))
        .put("quoteQty", e8(trade.fill().funds()))
        .put("commission", e8(trade.commission()))
        .put("commissionAsset", trade.commissionAsset())
        .put("time", trade.fill().timeMs())
        .put("isBuyer", own.buy())
        .put("isMaker", trade.fill().maker())
        .put("isBestMatch", true);
  }

  /** The event {@code executionReport}. */
  ObjectNode report(BinanceOrder own, String what, BinanceOrder.@Nullable Trade trade, long nowMs) {
    BinanceOrder.Terms terms = own.terms();
    BigDecimal quote = terms.quoteQuantity();
    boolean cancel = what.equals("CANCELED");
    ObjectNode json = Json.object().put("e", "executionReport").put("E", nowMs);
    json.put("s", own.symbol()).put("c", cancel ? own.cancelId() : terms.clientId());
    json.put("S", terms.side().name()).put("o", terms.type()).put("f", terms.timeInForce());
    json.put("q", e8(own.shownQuantity())).put("p", e8(terms.priceOrZero()));
    json.put("P", "0.00000000").put("F", "0.00000000").put("g", -1);
    json.put("C", cancel ? terms.clientId() : "").put("x", what);
    json.put("X", what.equals("NEW") ? "NEW" : reportStatus(own, what)).put("r", "NONE");
    json.put("i", own.id());
    json.put("l", e8(trade == null ? BigDecimal.ZERO : trade.fill().quantity()));
    json.put("z", e8(own.order().executed()));
    json.put("L", e8(trade == null ? BigDecimal.ZERO : trade.fill().price()));
    json.put("n", trade == null ? "0" : e8(trade.commission()));
    json.put("N", trade == null ? null : trade.commissionAsset());
    json.put("T", own.updatedMs()).put("t", trade == null ? -1 : trade.fill().tradeId());
    json.put("I", ++executionIds).put("w", own.order().resting());
    json.put("m", trade != null && trade.fill().maker()).put("M", false);
    json.put("O", own.createdMs()).put("Z", e8(own.order().funds()));
    json.put("Y", e8(trade == null ? BigDecimal.ZERO : trade.fill().funds()));
    json.put("Q", e8(quote == null ? BigDecimal.ZERO : quote));
    json.put("W", own.createdMs()).put("V", terms.stp());
    String reason = what.equals("EXPIRED") ? own.expiryReason() : null;
    return reason == null ? json : json.put("eR", reason);
  }

  /** A trade's report comes before the order's end is known here, but it may be the last one. */
  private static String reportStatus(BinanceOrder own, String what) {
    boolean spent = own.terms().quoteQuantity() == null && own.order().left().signum() == 0;
    return what.equals("TRADE") && spent ? "FILLED" : own.status();
  }
}
