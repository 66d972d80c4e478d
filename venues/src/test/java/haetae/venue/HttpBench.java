package haetae.venue;

import haetae.venue.wire.Exchange;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.StubServer;
import haetae.venue.wire.StubServer.Reply;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;

/** Round trip of a small POST on loopback, ours against the JDK's client; run by hand. */
public final class HttpBench {
  private static final int WARM = 1_000;
  private static final int MEASURED = 2_000;

  private HttpBench() {}

  /** One round trip. */
  private interface Trip {
    void run() throws IOException, InterruptedException;
  }

  /** Prints microseconds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (StubServer server = new StubServer();
        HttpClient ours =
            new HttpClient(
                server.http(), Wires.trusted(), HttpClient.Timeouts.STANDARD, System::nanoTime);
        java.net.http.HttpClient jdk = java.net.http.HttpClient.newHttpClient()) {
      String body = "{\"market\":\"KRW-BTC\",\"side\":\"bid\",\"ord_type\":\"limit\"}";
      server.answering(r -> Reply.ok(body));
      URI uri = server.http().resolve("/v1/orders");
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();
      for (int i = 0; i < 2; i++) {
        measure("ours", () -> ours(ours, body));
        measure("JDK", () -> jdk.send(request, HttpResponse.BodyHandlers.ofString()));
      }
    }
  }

  private static void ours(HttpClient client, String body) throws IOException {
    if (!(client.send("POST", "/v1/orders", Map.of(), body) instanceof Exchange.Answer)) {
      throw new IOException("no answer");
    }
  }

  private static void measure(String name, Trip trip) throws IOException, InterruptedException {
    long[] nanos = new long[MEASURED];
    for (int i = -WARM; i < MEASURED; i++) {
      long start = System.nanoTime();
      trip.run();
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p10 %d us, p50 %d us, p99 %d us%n",
        name,
        nanos[MEASURED / 10] / 1_000,
        nanos[MEASURED / 2] / 1_000,
        nanos[MEASURED * 99 / 100] / 1_000);
  }
}
