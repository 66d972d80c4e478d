package haetae.sandbox.upbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.sandbox.HttpAnswer;
import haetae.sandbox.TestSandbox;
import haetae.sandbox.TestUpbit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UpbitLimitsTest {
  private static final UpbitSettings SETTINGS = UpbitSettings.defaults();

  @Test
  void shouldCountDownWithinASecondAndBeginAnew() {
    UpbitLimits limits = new UpbitLimits(SETTINGS);
    assertThat(limits.count("order", 5_000)).isEqualTo("group=order; min=720; sec=11");
    for (int i = 0; i < 11; i++) {
      limits.count("order", 5_999);
    }

    assertThatThrownBy(() -> limits.count("order", 5_999))
        .isInstanceOfSatisfying(
            UpbitRefusal.class, r -> assertThat(r.reply().status()).isEqualTo(429));
    assertThat(limits.count("order", 6_000)).endsWith("sec=11");
    assertThat(limits.count("default", 5_999)).isEqualTo("group=default; min=1800; sec=29");
  }

  @Test
  void shouldBanWhoeverGoesOn() {
    UpbitLimits limits = new UpbitLimits(SETTINGS);
    limits.count("order-cancel-all", 0);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> limits.count("order-cancel-all", 1_000))
          .isInstanceOf(UpbitRefusal.class);
    }

    assertThatThrownBy(() -> limits.count("market", 2_000))
        .isInstanceOfSatisfying(
            UpbitRefusal.class,
            r -> {
              assertThat(r.reply().status()).isEqualTo(418);
              assertThat(r.reply().body()).contains("59 seconds");
            });
    assertThat(limits.count("market", 61_001)).contains("group=market");
  }

  @Test
  void shouldAnswer429OverTheWire() throws Exception {
    try (TestSandbox sandbox = new TestSandbox("upbit: {public_per_sec: 0, retry_after: true}")) {
      HttpAnswer answer = sandbox.upbit().open("/v1/market/all");

      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.json().get("error").get("name").asString()).isEqualTo("too_many_requests");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void shouldNameWhatIsWrongWithARequest() throws Exception {
    try (TestSandbox sandbox = new TestSandbox(TestSandbox.GENEROUS)) {
      TestUpbit upbit = sandbox.upbit();
      Duration limit = Duration.ofSeconds(30);
      assertThat(upbit.open("/v1/accounts").body()).contains("no_authorization_token");
      assertThat(upbit.raw("GET", "/v1/accounts", "Bearer a.b.c", "", limit).body())
          .contains("jwt_verification");
      assertThat(
              upbit
                  .raw(
                      "GET",
                      "/v1/orders/chance?market=KRW-ETH",
                      upbit.token("market", "KRW-BTC"),
                      "",
                      limit)
                  .body())
          .contains("invalid_query_payload");
      assertThat(
              upbit.raw("DELETE", "/v1/order?uuid=a", upbit.token("uuid", "a"), "{}", limit).body())
          .contains("QUERY_PARAMETER_NOT_SUPPORTED");
      assertThat(upbit.get("/v1/order", "uuid", "none").body()).contains("order_not_found");
      assertThat(upbit.get("/v1/nothing").status()).isEqualTo(404);
    }
  }
}
