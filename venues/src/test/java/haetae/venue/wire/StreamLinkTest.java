package haetae.venue.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamLinkTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private StubServer server;
  private StreamLink link;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    StreamLink.Session session =
        new StreamLink.Session() {
          @Override
          public URI address() {
            return server.ws();
          }

          @Override
          public void opened(WebSocket socket) throws IOException {
            socket.sendText("subscribe");
            seen.add("opened");
          }

          @Override
          public void message(byte[] bytes, int from, int to) {
            if (to - from == 5) {
              throw new IllegalStateException("planted");
            }
            seen.add(new String(bytes, from, to - from, UTF_8));
          }

          @Override
          public void lost(String reason) {
            seen.add("lost");
          }
        };
    link = new StreamLink("feed-test", session, Wires.trusted(), new Backoff(1, 5, 1), 60_000);
    link.start();
    Await.until("subscription", () -> subscribed(0));
  }

  private boolean subscribed(int peer) {
    return server.peers().size() > peer
        && server.peers().get(peer).received().contains("subscribe");
  }

  @AfterEach
  void stop() throws IOException {
    link.close();
    server.close();
  }

  @Test
  void shouldComeBackAndSubscribeAgainEachTimeItIsLost() {
    for (int i = 0; i < 5; i++) {
      server.peers().get(i).abort();
      int next = i + 1;
      Await.until("subscription " + next, () -> subscribed(next));
    }
    Await.until("counted", () -> link.reconnects() == 5);
    assertThat(seen).containsSequence("opened", "lost", "opened");
    assertThat(link.lastReason()).isNotBlank();
  }

  @Test
  void shouldComeBackAfterARefusedHandshake() {
    server.upgrading(r -> server.requests().size() < 4 ? StubServer.Reply.of(503, "") : ok());
    server.peers().get(0).abort();
    Await.until("subscription", () -> subscribed(1));
    assertThat(server.requests().size()).isGreaterThanOrEqualTo(4);
  }

  private static StubServer.Reply ok() {
    return StubServer.Reply.of(101, "");
  }

  @Test
  void shouldReplaceTheConnectionWithoutAGap() {
    server.peers().get(0).send("1");
    Await.until("first message", () -> seen.contains("1"));
    link.rotate();
    Await.until("second subscription", () -> subscribed(1));
    server.peers().get(0).send("2");
    Await.until("old connection still carries", () -> seen.contains("2"));
    server.peers().get(1).send("3");
    Await.until("new connection carries", () -> seen.contains("3"));
    Await.until(
        "old connection is closed",
        () -> server.peers().get(0).received().stream().anyMatch(r -> r.startsWith("8:")));
    assertThat(seen).doesNotContain("lost");
    assertThat(link.connected()).isTrue();
    assertThat(link.reconnects()).isZero();
    server.peers().get(1).abort();
    Await.until("the new connection comes back too", () -> subscribed(2));
  }

  @Test
  void shouldBreakASilentConnectionWhenAsked() {
    link.restart("silent");
    Await.until("subscription", () -> subscribed(1));
    assertThat(seen).contains("lost");
  }

  @Test
  void shouldBreakAConnectionThatAnswersNoPing() throws InterruptedException {
    assertThat(link.pingOrBreak(1)).isFalse();
    Await.until("subscription", () -> subscribed(1));
    Await.until("connection", link::connected);
    StubServer.Peer peer = server.peers().get(1);
    Thread pong =
        Thread.startVirtualThread(
            () -> {
              Await.until("ping", () -> peer.received().stream().anyMatch(r -> r.startsWith("9:")));
              peer.frame(10, true, new byte[0]);
            });
    assertThat(link.pingOrBreak(60_000)).isTrue();
    pong.join();
    assertThat(link.reconnects()).isEqualTo(1);
  }

  @Test
  void shouldOutliveAFaultOfItsOwnAndTellIt() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    List<Throwable> told = new CopyOnWriteArrayList<>();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> told.add(e));
    try {
      server.peers().get(0).send("fault");
      Await.until("subscription", () -> subscribed(1));
      assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
      assertThat(link.reconnects()).isEqualTo(1);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void shouldStayAwayOnceClosed() {
    link.close();
    Await.until("not connected", () -> !link.connected());
    link.start();
    link.rotate();
    assertThat(server.peers()).hasSize(1);
  }
}
