package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TripsTest {
  private static final long HOUR = 3_600_000_000_000L;
  private final Trips trips = new Trips(new EntryRules(4, 2, 30_000, 10_000, 0, 8));

  private List<RefusalCode> codes(long nowNs) {
    List<Refusal> refusals = new ArrayList<>();
    trips.check(nowNs, refusals);
    return refusals.stream().map(Refusal::code).toList();
  }

  @Test
  void shouldTripAtTheFifthLossInARow() {
    for (int i = 0; i < 4; i++) {
      trips.pairEnded(-1);
    }
    assertThat(codes(0)).isEmpty();
    trips.pairEnded(-1);
    assertThat(codes(0)).containsExactly(RefusalCode.LOSING_STREAK);
    assertThat(trips.losing()).isEqualTo(5);

    trips.pairEnded(0);
    assertThat(codes(0)).isEmpty();
  }

  @Test
  void shouldTripAtTheThirdUnwindWithinAnHour() {
    trips.unwound(0);
    trips.unwound(HOUR / 2);
    assertThat(codes(HOUR / 2)).isEmpty();
    trips.unwound(HOUR - 1);

    assertThat(codes(HOUR - 1)).containsExactly(RefusalCode.UNWINDS);
    assertThat(codes(HOUR)).isEmpty();
    trips.unwound(HOUR);
    assertThat(codes(HOUR)).containsExactly(RefusalCode.UNWINDS);
    assertThat(trips.unwindsLastHour(HOUR)).isEqualTo(3);
  }

  @Test
  void shouldBeginAnewAtAHumansWord() {
    for (int i = 0; i < 9; i++) {
      trips.pairEnded(-1);
      trips.unwound(i);
    }
    trips.reset();

    assertThat(codes(9)).isEmpty();
  }
}
