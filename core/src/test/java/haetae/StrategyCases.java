package haetae;

import haetae.market.Fixed;
import haetae.market.OrderBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The worked examples of strategy, accounting and risk ({@code strategy_cases.json}), by id.
 *
 * <p>Numbers in the file are decimal text; {@link #e8} and {@link #decimal} read them exactly.
 */
public final class StrategyCases {
  private static final JsonNode ROOT = load();

  private StrategyCases() {}

  private static JsonNode load() {
    try (InputStream in = StrategyCases.class.getResourceAsStream("/strategy_cases.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, "strategy_cases.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole case, with {@code input} and {@code expected}. */
  public static JsonNode byId(String id) {
    for (JsonNode node : ROOT.get("cases")) {
      if (node.get("id").asString().equals(id)) {
        return node;
      }
    }
    throw new IllegalArgumentException("no strategy case " + id);
  }

  /** Ids of all cases, in the order of the file. */
  public static List<String> ids() {
    List<String> ids = new ArrayList<>();
    ROOT.get("cases").forEach(node -> ids.add(node.get("id").asString()));
    return ids;
  }

  /** What a case starts from. */
  public static JsonNode input(String id) {
    return byId(id).get("input");
  }

  /** What a case must give. */
  public static JsonNode expected(String id) {
    return byId(id).get("expected");
  }

  /** The E8 value of a text or number node; fails if it needs more than 8 decimals. */
  public static long e8(JsonNode node) {
    return Fixed.parse(node.asString());
  }

  /** The exact decimal of a text or number node. */
  public static BigDecimal decimal(JsonNode node) {
    return new BigDecimal(node.asString());
  }

  /**
   * A book of the order book shared by the cases.
   *
   * @param venue {@code upbit}, {@code bin_spot}, {@code bin_perp} or {@code usdt}
   */
  public static OrderBook book(String venue) {
    OrderBook book = new OrderBook();
    addLevels(book, ROOT.get("book").get(venue + "_bids"), ROOT.get("book").get(venue + "_asks"));
    return book;
  }

  /** Appends levels given as arrays of price and quantity, best first. */
  public static void addLevels(OrderBook book, JsonNode bids, JsonNode asks) {
    for (JsonNode level : bids) {
      book.addBid(e8(level.get(0)), e8(level.get(1)));
    }
    for (JsonNode level : asks) {
      book.addAsk(e8(level.get(0)), e8(level.get(1)));
    }
  }
}
