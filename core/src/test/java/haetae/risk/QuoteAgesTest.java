package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Only fresh, simultaneous quotes of well-timed venues pass. */
class QuoteAgesTest {
  private static List<String> reasons(QuoteAges ages) {
    List<Refusal> refusals = new ArrayList<>();
    ages.check(Entries.limits(), refusals);
    return refusals.stream().map(r -> r.code().name()).toList();
  }

  @Test
  void shouldFollowTheWorkedCaseS22() {
    for (JsonNode row : StrategyCases.expected("S22")) {
      long upbit = row.get("age_upbit").asLong();
      long binance = row.get("age_binance").asLong();
      long offset = row.get("clock_offset").asLong();
      QuoteAges ages =
          new QuoteAges(
              upbit, binance, row.get("age_usdt").asLong(), Math.abs(upbit - binance), offset);

      List<String> expected = new ArrayList<>();
      row.get("reject").forEach(reason -> expected.add(reason.asString()));
      assertThat(reasons(ages)).as(row.get("label").asString()).isEqualTo(expected);
    }
  }

  @Test
  void shouldTakeAnAgeThatAClockStepMadeNegativeAsFresh() {
    assertThat(new QuoteAges(-5, -1, -9, 4, 0)).isEqualTo(new QuoteAges(0, 0, 0, 4, 0));
  }

  @Test
  void shouldRefuseABookThatWasNeverSeenAndAClockThatWasNeverMeasured() {
    long never = Long.MAX_VALUE;

    assertThat(reasons(new QuoteAges(never, never, never, 0, never)))
        .containsExactly("STALE_UPBIT", "STALE_BINANCE", "STALE_USDT", "CLOCK");
  }
}
