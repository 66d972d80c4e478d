package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParamsTest {
  @Test
  void shouldEncodeValuesByRfc3986() {
    // Binance's encoding vector R.
    assertThat(Params.encoded("a b+c*~/é:=&")).isEqualTo("a%20b%2Bc%2A~%2F%C3%A9%3A%3D%26");
  }

  @Test
  void shouldKeepOrderAndLeaveOutWhatHasNoValue() {
    Params params = Params.of("b", "1").with("a", null).with("states[]", "x y").with("n", 7);
    assertThat(params.raw()).isEqualTo("b=1&states[]=x y&n=7");
    assertThat(params.encoded()).isEqualTo("b=1&states[]=x%20y&n=7");
    assertThat(params.json()).isEqualTo("{\"b\":\"1\",\"states[]\":\"x y\",\"n\":\"7\"}");
  }

  @Test
  void shouldEscapeJsonStrings() {
    assertThat(Params.quoted("a\"b\\c\n")).isEqualTo("\"a\\\"b\\\\c\\u000A\"");
  }

  @Test
  void shouldNeverShowASecretAndForgetItWhenWiped() {
    Secret secret = Secret.of("topsecret".toCharArray());
    assertThat(secret).hasToString("****");
    assertThat(secret.hmac("HmacSHA256", new byte[0])).hasSize(32);
    secret.close();
    assertThatThrownBy(() -> secret.hmac("HmacSHA256", new byte[0]))
        .isInstanceOf(IllegalStateException.class);
  }
}
