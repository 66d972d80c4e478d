package haetae.sandbox.binance;

import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The account's trades of a symbol, as {@code myTrades} and {@code userTrades} list them. */
final class OwnTrades {
  private OwnTrades() {}

  /**
   * The answer.
   *
   * @param hours longest time that may be asked for
   * @param json a trade in the words of the product
   */
  static Reply reply(
      BinanceCall call,
      Iterable<BinanceOrder> orders,
      int hours,
      BiFunction<BinanceOrder, BinanceOrder.Trade, ObjectNode> json) {
    Periods.checkSpan(call, hours);
    Long orderId = call.number("orderId");
    Long fromId = call.number("fromId");
    List<ObjectNode> found = new ArrayList<>();
    for (BinanceOrder own : orders) {
      for (BinanceOrder.Trade trade : own.trades()) {
        boolean wanted =
            (orderId == null || own.id() == orderId)
                && (fromId == null || trade.fill().tradeId() >= fromId)
                && Periods.within(call, trade.fill().timeMs());
        if (wanted) {
          found.add(json.apply(own, trade));
        }
      }
    }
    found.sort(Comparator.comparingLong(t -> t.get("id").asLong()));
    ArrayNode array = Json.array();
    Periods.last(call, found).forEach(array::add);
    return Reply.json(200, array);
  }
}
