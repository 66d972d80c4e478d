package haetae.venue.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.venue.wire.StubServer.Peer;
import haetae.venue.wire.StubServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
  private static final int LONG_MS = 60_000;

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> end = new AtomicReference<>();
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private WebSocket open(int silenceMs) throws IOException {
    WebSocket socket =
        WebSocket.open(server.ws().resolve("/x?a=b"), Map.of("K", "v"), Wires.trusted(), LONG_MS);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                end.set(
                    socket.read(
                        (b, from, to) -> messages.add(new String(b, from, to - from, UTF_8)),
                        silenceMs));
              } catch (IOException e) {
                end.set(e.getClass().getSimpleName());
              }
            });
    Await.until("handshake", () -> !server.peers().isEmpty());
    return socket;
  }

  private Peer peer() {
    return server.peers().getLast();
  }

  @Test
  void shouldHandOverMessagesOfAnySizeAndKind() throws IOException {
    try (WebSocket socket = open(LONG_MS)) {
      List<String> sent = new ArrayList<>();
      for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, 300_000, 3}) {
        sent.add("x".repeat(length));
        peer().send(sent.getLast());
      }
      peer().sendBinary("binary");
      sent.add("binary");
      Await.until("all messages", () -> messages.size() == sent.size());
      assertThat(messages).isEqualTo(sent);
      assertThat(socket).isNotNull();
    }
    assertThat(server.peers().getFirst().request().headers())
        .containsEntry("k", "v")
        .doesNotContainKey("origin");
  }

  @Test
  void shouldPutFragmentsTogetherWithAPingBetween() throws IOException {
    try (WebSocket socket = open(LONG_MS)) {
      peer().frame(2, false, "ab".getBytes(UTF_8));
      peer().frame(9, true, "ping".getBytes(UTF_8));
      peer().frame(0, false, "cd".getBytes(UTF_8));
      peer().frame(0, true, "ef".getBytes(UTF_8));
      peer().send("next");
      Await.until("messages", () -> messages.size() == 2);
      assertThat(messages).containsExactly("abcdef", "next");
      Await.until("pong with the ping's payload", () -> peer().received().contains("10:ping"));
      socket.sendText("hello");
      socket.sendPing();
      Await.until("text", () -> peer().received().contains("hello"));
    }
    Await.until("goodbye", () -> peer().received().stream().anyMatch(r -> r.startsWith("8:")));
  }

  @Test
  void shouldTellWhyTheServerClosed() throws IOException {
    try (WebSocket socket = open(LONG_MS)) {
      peer().frame(8, true, new byte[] {0x03, (byte) 0xE8, 'b', 'y', 'e'});
      Await.until("end", () -> end.get() != null);
      assertThat(end.get()).contains("1000").contains("bye");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void shouldEndWhenTheConnectionBreaksOrFallsSilent() throws IOException {
    try (WebSocket broken = open(LONG_MS)) {
      peer().abort();
      Await.until("end", () -> end.get() != null);
      assertThat(end.get()).isIn("EOFException", "SocketException");
      assertThat(broken).isNotNull();
    }
    end.set(null);
    try (WebSocket silent = open(20)) {
      Await.until("end", () -> end.get() != null);
      assertThat(end.get()).isEqualTo("SocketTimeoutException");
      assertThat(silent).isNotNull();
    }
  }

  @Test
  void shouldRefuseFramesThatBreakTheProtocol() throws IOException {
    try (WebSocket socket = open(LONG_MS)) {
      peer().frame(0, true, new byte[] {1});
      Await.until("end", () -> end.get() != null);
      assertThat(end.get()).isEqualTo("IOException");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void shouldTellTheStatusOfARefusedHandshake() {
    server.upgrading(r -> Reply.of(401, "{\"error\":{\"name\":\"jwt_verification\"}}"));
    URI uri = server.ws();
    assertThatThrownBy(() -> WebSocket.open(uri, Map.of(), Wires.trusted(), LONG_MS))
        .isInstanceOfSatisfying(WebSocket.Refused.class, e -> assertThat(e.status()).isEqualTo(401))
        .hasMessageContaining("jwt_verification");
  }
}
