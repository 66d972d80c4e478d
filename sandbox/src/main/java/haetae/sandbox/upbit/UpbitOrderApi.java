package haetae.sandbox.upbit;

import haetae.sandbox.market.Market;
import haetae.sandbox.market.Order;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints of orders. */
final class UpbitOrderApi {
  private static final long WEEK_MS = 7 * 86_400_000L;

  private final UpbitDesk desk;
  private final UpbitOrderRules rules;
  private final UpbitOrderJson json;
  private final UpbitSettings settings;
  private final VenueClock clock;
  private final Loop loop;
  private final BooleanSupplier falseDuplicate;

  UpbitOrderApi(
      UpbitDesk desk,
      Map<String, Market> markets,
      UpbitSettings settings,
      VenueClock clock,
      Loop loop,
      BooleanSupplier falseDuplicate) {
    this.desk = desk;
    this.rules = new UpbitOrderRules(markets, settings);
    this.json = new UpbitOrderJson(settings);
    this.settings = settings;
    this.clock = clock;
    this.loop = loop;
    this.falseDuplicate = falseDuplicate;
  }

  /** {@code POST /v1/orders}. */
  Reply create(UpbitCall call) {
    String identifier = rules.identifier(call.find("identifier"));
    if (identifier != null) {
      burn(identifier);
    }
    return Reply.json(201, json.order(desk.place(rules.check(call))));
  }

  private void burn(String identifier) {
    if (falseDuplicate.getAsBoolean()) {
      throw UpbitRefusal.bad("duplicated_identifier", "This identifier is already used.");
    }
    desk.burn(identifier);
  }

  /** {@code POST /v1/orders/test}. */
  Reply test(UpbitCall call) {
    String identifier = rules.identifier(call.find("identifier"));
    if (identifier != null && settings.testBurnsIdentifier()) {
      desk.burn(identifier);
    }
    return Reply.json(201, json.order(desk.draft(rules.check(call))));
  }

  /** {@code GET /v1/order}. */
  Reply get(UpbitCall call) {
    return Reply.json(200, json.single(need(call.find("uuid"), call.find("identifier"))));
  }

  private UpbitOrder need(@Nullable String uuid, @Nullable String identifier) {
    if (uuid == null && identifier == null) {
      throw UpbitRefusal.bad("validation_error", "uuid or identifier is missing.");
    }
    UpbitOrder found = desk.find(uuid, identifier);
    if (found == null) {
      throw notFound();
    }
    return found;
  }

  private static UpbitRefusal notFound() {
    return new UpbitRefusal(404, "order_not_found", "Order not found.");
  }

  /** {@code GET /v1/orders/uuids}. */
  Reply byIds(UpbitCall call) {
    String market = call.find("market");
    List<UpbitOrder> found = new ArrayList<>();
    for (UpbitOrder order : named(call, 100)) {
      if (market == null || order.market().symbol().equals(market)) {
        found.add(order);
      }
    }
    return list(sorted(found, call), 100);
  }

  /** The orders that exist of those named. */
  private List<UpbitOrder> named(UpbitCall call, int most) {
    List<String> uuids = call.params().all("uuids[]");
    List<String> identifiers = call.params().all("identifiers[]");
    int count = uuids.size() + identifiers.size();
    if (count == 0 || (!uuids.isEmpty() && !identifiers.isEmpty()) || count > most) {
      throw UpbitRefusal.bad(
          "validation_error", "uuids[] or identifiers[] must name 1 to " + most + " orders.");
    }
    List<UpbitOrder> found = new ArrayList<>();
    uuids.forEach(uuid -> add(found, desk.find(uuid, null)));
    identifiers.forEach(identifier -> add(found, desk.find(null, identifier)));
    return found;
  }

  private static void add(List<UpbitOrder> found, @Nullable UpbitOrder order) {
    if (order != null) {
      found.add(order);
    }
  }

  private static List<UpbitOrder> sorted(List<UpbitOrder> orders, UpbitCall call) {
    List<UpbitOrder> sorted = new ArrayList<>(orders);
    sorted.sort(java.util.Comparator.comparingLong(o -> o.order().id()));
    if (call.word("order_by", "desc", List.of("asc", "desc")).equals("desc")) {
      Collections.reverse(sorted);
    }
    return sorted;
  }

  private Reply list(List<UpbitOrder> orders, int most) {
    ArrayNode array = Json.array();
    orders.stream().limit(most).forEach(o -> array.add(json.listed(o)));
    return Reply.json(200, array);
  }

  /** {@code GET /v1/orders/open}. */
  Reply open(UpbitCall call) {
    Set<String> states = states(call, List.of("wait", "watch"), List.of("wait"));
    int limit = call.number("limit", 100, 1, 100);
    int page = call.number("page", 1, 1, Integer.MAX_VALUE);
    List<UpbitOrder> found = sorted(matching(call, states), call);
    int from = Math.min(found.size(), (page - 1) * limit);
    return list(found.subList(from, found.size()), limit);
  }

  private static Set<String> states(UpbitCall call, List<String> words, List<String> standard) {
    String single = call.find("state");
    List<String> several = call.params().all("states[]");
    if (single != null && !several.isEmpty()) {
      throw UpbitRefusal.bad("invalid_parameter", "state and states[] exclude each other.");
    }
    List<String> chosen = single != null ? List.of(single) : several;
    if (!words.containsAll(chosen)) {
      throw UpbitRefusal.bad("invalid_parameter", "state does not have a valid value.");
    }
    return new HashSet<>(chosen.isEmpty() ? standard : chosen);
  }

  private List<UpbitOrder> matching(UpbitCall call, Set<String> states) {
    String market = call.find("market");
    return desk.orders().stream()
        .filter(o -> states.contains(o.state()))
        .filter(o -> market == null || o.market().symbol().equals(market))
        .toList();
  }

  /** {@code GET /v1/orders/closed}. */
  Reply closed(UpbitCall call) {
    List<String> words = List.of("done", "cancel");
    Set<String> states = states(call, words, words);
    Long start = time(call.find("start_time"));
    Long end = time(call.find("end_time"));
    long until = end != null ? end : start != null ? start + WEEK_MS : clock.nowMs();
    long since = start != null ? start : until - WEEK_MS;
    if (until - since > WEEK_MS || until < since) {
      throw UpbitRefusal.bad("invalid_parameter", "The period must be at most 7 days.");
    }
    List<UpbitOrder> found =
        matching(call, states).stream()
            .filter(o -> o.createdMs() >= since && o.createdMs() <= until)
            .toList();
    return list(sorted(found, call), call.number("limit", 100, 1, 1_000));
  }

  private static @Nullable Long time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.matches("\\d{1,15}")
          ? Long.parseLong(text)
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw UpbitRefusal.bad("invalid_parameter", "A time must be ISO 8601 or ms: " + text);
    }
  }

  /** {@code DELETE /v1/order}: tells the state of the acceptance, and cancels thereafter. */
  Reply cancel(UpbitCall call) {
    UpbitOrder order = need(call.find("uuid"), call.find("identifier"));
    if (order.order().end() != null) {
      throw notFound();
    }
    ObjectNode accepted = json.order(order);
    cancelSoon(order);
    return Reply.json(200, accepted);
  }

  private void cancelSoon(UpbitOrder order) {
    if (settings.cancelDelayMs() > 0) {
      loop.after(settings.cancelDelayMs(), () -> cancelNow(order));
    } else {
      cancelNow(order);
    }
  }

  /** Cancels; false if the order ended before. */
  private static boolean cancelNow(UpbitOrder order) {
    return order.market().cancel(order.order());
  }

  /** {@code DELETE /v1/orders/uuids}. */
  Reply cancelByIds(UpbitCall call) {
    List<UpbitOrder> named = named(call, 20);
    List<UpbitOrder> open = named.stream().filter(o -> o.order().end() == null).toList();
    List<UpbitOrder> closed = named.stream().filter(o -> o.order().end() != null).toList();
    open.forEach(this::cancelSoon);
    ObjectNode body = Json.object();
    put(body.putObject("success"), open);
    ObjectNode failed = body.putObject("failed");
    put(failed, closed);
    for (String uuid : call.params().all("uuids[]")) {
      if (desk.find(uuid, null) == null) {
        failed.withArray("orders").addObject().put("uuid", uuid);
      }
    }
    for (String identifier : call.params().all("identifiers[]")) {
      if (desk.find(null, identifier) == null) {
        failed.withArray("orders").addObject().put("identifier", identifier);
      }
    }
    failed.put("count", failed.withArray("orders").size());
    return Reply.json(200, body);
  }

  private static void put(ObjectNode group, List<UpbitOrder> orders) {
    group.put("count", orders.size());
    ArrayNode array = group.putArray("orders");
    for (UpbitOrder order : orders) {
      ObjectNode entry = array.addObject();
      entry.put("uuid", order.uuid()).put("market", order.market().symbol());
      if (order.terms().identifier() != null) {
        entry.put("identifier", order.terms().identifier());
      }
    }
  }

  /** {@code DELETE /v1/orders/open}. */
  Reply cancelOpen(UpbitCall call) {
    List<String> pairs = call.list("pairs");
    List<String> quotes = call.list("quote_currencies");
    if (!pairs.isEmpty() && !quotes.isEmpty()) {
      throw UpbitRefusal.bad("invalid_parameter", "pairs and quote_currencies exclude each other.");
    }
    List<String> excluded = call.list(settings.excludeSpelling());
    String side = call.word("cancel_side", "all", List.of("all", "ask", "bid"));
    List<UpbitOrder> chosen =
        sorted(matching(call, Set.of("wait")), call).stream()
            .filter(o -> pairs.isEmpty() || pairs.contains(o.market().symbol()))
            .filter(
                o -> quotes.isEmpty() || quotes.contains(o.market().instrument().quote().code()))
            .filter(o -> !excluded.contains(o.market().symbol()))
            .filter(o -> side.equals("all") || side.equals("bid") == o.bid())
            .limit(call.number("count", 20, 1, 300))
            .toList();
    chosen.forEach(this::cancelSoon);
    ObjectNode body = Json.object();
    put(body.putObject("success"), chosen);
    put(body.putObject("failed"), List.of());
    return Reply.json(200, body);
  }

  /** {@code POST /v1/orders/cancel_and_new}. */
  Reply cancelAndNew(UpbitCall call) {
    UpbitOrder old = need(call.find("prev_order_uuid"), call.find("prev_order_identifier"));
    String identifier = rules.identifier(call.find("new_identifier"));
    if (identifier != null && identifier.equals(old.terms().identifier())) {
      throw UpbitRefusal.bad("duplicated_identifier", "new_identifier must be another one.");
    }
    if (old.order().end() != null) {
      throw notFound();
    }
    UpbitOrder.Terms terms = rules.check(renewed(call, old, identifier));
    if (identifier != null) {
      burn(identifier);
    }
    boolean cancelled = cancelNow(old);
    ObjectNode body = json.order(old);
    if (cancelled) {
      UpbitOrder placed = desk.place(terms);
      body.put("new_order_uuid", placed.uuid());
      if (identifier != null) {
        body.put("new_order_identifier", identifier);
      }
    }
    return Reply.json(settings.cancelAndNewStatus(), body);
  }

  private UpbitOrder.Terms renewed(UpbitCall call, UpbitOrder old, @Nullable String identifier) {
    String volume = call.find("new_volume");
    BigDecimal left = old.order().left();
    return new UpbitOrder.Terms(
        old.market(),
        old.terms().side(),
        call.need("new_ord_type"),
        "remain_only".equals(volume) ? left : decimal(volume, "new_volume"),
        decimal(call.find("new_price"), "new_price"),
        call.get("new_time_in_force", ""),
        call.get("new_smp_type", ""),
        identifier);
  }

  private static @Nullable BigDecimal decimal(@Nullable String text, String name) {
    BigDecimal value = text == null ? null : Json.decimal(text);
    if (text != null && (value == null || value.signum() <= 0)) {
      throw UpbitRefusal.bad("invalid_parameter", name + " must be a positive decimal.");
    }
    return value;
  }

  /** Cancels everything that is open, as an incident might. */
  void cancelAll() {
    for (UpbitOrder order : desk.orders()) {
      Order.End end = order.order().end();
      if (end == null) {
        cancelNow(order);
      }
    }
  }
}
