package haetae.sandbox;

import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** A client of Binance made of nothing but the JDK. */
public final class TestBinance {
  private static final String KEY = "sandbox-binance-key";
  private static final String SECRET = "sandbox-binance-secret";

  private final HttpClient http;
  private final int port;

  TestBinance(HttpClient http, int port) {
    this.http = http;
    this.port = port;
  }

  /** Hex of HMAC-SHA256 with the test's secret. */
  public static String sign(String payload) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
  }

  private static String query(String... params) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < params.length; i += 2) {
      text.append(i == 0 ? "" : "&").append(params[i]).append('=');
      text.append(URLEncoder.encode(params[i + 1], StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /** A public request. */
  public HttpAnswer open(String path, String... params) throws Exception {
    return raw("GET", path + "?" + query(params), "", Duration.ofSeconds(30));
  }

  /** A request with a key and no signature. */
  public HttpAnswer keyed(String method, String path) throws Exception {
    return raw(method, path, KEY, Duration.ofSeconds(30));
  }

  /** A signed request. */
  public HttpAnswer signed(String method, String path, String... params) throws Exception {
    return signed(Duration.ofSeconds(30), method, path, params);
  }

  public HttpAnswer signed(Duration timeout, String method, String path, String... params)
      throws Exception {
    String start = params.length == 0 ? "" : query(params) + "&";
    String payload = start + "recvWindow=60000&timestamp=" + System.currentTimeMillis();
    return raw(method, path + "?" + payload + "&signature=" + sign(payload), KEY, timeout);
  }

  /** Sends a request as it is given. */
  public HttpAnswer raw(String method, String uri, String key, Duration timeout) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + uri))
            .timeout(timeout)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!key.isEmpty()) {
      request.header("X-MBX-APIKEY", key);
    }
    return HttpAnswer.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  /** Opens a stream. */
  public TestStream stream(String path) {
    return TestStream.open(http, "ws://127.0.0.1:" + port + path, "");
  }

  /** A signed request of the WebSocket API. */
  public static String socket(String id, String method, String... params) throws Exception {
    TreeMap<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < params.length; i += 2) {
      sorted.put(params[i], params[i + 1]);
    }
    sorted.put("apiKey", KEY);
    sorted.put("timestamp", String.valueOf(System.currentTimeMillis()));
    sorted.put("recvWindow", "60000");
    StringBuilder payload = new StringBuilder();
    sorted.forEach(
        (name, value) ->
            payload.append(payload.isEmpty() ? "" : "&").append(name).append('=').append(value));
    ObjectNode request = Json.object().put("id", id).put("method", method);
    ObjectNode body = request.putObject("params");
    sorted.forEach(body::put);
    body.put("signature", sign(payload.toString()));
    return Json.write(request);
  }

  /** Best ask of a product times a factor, on a tick of 0.1. */
  public String price(String prefix, String symbol, String factor) throws Exception {
    BigDecimal ask =
        new BigDecimal(
            open(prefix + "/ticker/bookTicker", "symbol", symbol)
                .json()
                .get("askPrice")
                .asString());
    return ask.multiply(new BigDecimal(factor)).setScale(1, RoundingMode.DOWN).toPlainString();
  }

  public BigDecimal free(String asset) throws Exception {
    for (var balance : signed("GET", "/api/v3/account").json().get("balances")) {
      if (balance.get("asset").asString().equals(asset)) {
        return new BigDecimal(balance.get("free").asString());
      }
    }
    return BigDecimal.ZERO;
  }
}
