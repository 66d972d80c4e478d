package haetae.sandbox.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.auth.Params;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class BinanceAuthTest {
  private static final String PUBLIC_KEY =
      "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  /** A signature of one kind. */
  record Vector(String name, JsonNode json, String kind) {
    @Override
    public String toString() {
      return name + " " + kind;
    }

    String signature() {
      return json.get(kind).asString();
    }

    ApiKey key() {
      boolean hmac = kind.equals("hmac");
      String secret = hmac ? json.get("key").asString() : "";
      return new ApiKey("binance", "k", secret, hmac ? "" : PUBLIC_KEY, List.of());
    }
  }

  static List<Vector> vectors() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream in = BinanceAuthTest.class.getResourceAsStream("/binance_auth_vectors.json")) {
      for (JsonNode json : Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
        for (String kind : List.of("hmac", "ed25519")) {
          if (json.has(kind)) {
            vectors.add(new Vector(json.get("name").asString(), json, kind));
          }
        }
      }
    }
    return vectors;
  }

  private static void check(Vector vector, String signature) {
    String query = vector.json().get("query").asString();
    String body = vector.json().get("body").asString();
    String encoded = "&signature=" + URLEncoder.encode(signature, StandardCharsets.UTF_8);
    Params unsigned = Params.ofQuery(query + "&" + body);
    String time = unsigned.get("timestamp", "0");
    long ms = Long.parseLong(time.length() > 14 ? time.substring(0, 13) : time);
    VenueClock clock = new VenueClock();
    clock.offset(ms - 900 - System.currentTimeMillis());
    BinanceAuth auth = new BinanceAuth(List.of(vector.key()), clock);
    if (vector.json().get("socket").asBoolean()) {
      List<java.util.Map.Entry<String, String>> pairs = new ArrayList<>(unsigned.pairs());
      pairs.add(java.util.Map.entry("signature", signature));
      auth.checkSocket(vector.key(), new Params(pairs));
      return;
    }
    String signedQuery = body.isEmpty() ? query + encoded : query;
    String signedBody = body.isEmpty() ? "" : body + encoded;
    Params params = Params.ofQuery(signedQuery + "&" + signedBody);
    auth.checkRest(vector.key(), signedQuery, signedBody, params, true);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldTakeEachVector(Vector vector) {
    assertThatCode(() -> check(vector, vector.signature())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldRefuseAForgedSignature(Vector vector) {
    char first = vector.signature().charAt(0);
    String forged = (first == 'a' ? 'b' : 'a') + vector.signature().substring(1);

    assertThatThrownBy(() -> check(vector, forged))
        .isInstanceOfSatisfying(BinanceRefusal.class, r -> assertThat(r.code()).isEqualTo(-1022));
  }

  @Test
  void shouldRefuseTimesOutOfTheWindow() {
    BinanceAuth auth = new BinanceAuth(List.of(), new VenueClock());
    long now = System.currentTimeMillis();
    for (long time : new long[] {now - 60_000, now + 60_000}) {
      Params params = Params.ofQuery("timestamp=" + time);

      assertThatThrownBy(() -> auth.checkTime(params, true))
          .isInstanceOfSatisfying(BinanceRefusal.class, r -> assertThat(r.code()).isEqualTo(-1021));
    }
    assertThatThrownBy(() -> auth.checkTime(Params.ofQuery("a=b"), true))
        .isInstanceOfSatisfying(BinanceRefusal.class, r -> assertThat(r.code()).isEqualTo(-1102));
    assertThatThrownBy(
            () -> auth.checkTime(Params.ofQuery("recvWindow=70000&timestamp=" + now), true))
        .isInstanceOfSatisfying(BinanceRefusal.class, r -> assertThat(r.code()).isEqualTo(-1130));
  }

  @Test
  void shouldRefuseUnknownKeys() {
    BinanceAuth auth = new BinanceAuth(List.of(), new VenueClock());

    assertThatThrownBy(() -> auth.key("", "read")).hasMessage("API-key format invalid.");
    assertThatThrownBy(() -> auth.key("x", "read"))
        .hasMessage("Invalid API-key, IP, or permissions for action.");
  }
}
