package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.venue.wire.Exchange.Answer;
import haetae.venue.wire.Exchange.NotSent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections: who is on the other side is verified before anything is sent. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;
  private final AtomicInteger refused = new AtomicInteger();
  private SSLContext context;
  private SSLServerSocket server;

  @BeforeEach
  void start() throws Exception {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  private void serve() {
    byte[] answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        while (socket.getInputStream().read(new byte[4_096]) > 0) {
          socket.getOutputStream().write(answer);
          socket.getOutputStream().flush();
        }
      } catch (IOException e) {
        // A client that does not trust us goes away; the next may.
        refused.incrementAndGet();
      }
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Exchange get(Wires wires, String host) {
    URI uri = URI.create("https://" + host + ":" + server.getLocalPort());
    HttpClient.Timeouts patient = new HttpClient.Timeouts(30_000, 30_000, 15_000);
    try (HttpClient client = new HttpClient(uri, wires, patient, () -> 0)) {
      Exchange first = client.send("GET", "/", Map.of(), null);
      client.sweep();
      // A resting connection that is fine is kept and used again.
      return first instanceof Answer ? client.send("GET", "/", Map.of(), null) : first;
    }
  }

  @Test
  void shouldTalkToAServerThatProvesItsName() {
    Exchange exchange = get(new Wires(context.getSocketFactory()), "localhost");
    assertThat(exchange)
        .isInstanceOfSatisfying(Answer.class, a -> assertThat(a.body()).isEqualTo("ok"));
  }

  @Test
  void shouldSendNothingToAServerOfAnotherNameOrOfAnUnknownAuthority() {
    for (Exchange exchange :
        List.of(
            get(new Wires(context.getSocketFactory()), "127.0.0.1"),
            get(Wires.trusted(), "localhost"))) {
      assertThat(exchange).isInstanceOf(NotSent.class);
    }
  }
}
