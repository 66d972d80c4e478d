package haetae.venue.upbit;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.venue.wire.Params;
import haetae.venue.wire.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UpbitSignerTest {
  private static JsonNode file() throws IOException {
    try (InputStream in = UpbitSignerTest.class.getResourceAsStream("/upbit_auth_vectors.json")) {
      return JsonMapper.builder().build().readTree(in);
    }
  }

  private static Params params(JsonNode vector) {
    Params params = Params.none();
    vector.path("params").forEach(p -> params.with(p.get(0).asString(), p.get(1).asString()));
    return params;
  }

  @TestFactory
  List<DynamicTest> shouldMatchEveryVectorByteForByte() throws IOException {
    JsonNode file = file();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : file.path("vectors")) {
      tests.add(DynamicTest.dynamicTest(vector.path("name").asString(), () -> check(file, vector)));
    }
    assertThat(tests).hasSize(14);
    return tests;
  }

  private static void check(JsonNode file, JsonNode vector) {
    Params params = params(vector);
    assertThat(params.raw()).isEqualTo(vector.path("hash_input").asString());
    if (vector.path("query_hash").isString()) {
      assertThat(UpbitSigner.queryHash(params)).isEqualTo(vector.path("query_hash").asString());
    }
    for (JwtAlgorithm algorithm : JwtAlgorithm.values()) {
      String expected =
          vector.path(algorithm == JwtAlgorithm.HS512 ? "jwt_hs512" : "jwt_hs256").asString();
      assertThat(signer(file, algorithm).token(params)).isEqualTo(expected);
    }
    if (vector.path("method").asString().equals("POST")) {
      assertThat(params.json()).isEqualTo(vector.path("body").asString());
    } else {
      String query = params.isEmpty() ? "" : "?" + params.encoded();
      String url = "https://api.upbit.com" + vector.path("path").asString() + query;
      assertThat(url).isEqualTo(vector.path("wire_url").asString());
    }
  }

  private static UpbitSigner signer(JsonNode file, JwtAlgorithm algorithm) {
    Secret secret = Secret.of(file.path("secret_key").asString().toCharArray());
    String nonce = file.path("nonce").asString();
    return new UpbitSigner(file.path("access_key").asString(), secret, algorithm, () -> nonce);
  }

  @Test
  void shouldNotHashTheEncodedQuery() {
    Params params = Params.of("start_time", "2026-11-20T00:00:00+09:00");
    Params encoded = Params.of("start_time", "2026-11-20T00%3A00%3A00%2B09%3A00");
    assertThat(UpbitSigner.queryHash(params)).isNotEqualTo(UpbitSigner.queryHash(encoded));
  }

  @Test
  void shouldNotShowItsKey() throws IOException {
    assertThat(signer(file(), JwtAlgorithm.HS512)).hasToString("Upbit key ****");
  }
}
