package haetae.sandbox.upbit;

import haetae.sandbox.net.Json;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Short names of the format SIMPLE.
 *
 * <p>Source: the field tables of the Upbit developer centre's WebSocket pages (2026-09).
 */
final class UpbitShortNames {
  private static final Map<String, String> COMMON =
      table(
          "type ty code cd timestamp tms stream_type st opening_price op high_price hp"
              + " low_price lp trade_price tp prev_closing_price pcp change c change_price cp"
              + " signed_change_price scp change_rate cr signed_change_rate scr trade_volume tv"
              + " acc_trade_volume atv acc_trade_volume_24h atv24h acc_trade_price atp"
              + " acc_trade_price_24h atp24h trade_time ttm trade_timestamp ttms ask_bid ab"
              + " acc_ask_volume aav acc_bid_volume abv highest_52_week_price h52wp"
              + " highest_52_week_date h52wdt lowest_52_week_price l52wp"
              + " lowest_52_week_date l52wdt market_state ms is_trading_suspended its"
              + " delisting_date dd market_warning mw sequential_id sid best_ask_price bap"
              + " best_ask_size bas best_bid_price bbp best_bid_size bbs total_ask_size tas"
              + " total_bid_size tbs orderbook_units obu ask_price ap bid_price bp ask_size as"
              + " bid_size bs level lv method mthd result rslt codes cds ticket tckt");
  private static final Map<String, String> MY_ORDER =
      table(
          "uuid uid order_type ot state s trade_uuid tuid price p avg_price ap volume v"
              + " remaining_volume rv executed_volume ev trades_count tc reserved_fee rsf"
              + " remaining_fee rmf paid_fee pf locked l executed_funds ef time_in_force tif"
              + " trade_fee tf is_maker im identifier id smp_type smpt prevented_volume pv"
              + " prevented_locked pl order_timestamp otms");
  private static final Map<String, String> MY_ASSET =
      table("asset_uuid astuid assets ast currency cu balance b locked l asset_timestamp asttms");

  private UpbitShortNames() {}

  private static Map<String, String> table(String pairs) {
    String[] words = pairs.split(" ", -1);
    Map<String, String> table = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      table.put(words[i], words[i + 1]);
    }
    return Map.copyOf(table);
  }

  /** A message with short names. */
  static JsonNode shorten(JsonNode message) {
    return shorten(message, message.path("type").asString(""));
  }

  private static JsonNode shorten(JsonNode node, String type) {
    if (node.isArray()) {
      ArrayNode array = Json.array();
      node.forEach(item -> array.add(shorten(item, type)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = Json.object();
    node.properties().forEach(e -> object.set(name(e.getKey(), type), shorten(e.getValue(), type)));
    return object;
  }

  private static String name(String name, String type) {
    if (name.equals("trade_date")) {
      return type.equals("trade") ? "td" : "tdt";
    }
    Map<String, String> own =
        type.equals("myOrder") ? MY_ORDER : type.equals("myAsset") ? MY_ASSET : COMMON;
    return own.getOrDefault(name, COMMON.getOrDefault(name, name));
  }
}
