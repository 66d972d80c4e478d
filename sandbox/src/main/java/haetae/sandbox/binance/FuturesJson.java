package haetae.sandbox.binance;

import haetae.sandbox.market.Order;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Futures orders and events in the documented shapes. */
final class FuturesJson {
  private FuturesJson() {}

  private static String e8(BigDecimal value) {
    return Json.fixed(value, 8);
  }

  private static ObjectNode order(BinanceOrder own, boolean average) {
    BinanceOrder.Terms terms = own.terms();
    ObjectNode json = Json.object();
    if (average) {
      json.put("avgPrice", Json.plain(own.average()));
    }
    json.put("clientOrderId", terms.clientId());
    if (average) {
      json.put("cumQuote", Json.plain(own.order().funds()));
    }
    json.put("executedQty", Json.plain(own.order().executed())).put("orderId", own.id());
    json.put("origQty", Json.plain(terms.quantityOrZero())).put("origType", terms.type());
    json.put("price", Json.plain(terms.priceOrZero())).put("reduceOnly", terms.reduceOnly());
    json.put("side", terms.side().name()).put("positionSide", terms.positionSide());
    json.put("status", own.status()).put("stopPrice", "0").put("closePosition", false);
    json.put("symbol", own.symbol()).put("timeInForce", terms.timeInForce());
    json.put("type", terms.type()).put("updateTime", own.updatedMs());
    json.put("workingType", "CONTRACT_PRICE").put("priceProtect", false);
    json.put("priceMatch", "NONE").put("selfTradePreventionMode", terms.stp());
    return json.put("goodTillDate", 0);
  }

  /**
   * The answer to a new order.
   *
   * @param asOfAcceptance true for ACK: as if nothing had been executed yet
   */
  static ObjectNode placed(BinanceOrder own, boolean asOfAcceptance, boolean average) {
    ObjectNode json = order(own, average && !asOfAcceptance);
    json.put("cumQty", Json.plain(own.order().executed()));
    if (asOfAcceptance) {
      json.put("status", "NEW").put("executedQty", "0").put("cumQty", "0");
    }
    return json;
  }

  /** The answer to a cancel. */
  static ObjectNode cancelled(BinanceOrder own, boolean average) {
    return order(own, average).put("cumQty", Json.plain(own.order().executed()));
  }

  /** An order as it is queried. */
  static ObjectNode queried(BinanceOrder own) {
    return order(own, true).put("time", own.createdMs());
  }

  /** An entry of {@code userTrades}. */
  static ObjectNode trade(BinanceOrder own, BinanceOrder.Trade trade) {
    return Json.object()
        .put("buyer", own.buy())
        .put("commission", e8(trade.commission()))
        .put("commissionAsset", trade.commissionAsset())
        .put("id", trade.fill().tradeId())
        .put("maker", trade.fill().maker())
        .put("orderId", own.id())
        .put("price", Json.plain(trade.fill().price()))
        .put("qty", Json.plain(trade.fill().quantity()))
        .put("quoteQty", Json.plain(trade.fill().funds()))
        .put("realizedPnl", e8(trade.realized()))
        .put("side", own.terms().side().name())
        .put("positionSide", own.terms().positionSide())
        .put("symbol", own.symbol())
        .put("time", trade.fill().timeMs())
        .put("marginAsset", FuturesAccount.ASSET);
  }

  /** The event {@code ORDER_TRADE_UPDATE}. */
  static ObjectNode event(
      BinanceOrder own, String what, BinanceOrder.@Nullable Trade trade, long nowMs) {
    BinanceOrder.Terms terms = own.terms();
    ObjectNode json = Json.object().put("e", "ORDER_TRADE_UPDATE");
    json.put("T", own.updatedMs()).put("E", nowMs);
    ObjectNode o = json.putObject("o");
    o.put("s", own.symbol()).put("c", terms.clientId()).put("S", terms.side().name());
    o.put("o", terms.type()).put("f", terms.timeInForce());
    o.put("q", Json.plain(terms.quantityOrZero())).put("p", Json.plain(terms.priceOrZero()));
    o.put("ap", Json.plain(own.average())).put("sp", "0").put("x", what);
    o.put("X", status(own, what)).put("i", own.id());
    o.put("l", trade == null ? "0" : Json.plain(trade.fill().quantity()));
    o.put("z", Json.plain(own.order().executed()));
    o.put("L", trade == null ? "0" : Json.plain(trade.fill().price()));
    o.put("n", trade == null ? "0" : e8(trade.commission())).put("N", FuturesAccount.ASSET);
    o.put("T", own.updatedMs()).put("t", trade == null ? 0 : trade.fill().tradeId());
    o.put("b", "0").put("a", "0").put("m", trade != null && trade.fill().maker());
    o.put("R", terms.reduceOnly()).put("wt", "CONTRACT_PRICE").put("ot", terms.type());
    o.put("ps", terms.positionSide()).put("cp", false);
    o.put("rp", trade == null ? "0" : Json.plain(trade.realized())).put("pP", false);
    o.put("si", 0).put("ss", 0).put("V", terms.stp()).put("pm", "NONE").put("gtd", 0);
    o.put("er", reason(own)).put("st", 1);
    return json;
  }

  private static String status(BinanceOrder own, String what) {
    if (what.equals("NEW")) {
      return "NEW";
    }
    boolean all = own.order().left().signum() == 0;
    return what.equals("TRADE") && all ? "FILLED" : own.status();
  }

  private static String reason(BinanceOrder own) {
    Order.End end = own.order().end();
    if (end == null) {
      return "0";
    }
    return switch (end) {
      case SELF_MATCH -> "1";
      case UNFILLED_IOC -> "2";
      case NO_LIQUIDITY -> "9";
      default -> "0";
    };
  }

  /** The event {@code ACCOUNT_UPDATE}. */
  static ObjectNode account(
      FuturesAccount account,
      String reason,
      BigDecimal change,
      Set<FuturesPosition> positions,
      long nowMs) {
    ObjectNode json = Json.object().put("e", "ACCOUNT_UPDATE").put("E", nowMs).put("T", nowMs);
    ObjectNode a = json.putObject("a").put("m", reason);
    a.putArray("B")
        .addObject()
        .put("a", FuturesAccount.ASSET)
        .put("wb", e8(account.wallet()))
        .put("cw", e8(account.wallet()))
        .put("bc", Json.plain(change));
    ArrayNode changed = a.putArray("P");
    for (FuturesPosition position : positions) {
      ObjectNode p = changed.addObject().put("s", position.symbol());
      p.put("pa", Json.plain(position.amount())).put("ep", Json.plain(position.entry()));
      p.put("bep", Json.plain(position.entry())).put("cr", Json.plain(position.realized()));
      p.put("up", e8(position.unrealized(account.mark(position.symbol()))));
      boolean crossed = account.marginType(position.symbol()).equals("CROSSED");
      p.put("mt", crossed ? "cross" : "isolated");
      p.put("iw", "0.00000000").put("ps", position.side());
    }
    return json;
  }
}
