package haetae.ops.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plays the Bot API on this machine: keeps updates until they are confirmed, holds a question back
 * until there is one, remembers what is sent. Threads: any.
 */
public final class FakeTelegram implements AutoCloseable {
  /** The bot's token. */
  public static final String TOKEN = "777:Token_of-the-test-SECRET";

  /** The chat of the operators. */
  public static final long CHAT = -100_777;

  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final List<Long> offsets = new CopyOnWriteArrayList<>();
  private final List<String> updates = new ArrayList<>();
  private final Deque<Map.Entry<Integer, String>> faults = new ArrayDeque<>();
  private long nextId = 500;
  private boolean forgetful;
  private volatile boolean closed;

  /** A server on a free port. */
  public FakeTelegram() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(requests);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Its address. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Somebody writes in a chat, now. */
  public void write(long user, long chat, String text) {
    write(user, chat, text, System.currentTimeMillis() / 1_000);
  }

  /** Somebody wrote in a chat at a moment, seconds since the epoch. */
  public synchronized void write(long user, long chat, String text, long seconds) {
    updates.add(
        "{\"update_id\":%d,\"message\":{\"message_id\":1,\"from\":{\"id\":%d,\"is_bot\":false,"
                .formatted(nextId++, user)
            + "\"first_name\":\"x\",\"username\":null},\"chat\":{\"id\":%d,\"type\":\"group\"},"
                .formatted(chat)
            + "\"date\":%d,\"text\":\"%s\"}}".formatted(seconds, text));
    notifyAll();
  }

  /** An update of any other kind. */
  public synchronized void raw(String rest) {
    updates.add("{\"update_id\":%d,%s}".formatted(nextId++, rest));
    notifyAll();
  }

  /** The next requests, of any kind, are answered with a status and a body. */
  public synchronized void fail(int times, int status, String body) {
    for (int i = 0; i < times; i++) {
      faults.add(Map.entry(status, body));
    }
    notifyAll();
  }

  /** It does not remember what was confirmed, and tells everything again. */
  public synchronized void forgetConfirmations() {
    forgetful = true;
    notifyAll();
  }

  /** Texts that were sent to the chat, the first one first. */
  public List<String> sent() {
    return sent;
  }

  /** The offsets of all questions so far. */
  public List<Long> offsets() {
    return offsets;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!path.startsWith("/bot" + TOKEN + "/")) {
        answer(exchange, 401, "{\"ok\":false,\"error_code\":401}");
      } else if (path.endsWith("/getUpdates")) {
        updates(exchange, body);
      } else if (path.endsWith("/sendMessage") && !fault(exchange)) {
        Map<String, Object> message = Json.read(body);
        sent.add(message.get("chat_id") + ": " + message.get("text"));
        answer(exchange, 200, "{\"ok\":true}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean fault(HttpExchange exchange) throws IOException {
    Map.Entry<Integer, String> fault;
    synchronized (this) {
      fault = faults.poll();
    }
    if (fault == null) {
      return false;
    }
    answer(exchange, fault.getKey(), fault.getValue());
    return true;
  }

  private void updates(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    if (!(Json.read(body).get("offset") instanceof Long offset)) {
      answer(exchange, 400, "{\"ok\":false}");
      return;
    }
    offsets.add(offset);
    List<String> now;
    synchronized (this) {
      if (!forgetful) {
        updates.removeIf(update -> id(update) < offset);
      }
      while (updates.isEmpty() && faults.isEmpty() && !closed) {
        wait(1_000);
      }
      now = List.copyOf(updates);
    }
    if (!fault(exchange)) {
      answer(exchange, 200, "{\"ok\":true,\"result\":[" + String.join(",", now) + "]}");
    }
  }

  private static long id(String update) {
    return Long.parseLong(update.substring(13, update.indexOf(',')));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      notifyAll();
    }
    server.stop(0);
    requests.shutdownNow();
  }
}
