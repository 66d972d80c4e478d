package haetae.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.venue.wire.Params;
import haetae.venue.wire.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BinanceSignerTest {
  private static final String SPOT =
      "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
  private static final String FUTURES =
      "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";
  private static final String KEY =
      "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";

  private static Secret secret(String text) {
    return Secret.of(text.toCharArray());
  }

  @TestFactory
  List<DynamicTest> shouldMatchEveryVectorByteForByte() throws IOException {
    JsonNode file;
    try (InputStream in = getClass().getResourceAsStream("/binance_auth_vectors.json")) {
      file = JsonMapper.builder().build().readTree(in);
    }
    BinanceSigner hmac = BinanceSigner.hmac("key", secret(file.path("secret").asString()));
    BinanceSigner ed25519 = BinanceSigner.ed25519("key", secret(file.path("pkcs8").asString()));
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : file.path("vectors")) {
      String payload = vector.path("payload").asString();
      Runnable check =
          () -> {
            if (vector.has("hmac")) {
              assertThat(hmac.sign(payload)).isEqualTo(vector.path("hmac").asString());
            }
            if (vector.has("ed25519")) {
              String signature = ed25519.sign(payload);
              assertThat(signature).isEqualTo(vector.path("ed25519").asString());
              assertThat(Params.encoded(signature)).isEqualTo(vector.path("urlenc").asString());
            }
          };
      tests.add(DynamicTest.dynamicTest(vector.path("name").asString(), check::run));
    }
    assertThat(tests).hasSize(21);
    return tests;
  }

  @ParameterizedTest
  @CsvSource({
    SPOT + ",LTCBTC,5000,c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
    SPOT + ",１２３４５６,5000,e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3"
  })
  void shouldMatchTheDocumentedSpotRequests(
      String secret, String symbol, String window, String signature) {
    Params params =
        Params.of("symbol", symbol)
            .with("side", "BUY")
            .with("type", "LIMIT")
            .with("timeInForce", "GTC")
            .with("quantity", "1")
            .with("price", "0.1")
            .with("recvWindow", window)
            .with("timestamp", "1499827319559");
    String query = BinanceSigner.hmac(KEY, secret(secret)).query(params);
    assertThat(query).isEqualTo(params.encoded() + "&signature=" + signature);
  }

  @Test
  void shouldMatchTheDocumentedFuturesRequest() {
    String payload =
        "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC"
            + "&recvWindow=5000&timestamp=1591702613943";
    assertThat(BinanceSigner.hmac(KEY, secret(FUTURES)).sign(payload))
        .isEqualTo("3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9");
  }

  @ParameterizedTest
  @CsvSource({
    "SELL,BTCUSDT,52000.00,0.01000000,100,"
        + "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24",
    "BUY,１２３４５６,0.10000000,1.00000000,5000,"
        + "b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd"
  })
  void shouldSortAndNotEncodeOnTheWebSocketApi(
      String side, String symbol, String price, String quantity, String window, String signature) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("symbol", symbol);
    params.put("side", side);
    params.put("type", "LIMIT");
    params.put("timeInForce", "GTC");
    params.put("quantity", quantity);
    params.put("price", price);
    params.put("recvWindow", window);
    params.put("timestamp", "1645423376532");
    params.put("apiKey", KEY);
    assertThat(BinanceSigner.hmac(KEY, secret(SPOT)).signature(params)).isEqualTo(signature);
  }

  @Test
  void shouldReadAPemFileAndRefuseAnythingElseWithoutShowingIt() {
    String pkcs8 = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
    String pem = "-----BEGIN PRIVATE KEY-----\n" + pkcs8 + "\n-----END PRIVATE KEY-----\n";
    assertThat(BinanceSigner.ed25519("key", secret(pem)).sign("x"))
        .isEqualTo(BinanceSigner.ed25519("key", secret(pkcs8)).sign("x"));
    assertThatThrownBy(() -> BinanceSigner.ed25519("key", secret(SPOT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PKCS#8")
        .hasMessageNotContaining(SPOT.substring(0, 8));
  }
}
