package haetae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.market.BookFault;
import haetae.market.Fixed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Each worked case is read by a test of production classes, in this module or another. */
  @Test
  void shouldHaveATestForEachCase() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    String tests;
    try (Stream<Path> files = Files.walk(root, 12)) {
      tests =
          files
              .filter(file -> file.toString().contains("src/test/java"))
              .filter(file -> file.toString().endsWith("Test.java"))
              .filter(file -> !file.endsWith("StrategyCasesTest.java"))
              .map(StrategyCasesTest::text)
              .collect(Collectors.joining());
    }

    assertThat(StrategyCases.ids()).hasSize(39);
    assertThat(StrategyCases.ids()).allMatch(id -> tests.contains('"' + id + '"'));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"upbit", "bin_spot", "bin_perp", "usdt"})
  void shouldGiveSoundBooks(String venue) {
    assertThat(StrategyCases.book(venue).fault(Fixed.MILLION)).isEqualTo(BookFault.NONE);
  }
}
