package haetae.sandbox;

import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of Upbit made of nothing but the JDK. */
public final class TestUpbit {
  private static final String ACCESS = "sandbox-upbit-access";
  private static final String SECRET = "sandbox-upbit-secret";

  private final HttpClient http;
  private final int port;

  TestUpbit(HttpClient http, int port) {
    this.http = http;
    this.port = port;
  }

  public String base() {
    return "http://127.0.0.1:" + port;
  }

  /** A signed token; parameters are names and values in turn. */
  public String token(String... params) throws Exception {
    ObjectNode claims = Json.object().put("access_key", ACCESS);
    claims.put("nonce", UUID.randomUUID().toString());
    if (params.length > 0) {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      byte[] hash = digest.digest(join(false, params).getBytes(StandardCharsets.UTF_8));
      claims.put("query_hash", HexFormat.of().formatHex(hash)).put("query_hash_alg", "SHA512");
    }
    return "Bearer " + sign("{\"alg\":\"HS512\",\"typ\":\"JWT\"}", Json.write(claims));
  }

  private static String sign(String header, String claims) throws Exception {
    String text =
        encode(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + encode(claims.getBytes(StandardCharsets.UTF_8));
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
    return text + "." + encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String join(boolean encoded, String... params) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < params.length; i += 2) {
      String value =
          encoded ? URLEncoder.encode(params[i + 1], StandardCharsets.UTF_8) : params[i + 1];
      text.append(i == 0 ? "" : "&").append(params[i]).append('=').append(value);
    }
    return text.toString();
  }

  public HttpAnswer open(String path, String... params) throws Exception {
    return send("GET", path, "", "", params);
  }

  public HttpAnswer get(String path, String... params) throws Exception {
    return send("GET", path, token(params), "", params);
  }

  public HttpAnswer delete(String path, String... params) throws Exception {
    return send("DELETE", path, token(params), "", params);
  }

  public HttpAnswer post(String path, String... params) throws Exception {
    ObjectNode body = Json.object();
    for (int i = 0; i < params.length; i += 2) {
      body.put(params[i], params[i + 1]);
    }
    return send("POST", path, token(params), Json.write(body));
  }

  /** Sends a request as it is given. */
  public HttpAnswer send(
      String method, String path, String authorization, String body, String... params)
      throws Exception {
    String query = params.length == 0 ? "" : "?" + join(true, params);
    return raw(method, path + query, authorization, body, Duration.ofSeconds(30));
  }

  public HttpAnswer raw(
      String method, String uri, String authorization, String body, Duration timeout)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + uri))
            .timeout(timeout)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json; charset=utf-8");
    }
    return HttpAnswer.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  public TestStream publicStream() {
    return TestStream.open(http, "ws://127.0.0.1:" + port + "/websocket/v1", "");
  }

  public TestStream privateStream() throws Exception {
    return TestStream.open(http, "ws://127.0.0.1:" + port + "/websocket/v1/private", token());
  }

  /** A number of the book: asks or bids, their prices or sizes. */
  public BigDecimal book(String market, String side, String field, int level) throws Exception {
    JsonNode units = open("/v1/orderbook", "markets", market).json().get(0).get("orderbook_units");
    return units.get(level).get(side + "_" + field).decimalValue();
  }

  public BigDecimal balance(String asset, String field) throws Exception {
    for (JsonNode entry : get("/v1/accounts").json()) {
      if (entry.get("currency").asString().equals(asset)) {
        return new BigDecimal(entry.get(field).asString());
      }
    }
    return BigDecimal.ZERO;
  }
}
