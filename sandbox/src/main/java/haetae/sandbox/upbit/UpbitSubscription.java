package haetae.sandbox.upbit;

import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request message of a stream: what the connection wants from now on.
 *
 * <p>Source: Upbit developer centre, "WebSocket guide" (2026-08-31).
 *
 * @param ticket any text of the client
 * @param method empty for a subscription
 */
record UpbitSubscription(String ticket, String method, List<Topic> topics, Format format) {
  static final List<String> QUOTATION = List.of("ticker", "trade", "orderbook");
  static final List<String> PRIVATE = List.of("myOrder", "myAsset", "announcement");

  /** How messages look. */
  enum Format {
    DEFAULT,
    SIMPLE,
    JSON_LIST,
    SIMPLE_LIST;

    boolean simple() {
      return this == SIMPLE || this == SIMPLE_LIST;
    }

    boolean list() {
      return this == JSON_LIST || this == SIMPLE_LIST;
    }
  }

  /**
   * One type object.
   *
   * @param codes as sent, with depths
   */
  record Topic(
      String type, List<String> codes, BigDecimal level, boolean snapshot, boolean realtime) {
    /** True if the topic wants a code; depth is what the code asks for. */
    boolean wants(String code) {
      return codes.stream().anyMatch(c -> plain(c).equals(code));
    }

    /** Depth asked for a code. */
    int depth(String code) {
      for (String each : codes) {
        int dot = each.indexOf('.');
        if (dot > 0 && plain(each).equals(code)) {
          return Integer.parseInt(each.substring(dot + 1));
        }
      }
      return 30;
    }

    static String plain(String code) {
      int dot = code.indexOf('.');
      return dot < 0 ? code : code.substring(0, dot);
    }
  }

  /**
   * Reads a message.
   *
   * @throws UpbitRefusal with the name of the error frame
   */
  static UpbitSubscription read(String text) {
    JsonNode root = Json.read(text);
    if (root == null || !root.isArray() || root.isEmpty()) {
      throw refused("WRONG_FORMAT", "The request must be a JSON array.");
    }
    String ticket = root.get(0).path("ticket").asString("");
    if (ticket.isEmpty()) {
      throw refused("NO_TICKET", "The ticket is missing.");
    }
    List<Topic> topics = new ArrayList<>();
    Format format = Format.DEFAULT;
    String method = "";
    for (int i = 1; i < root.size(); i++) {
      JsonNode part = root.get(i);
      if (part.has("type")) {
        topics.add(topic(part));
      } else if (part.has("method")) {
        method = part.path("method").asString("");
      } else if (part.has("format")) {
        format = format(part.path("format").asString(""));
      } else {
        throw refused("NO_TYPE", "The type is missing.");
      }
    }
    if (topics.isEmpty() && method.isEmpty()) {
      throw refused("NO_TYPE", "The type is missing.");
    }
    return new UpbitSubscription(ticket, method, topics, format);
  }

  private static Format format(String word) {
    for (Format format : Format.values()) {
      if (format.name().equals(word)) {
        return format;
      }
    }
    throw refused("WRONG_FORMAT", "The format is not known.");
  }

  private static Topic topic(JsonNode part) {
    String type = part.path("type").asString("");
    boolean quotation = QUOTATION.contains(type);
    if (!quotation && !PRIVATE.contains(type)) {
      throw refused("INVALID_PARAM", "The type is not known.");
    }
    if (type.equals("myAsset") && part.has("codes")) {
      throw refused("WRONG_FORMAT", "myAsset takes no codes.");
    }
    List<String> codes = new ArrayList<>();
    part.path("codes").forEach(code -> codes.add(code.asString("")));
    if (quotation && codes.isEmpty()) {
      throw refused("NO_CODES", "The codes are missing.");
    }
    if (type.equals("orderbook")) {
      codes.forEach(UpbitSubscription::checkDepth);
    }
    return new Topic(
        type,
        List.copyOf(codes),
        level(part.get("level")),
        flag(part, "is_only_snapshot", "isOnlySnapshot"),
        flag(part, "is_only_realtime", "isOnlyRealtime"));
  }

  private static void checkDepth(String code) {
    int dot = code.indexOf('.');
    if (dot >= 0 && !List.of("1", "5", "15", "30").contains(code.substring(dot + 1))) {
      throw refused("INVALID_PARAM", "The depth of " + code + " must be 1, 5, 15 or 30.");
    }
  }

  private static BigDecimal level(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return BigDecimal.ZERO;
    }
    BigDecimal level = Json.decimal(node.isNumber() ? node.toString() : node.asString(""));
    if (level == null) {
      throw refused("INVALID_PARAM", "The level must be a number.");
    }
    return level;
  }

  private static boolean flag(JsonNode part, String name, String old) {
    return part.path(name).asBoolean(false) || part.path(old).asBoolean(false);
  }

  private static UpbitRefusal refused(String name, String message) {
    return UpbitRefusal.bad(name, message);
  }
}
