package haetae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.market.BookFault;
import haetae.market.Fixed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrategyCasesTest {
  @Test
  void shouldFindACaseById() {
    assertThat(StrategyCases.byId("S04").get("title").asString()).contains("0.12 BTC");
    assertThat(StrategyCases.e8(StrategyCases.input("S04").get("q")))
        .isEqualTo(12 * Fixed.ONE / 100);
    assertThatThrownBy(() -> StrategyCases.byId("S99")).hasMessageContaining("S99");
  }

  @ParameterizedTest
  @ValueSource(strings = {"upbit", "bin_spot", "bin_perp", "usdt"})
  void shouldGiveSoundBooks(String venue) {
    assertThat(StrategyCases.book(venue).fault(Fixed.MILLION)).isEqualTo(BookFault.NONE);
  }
}
