package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.config.ConfigLoader;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.ops.alert.Alert;
import haetae.venue.wire.OrderApi;
import haetae.venue.wire.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What rests at a venue and is not known here is cancelled if it is ours, and left alone if not.
 */
class OpenOrderSweepTest {
  private final Instrument instrument =
      EngineConfigs.of(ConfigLoader.defaults(), "live", "hnow", new EngineConfigs.Patience(0))
          .instruments()
          .get(1);
  private final SimulatedCensus venue =
      new SimulatedCensus(
          instrument,
          new OrderApi.Lookup.Found(new OrderState("v", true, Fixed.ONE / 4, List.of())));
  private final List<String> brake = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private boolean mine = true;
  private final OpenOrderSweep sweep =
      new OpenOrderSweep(
          () -> List.of(venue),
          new OpenOrderSweep.Around(
              "hnow",
              Set.of("hold-7-e1-13"),
              () -> mine,
              new EntryBrake((action, reason) -> brake.add(action + " " + reason)),
              alerts::add),
          1);

  @Test
  void shouldCancelAnOrderOfALostRunAndTellOfIt() {
    venue.rests("hlost-3-h2-9");

    assertThat(sweep.sweep()).isTrue();

    assertThat(venue.cancelled).containsExactly("hlost-3-h2-9");
    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().text())
        .contains(
            "hlost-3-h2-9 BUY 1 UPBIT:KRW-BTC", "another run of ours", "cancelled, filled 0.25");
  }

  @Test
  void shouldCancelNothingWhileTheLeaseMayBeAnothers() {
    venue.rests("hlost-3-h2-9");
    mine = false;

    assertThat(sweep.sweep()).isFalse();

    assertThat(venue.cancelled).isEmpty();
  }

  @Test
  void shouldLeaveAloneWhatIsTheEnginesOrSomebodyElses() {
    venue.rests("hnow-1-e1-1");
    venue.rests("hold-7-e1-13");
    venue.rests("by hand");
    venue.rests("");

    assertThat(sweep.sweep()).isTrue();

    assertThat(venue.cancelled).isEmpty();
    assertThat(alerts).isEmpty();
  }

  @Test
  void shouldHoldEntriesBackUntilEachVenueHasAnswered() throws Exception {
    venue.answers = false;
    assertThat(sweep.sweep()).isFalse();
    sweep.start();
    assertThat(brake).containsExactly("PAUSE_ENTRIES open orders at the venues not looked at yet");

    venue.answers = true;
    long end = System.nanoTime() + 60_000_000_000L;
    while (brake.size() < 2) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
    sweep.stop();

    assertThat(brake.getLast()).startsWith("RESUME_ENTRIES");
  }
}
