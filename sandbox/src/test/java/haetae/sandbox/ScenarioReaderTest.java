package haetae.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.sandbox.fault.FaultKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioReaderTest {
  @Test
  void shouldFillUpFromTheDefaults() throws Exception {
    Scenario scenario =
        ScenarioReader.parse(
            "s.yml",
            """
            seed: 7
            keys:
              - {venue: upbit, access: a, secret: b, permissions: [view_assets]}
            balances:
              upbit: {KRW: 5_000_000}
            upbit:
              order_per_sec: 8
            faults:
              - {fault: disconnect, venue: upbit, at_sec: 1.5, chance: 0.5}
            """);

    assertThat(scenario.seed()).isEqualTo(7);
    assertThat(scenario.upbit().orderPerSec()).isEqualTo(8);
    assertThat(scenario.upbit().defaultPerSec()).isEqualTo(30);
    assertThat(scenario.balances().upbit()).containsOnlyKeys("KRW");
    assertThat(scenario.keys().get(0).may("make_orders")).isFalse();
    assertThat(scenario.faults().get(0).fault()).isEqualTo(FaultKind.DISCONNECT);
    assertThat(scenario.faults().get(0).delayMs()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sed: 1 | s:1:1: unknown key sed in the text; known: seed, speed",
        "seed: x | s:1:7: seed must be a whole number, not x",
        "speed: 0 | s:1:1: speed must be above 0",
        "faults: [{venue: upbit}] | s:1:10: faults lacks the key fault",
        "faults: [{fault: quake}] | s:1:18: faults.fault must be one of silent_stream",
        "faults: [{fault: slow, chance: 2}] | s:1:10: chance must be between 0 and 1",
        "upbit: {fee: low} | s:1:14: upbit.fee must be a number, not low",
        "upbit: 3 | s:1:8: upbit must be a section",
        "keys: [{venue: upbit, access: a}] | s:1:8: a key needs access, and either secret",
        "seed: [1 | s:1:9: "
      })
  void shouldTellLineAndColumn(String text, String problem) {
    assertThatThrownBy(() -> ScenarioReader.parse("s", text))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void shouldTellWhenThereIsNoFile() {
    assertThatThrownBy(() -> ScenarioReader.read(Path.of("nowhere.yml")))
        .hasMessage("nowhere.yml: no such file; give another with --scenario FILE");
  }

  @Test
  void shouldNotShowSecrets() throws Exception {
    Scenario scenario = Scenario.defaults();

    assertThat(scenario.toString()).doesNotContain("sandbox-upbit-secret");
  }
}
