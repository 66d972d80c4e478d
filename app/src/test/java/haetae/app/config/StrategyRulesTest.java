package haetae.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.strategy.ReversionRule;
import haetae.strategy.SpreadRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyRulesTest {
  @TempDir private Path folder;

  private HaetaeConfig load(String text) throws IOException, ConfigException {
    return ConfigLoader.load(Files.writeString(folder.resolve("test.yml"), text));
  }

  @Test
  void shouldTradeTheSpreadByDefault() {
    assertThat(StrategyRules.of(ConfigLoader.defaults()))
        .hasSize(2)
        .allMatch(SpreadRule.class::isInstance);
  }

  @Test
  void shouldLetAPairUseAnotherStrategy() throws IOException, ConfigException {
    var mixed = StrategyRules.of(load("strategy: {per_pair: ETH=reversion}"));
    assertThat(mixed.get(0)).isInstanceOf(SpreadRule.class);
    assertThat(mixed.get(1)).isInstanceOf(ReversionRule.class);

    var reversed = StrategyRules.of(load("strategy: {kind: reversion, per_pair: ETH=spread}"));
    assertThat(reversed.get(0)).isInstanceOf(ReversionRule.class);
    assertThat(reversed.get(1)).isInstanceOf(SpreadRule.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strategy: {per_pair: XRP=reversion}                         | must be a base of pairs
          strategy: {per_pair: "BTC=spread, BTC=reversion"}           | names BTC twice
          strategy: {per_pair: BTC}                                   | must be a base of pairs
          strategy: {per_pair: BTC=fast}                              | must be a base of pairs
          reversion: {z_exit: 2.0}                                    | z_exit < z_enter < z_stop
          reversion: {z_stop: 2.0}                                    | z_exit < z_enter < z_stop
          reversion: {percentile: 40}                                 | 0 or above 50
          reversion: {half_life_max_hours: 0.01}                      | half_life_min_sec is above
          {strategy: {kind: reversion}, reversion: {enter_high_pct: 0.3}} | enter_high_pct is below
          {strategy: {kind: reversion}, reversion: {enter_low_pct: 0.3}}  | enter_low_pct is below
          """)
  void shouldRefuseWhatCannotBeMeant(String text, String problem) {
    assertThatThrownBy(() -> load(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void shouldAllowAThresholdBelowBreakEvenOnlyForADeclaredReversion()
      throws IOException, ConfigException {
    String low = "{strategy: {kind: reversion}, reversion: {enter_high_pct: 0.3, ";

    assertThatThrownBy(() -> load(low + "expected_reversion_pct: 0.5}}"))
        .hasMessageContaining("round trip");
    assertThat(load(low + "expected_reversion_pct: 0.8}}")).isNotNull();
    // Nobody uses it, so it does no harm.
    assertThat(load("reversion: {enter_high_pct: 0.3}")).isNotNull();
  }
}
