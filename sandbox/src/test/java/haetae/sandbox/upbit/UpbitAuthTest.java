package haetae.sandbox.upbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.auth.Params;
import haetae.sandbox.net.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class UpbitAuthTest {
  record Vector(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static JsonNode file() throws IOException {
    try (InputStream in = UpbitAuthTest.class.getResourceAsStream("/upbit_auth_vectors.json")) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<Vector> vectors() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    file().get("vectors").forEach(v -> vectors.add(new Vector(v.get("name").asString(), v)));
    return vectors;
  }

  private static UpbitAuth auth() throws IOException {
    JsonNode file = file();
    ApiKey key =
        new ApiKey(
            "upbit",
            file.get("access_key").asString(),
            file.get("secret_key").asString(),
            "",
            List.of());
    return new UpbitAuth(List.of(key), List.of("HS512", "HS256"));
  }

  private static Params params(JsonNode vector) {
    String body = vector.get("body").asString();
    return body.isEmpty()
        ? Params.ofQuery(vector.get("query").asString())
        : Params.ofJson(Json.read(body));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldTakeEachVectorInBothAlgorithms(Vector vector) throws IOException {
    for (String algorithm : List.of("jwt_hs512", "jwt_hs256")) {
      String token = "Bearer " + vector.json().get(algorithm).asString();
      ApiKey key = auth().verify(token, params(vector.json()));

      assertThat(key.venue()).isEqualTo("upbit");
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldRefuseANonceThatWasUsed(Vector vector) throws IOException {
    UpbitAuth auth = auth();
    String token = "Bearer " + vector.json().get("jwt_hs512").asString();
    auth.verify(token, params(vector.json()));

    assertThatThrownBy(() -> auth.verify(token, params(vector.json())))
        .isInstanceOfSatisfying(
            UpbitRefusal.class, r -> assertThat(r.name()).isEqualTo("nonce_used"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldRefuseOtherParameters(Vector vector) throws IOException {
    UpbitAuth auth = auth();
    String token = "Bearer " + vector.json().get("jwt_hs512").asString();

    assertThatThrownBy(() -> auth.verify(token, Params.ofQuery("market=KRW-XRP")))
        .isInstanceOfSatisfying(
            UpbitRefusal.class, r -> assertThat(r.name()).isEqualTo("invalid_query_payload"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldRefuseAForgedSignature(Vector vector) throws IOException {
    UpbitAuth auth = auth();
    String jwt = vector.json().get("jwt_hs512").asString();
    int last = jwt.lastIndexOf('.') + 1;
    String forged =
        jwt.substring(0, last) + (jwt.charAt(last) == 'A' ? 'B' : 'A') + jwt.substring(last + 1);

    assertThatThrownBy(() -> auth.verify("Bearer " + forged, params(vector.json())))
        .isInstanceOfSatisfying(
            UpbitRefusal.class, r -> assertThat(r.name()).isEqualTo("jwt_verification"));
  }
}
