package haetae.sandbox.upbit;

import haetae.sandbox.net.Endpoint;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Session;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One connection to a stream. */
final class UpbitStream implements Endpoint.Listener {
  private final Session session;
  private final boolean privateStream;
  private final UpbitSettings settings;
  private final Consumer<UpbitStream> subscribed;
  private final Consumer<UpbitStream> gone;
  private final BooleanSupplier silent;
  private final ArrayDeque<Long> messages = new ArrayDeque<>();
  private List<UpbitSubscription.Topic> topics = List.of();
  private UpbitSubscription.Format format = UpbitSubscription.Format.DEFAULT;
  private boolean upWanted;
  private long upAtMs;

  UpbitStream(
      Session session,
      boolean privateStream,
      UpbitSettings settings,
      Consumer<UpbitStream> subscribed,
      Consumer<UpbitStream> gone,
      BooleanSupplier silent) {
    this.session = session;
    this.privateStream = privateStream;
    this.settings = settings;
    this.subscribed = subscribed;
    this.gone = gone;
    this.silent = silent;
  }

  Session session() {
    return session;
  }

  boolean privateStream() {
    return privateStream;
  }

  List<UpbitSubscription.Topic> topics() {
    return topics;
  }

  @Override
  public void closed() {
    gone.accept(this);
  }

  @Override
  public void message(String text) {
    if (text.equals("PING")) {
      upWanted = true;
      up(System.currentTimeMillis());
      return;
    }
    try {
      countMessage(System.currentTimeMillis());
      take(UpbitSubscription.read(text));
    } catch (UpbitRefusal refusal) {
      error(refusal.name(), String.valueOf(refusal.getMessage()));
    }
  }

  private void countMessage(long nowMs) {
    messages.addLast(nowMs);
    while (nowMs - messages.getFirst() > 60_000) {
      messages.removeFirst();
    }
    long lastSecond = messages.stream().filter(t -> nowMs - t < 1_000).count();
    if (lastSecond > settings.messagesPerSec() || messages.size() > settings.messagesPerMin()) {
      throw new UpbitRefusal(429, "Too Many Requests", "Too many messages.");
    }
  }

  private void take(UpbitSubscription wanted) {
    if (wanted.method().equals("LIST_SUBSCRIPTIONS")) {
      format = wanted.format();
      send(list(wanted.ticket()));
      return;
    }
    for (UpbitSubscription.Topic topic : wanted.topics()) {
      boolean forPrivate = UpbitSubscription.PRIVATE.contains(topic.type());
      if (forPrivate && !privateStream) {
        throw new UpbitRefusal(401, "INVALID_AUTH", "This type needs a token.");
      }
      if (!forPrivate && privateStream) {
        throw UpbitRefusal.bad("INVALID_PARAM", "This type is not served here.");
      }
    }
    topics = wanted.topics();
    format = wanted.format();
    subscribed.accept(this);
  }

  private ObjectNode list(String ticket) {
    ObjectNode json = Json.object().put("method", "LIST_SUBSCRIPTIONS");
    ArrayNode result = json.putArray("result");
    for (UpbitSubscription.Topic topic : topics) {
      ObjectNode entry = result.addObject().put("type", topic.type());
      ArrayNode codes = entry.putArray("codes");
      topic.codes().forEach(codes::add);
      if (topic.type().equals("orderbook")) {
        entry.put("level", topic.level());
      }
    }
    return json.put("ticket", ticket);
  }

  /** Sends an error frame; what follows depends on the settings. */
  void error(String name, String message) {
    ObjectNode json = Json.object();
    json.putObject("error").put("name", name).put("message", message);
    session.text(Json.write(json));
    if (settings.closeAfterError()) {
      session.close(1000, "");
    }
  }

  /** Sends a message in the connection's format; nothing while the stream is silent. */
  void send(JsonNode message) {
    if (silent.getAsBoolean()) {
      return;
    }
    JsonNode shaped = format.simple() ? UpbitShortNames.shorten(message) : message;
    session.binary(format.list() ? "[" + Json.write(shaped) + "]" : Json.write(shaped));
  }

  /** Called often: keeps the words UP coming, and closes what is idle or too old. */
  void tick(long nowMs) {
    if (upWanted && nowMs - upAtMs >= settings.upEveryMs()) {
      up(nowMs);
    }
    boolean idle = nowMs - session.heardMs() > settings.idleTimeoutMs();
    boolean old = nowMs - session.openedMs() > settings.streamLifeSec() * 1_000;
    if (idle || old) {
      session.close(1000, "");
    }
  }

  private void up(long nowMs) {
    upAtMs = nowMs;
    upWanted = settings.upForever();
    session.text("{\"status\":\"UP\"}");
  }
}
