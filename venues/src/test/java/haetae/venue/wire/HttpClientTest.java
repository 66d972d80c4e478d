package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.venue.wire.Exchange.Answer;
import haetae.venue.wire.Exchange.Lost;
import haetae.venue.wire.Exchange.NotSent;
import haetae.venue.wire.StubServer.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientTest {
  private StubServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    client = client(server.http(), 30_000);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private static HttpClient client(URI uri, int answerMs) {
    HttpClient.Timeouts timeouts = new HttpClient.Timeouts(30_000, answerMs, 15_000);
    return new HttpClient(uri, Wires.trusted(), timeouts, () -> 7);
  }

  private Exchange get(String target) {
    return client.send("GET", target, Map.of(), null);
  }

  @Test
  void shouldKeepItsConnectionAndSendWhatItIsGiven() {
    server.answering(r -> Reply.ok(r.method() + r.target() + r.body() + r.headers().get("x")));
    assertThat(get("/a?b=c%20d")).isInstanceOf(Answer.class);
    Exchange exchange = client.send("POST", "/p", Map.of("X", "한"), "{\"a\":1}");
    Answer answer = (Answer) exchange;
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).startsWith("POST/p{\"a\":1}");
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(0).headers()).doesNotContainKey("origin");
  }

  @Test
  void shouldTellThatNothingWasSentWhenThereIsNoServer() throws IOException {
    server.close();
    assertThat(get("/")).isInstanceOf(NotSent.class);
  }

  @Test
  void shouldTellThatARequestIsLostWhenNoAnswerComesAndNotSendItAgain() {
    server.answering(r -> Reply.drop());
    assertThat(client.send("POST", "/", Map.of(), "{}")).isInstanceOf(Lost.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void shouldTellThatARequestIsLostWhenTheAnswerIsLate() {
    HttpClient hasty = client(server.http(), 50);
    server.answering(
        r -> {
          Patience.slept(5_000);
          return Reply.ok("");
        });
    assertThat(hasty.send("POST", "/", Map.of(), "{}")).isInstanceOf(Lost.class);
  }

  @Test
  void shouldNotFollowRedirects() {
    server.answering(r -> new Reply(302, "", Map.of("Location", "/elsewhere")));
    assertThat(((Answer) get("/")).status()).isEqualTo(302);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void shouldHaveConnectionsReadyBeforeTheFirstRequest() throws IOException {
    server.answering(r -> Reply.ok("1"));
    client.keepReady(2);
    client.sweep();
    client.sweep();
    // Uses the newer of the two, after which no other was accepted.
    get("/");
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void shouldWriteAtOnceOnlyOverAConnectionThatRests() throws IOException {
    server.answering(r -> Reply.ok("1"));
    assertThat(client.canWrite()).isFalse();
    assertThat(client.write("POST", "/", Map.of(), "{}")).isNull();
    assertThat(server.requests()).isEmpty();
    client.keepReady(1);
    client.sweep();

    assertThat(client.canWrite()).isTrue();
    HttpClient.Written written = client.write("POST", "/", Map.of(), "{}");
    assertThat(client.canWrite()).isFalse();
    assertThat(written).isNotNull();
    assertThat(written.answer()).isInstanceOf(Answer.class);
    assertThat(client.canWrite()).isTrue();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void shouldTellThatWhatWasWrittenAtOnceIsLostWhenNoAnswerComes() throws IOException {
    server.answering(r -> Reply.drop());
    client.keepReady(1);
    client.sweep();
    HttpClient.Written written = client.write("POST", "/", Map.of(), "{}");

    assertThat(written).isNotNull();
    assertThat(written.answer()).isInstanceOf(Lost.class);
    assertThat(client.canWrite()).isFalse();
  }

  @Test
  void shouldDropConnectionsThatTheServerHasClosed() throws IOException {
    server.answering(r -> Reply.ok("1"));
    get("/");
    int port = server.http().getPort();
    server.close();
    client.sweep();
    try (StubServer other = new StubServer()) {
      assertThat(other.http().getPort()).isNotEqualTo(port);
      // The resting connection was found closed: the next request opens a new one, and fails to.
      assertThat(get("/")).isInstanceOf(NotSent.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabcde",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde"
      })
  void shouldReadBodiesOfAnyFraming(String raw) throws IOException {
    assertThat(((Answer) raw(raw)).body()).isEqualTo("abcde");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcde",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "SSH-2.0\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n"
      })
  void shouldCallAnUnreadableAnswerLost(String raw) throws IOException {
    assertThat(raw(raw)).isInstanceOf(Lost.class);
  }

  /** What a server that answers with these bytes is heard to say. */
  private static Exchange raw(String answer) throws IOException {
    try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = raw.accept()) {
                  socket.getInputStream().read(new byte[4_096]);
                  OutputStream out = socket.getOutputStream();
                  out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                  out.flush();
                } catch (IOException e) {
                  return;
                }
              });
      URI uri = URI.create("http://127.0.0.1:" + raw.getLocalPort());
      return client(uri, 30_000).send("GET", "/", Map.of(), null);
    }
  }

  @Test
  void shouldRefusePlainConnectionsBeyondThisMachine() {
    for (String uri : new String[] {"http://api.upbit.com", "ws://1.2.3.4:80/x", "ftp://a"}) {
      assertThatThrownBy(() -> Address.of(URI.create(uri)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Address.of(URI.create("https://api.upbit.com")).hostHeader())
        .isEqualTo("api.upbit.com");
    assertThat(Address.of(URI.create("wss://a.b:9443/x")).hostHeader()).isEqualTo("a.b:9443");
  }
}
