package haetae.sandbox.binance;

import haetae.sandbox.net.Endpoint;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connection to market streams: raw or combined, with the subscribe protocol.
 *
 * <p>Any name is acknowledged; one that does not exist, or is asked for on a wrong route, brings
 * nothing.
 */
final class BinanceStream implements Endpoint.Listener {
  private final Session session;
  private final StreamHub hub;
  private final Function<String, List<String>> channels;
  private final BooleanSupplier silent;
  private final Consumer<BinanceStream> gone;
  private final int messagesPerSec;
  private final ArrayDeque<Long> messages = new ArrayDeque<>();
  private final Set<String> names = new LinkedHashSet<>();
  private boolean combined;

  /**
   * A connection that wants nothing yet.
   *
   * @param channels what is behind a name; nothing if it is not served here
   */
  BinanceStream(
      Session session,
      StreamHub hub,
      Function<String, List<String>> channels,
      BooleanSupplier silent,
      Consumer<BinanceStream> gone,
      int messagesPerSec) {
    this.session = session;
    this.hub = hub;
    this.channels = channels;
    this.silent = silent;
    this.gone = gone;
    this.messagesPerSec = messagesPerSec;
  }

  Session session() {
    return session;
  }

  /** Subscribes to what the address names: {@code /ws/a} or {@code /stream?streams=a/b}. */
  BinanceStream address(boolean asCombined, List<String> wanted) {
    combined = asCombined;
    wanted.forEach(this::subscribe);
    return this;
  }

  private void subscribe(String name) {
    if (names.add(name)) {
      channels.apply(name).forEach(channel -> hub.add(channel, this));
    }
  }

  private void unsubscribe(String name) {
    if (names.remove(name)) {
      channels.apply(name).forEach(channel -> hub.remove(channel, this));
    }
  }

  @Override
  public void closed() {
    List.copyOf(names).forEach(this::unsubscribe);
    gone.accept(this);
  }

  @Override
  public void message(String text) {
    long now = System.currentTimeMillis();
    messages.addLast(now);
    while (now - messages.getFirst() >= 1_000) {
      messages.removeFirst();
    }
    if (messages.size() > messagesPerSec) {
      session.close(1008, "Too many requests");
      return;
    }
    JsonNode request = Json.read(text);
    if (request == null || !request.isObject()) {
      error(null, 3, "Invalid JSON: expected value");
      return;
    }
    answer(request);
  }

  private void answer(JsonNode request) {
    JsonNode id = request.get("id");
    ObjectNode reply = Json.object();
    switch (request.path("method").asString("")) {
      case "SUBSCRIBE" -> {
        params(request).forEach(this::subscribe);
        reply.putNull("result");
      }
      case "UNSUBSCRIBE" -> {
        params(request).forEach(this::unsubscribe);
        reply.putNull("result");
      }
      case "LIST_SUBSCRIPTIONS" -> {
        ArrayNode result = reply.putArray("result");
        names.forEach(result::add);
      }
      case "SET_PROPERTY" -> {
        combined = request.path("params").path(1).asBoolean(combined);
        reply.putNull("result");
      }
      case "GET_PROPERTY" -> reply.put("result", combined);
      default -> {
        error(id, 2, "Invalid request: unknown variant");
        return;
      }
    }
    reply.set("id", id);
    session.text(Json.write(reply));
  }

  private static List<String> params(JsonNode request) {
    List<String> params = new ArrayList<>();
    request.path("params").forEach(p -> params.add(p.asString("")));
    return params;
  }

  private void error(@org.jspecify.annotations.Nullable JsonNode id, int code, String message) {
    ObjectNode json = Json.object().put("code", code).put("msg", message);
    json.set("id", id);
    session.text(Json.write(json));
  }

  /** Sends a message of a stream in the connection's form. */
  void deliver(String name, JsonNode payload) {
    if (silent.getAsBoolean()) {
      return;
    }
    if (combined) {
      // A channel of a listen key is the key and the event.
      int mark = name.indexOf('#');
      ObjectNode wrapped = Json.object().put("stream", mark < 0 ? name : name.substring(0, mark));
      wrapped.set("data", payload);
      session.text(Json.write(wrapped));
    } else {
      session.text(Json.write(payload));
    }
  }

  /** Announces that the venue will close the connection. */
  void announceShutdown(long nowMs) {
    deliver("!serverShutdown", Json.object().put("e", "serverShutdown").put("E", nowMs));
  }
}
