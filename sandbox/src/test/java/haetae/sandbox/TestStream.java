package haetae.sandbox;

import haetae.sandbox.net.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A WebSocket of the JDK that keeps what it is sent. */
public final class TestStream implements WebSocket.Listener {
  private static final long LIMIT_MS = 30_000;

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final StringBuilder text = new StringBuilder();
  private volatile boolean binary;
  private volatile int closeCode = -1;
  private final java.util.concurrent.atomic.AtomicInteger pings =
      new java.util.concurrent.atomic.AtomicInteger();
  private volatile WebSocket socket;

  /** Opens one; an empty token sends none. */
  public static TestStream open(HttpClient http, String uri, String authorization) {
    TestStream stream = new TestStream();
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (!authorization.isEmpty()) {
      builder.header("Authorization", authorization);
    }
    stream.socket = builder.buildAsync(URI.create(uri), stream).join();
    return stream;
  }

  public void send(String message) {
    socket.sendText(message, true).join();
  }

  public void ping() {
    socket.sendPing(ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8))).join();
  }

  public void abort() {
    socket.abort();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    return add(from, data, last, false);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return add(from, new String(bytes, StandardCharsets.UTF_8), last, true);
  }

  private CompletionStage<?> add(
      WebSocket from, CharSequence data, boolean last, boolean asBinary) {
    text.append(data);
    if (last) {
      binary = asBinary;
      messages.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    pings.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    closeCode = statusCode;
    ended.countDown();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closeCode = 1006;
    ended.countDown();
  }

  /** Close code after waiting for the end; 1006 if it was cut. */
  public int awaitEnd() throws InterruptedException {
    if (!ended.await(LIMIT_MS, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the stream has not ended");
    }
    return closeCode;
  }

  public boolean ended() {
    return ended.getCount() == 0;
  }

  public boolean binary() {
    return binary;
  }

  public int pings() {
    return pings.get();
  }

  public int count() {
    return messages.size();
  }

  public List<JsonNode> all() {
    return messages.stream().map(Json::read).toList();
  }

  public List<JsonNode> all(Predicate<JsonNode> wanted) {
    return all().stream().filter(wanted).toList();
  }

  /** The first message that fits, waiting for it. */
  public JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
    return awaitFrom(0, wanted);
  }

  /** The first message at or after an index that fits, waiting for it. */
  public JsonNode awaitFrom(int index, Predicate<JsonNode> wanted) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_MS * 1_000_000;
    int next = index;
    while (System.nanoTime() < end) {
      while (next < messages.size()) {
        JsonNode message = Json.read(messages.get(next++));
        if (message != null && wanted.test(message)) {
          return message;
        }
      }
      if (ended() && next >= messages.size()) {
        throw new AssertionError("the stream ended, code " + closeCode + ", with " + messages);
      }
      Thread.sleep(2);
    }
    throw new AssertionError("no such message among " + messages.size());
  }
}
