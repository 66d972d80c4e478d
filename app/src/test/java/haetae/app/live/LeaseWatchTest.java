package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.lease.Lease;
import haetae.app.lease.Lease.State;
import haetae.ops.alert.Alert;
import haetae.ops.health.HealthState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {
  private final List<String> told = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private State state = State.HELD;

  private final class FixedLease implements Lease {
    @Override
    public long token() {
      return 5;
    }

    @Override
    public State state() {
      return state;
    }

    @Override
    public String words() {
      return "token 5, " + state;
    }

    @Override
    public void close() {}
  }

  private final LeaseWatch watch =
      new LeaseWatch(
          new FixedLease(),
          new LeaseWatch.Around(
              new EntryBrake((action, reason) -> told.add(action + " " + reason)),
              reason -> told.add("HALT " + reason),
              reason -> told.add("STOP " + reason),
              alerts::add));

  @Test
  void shouldHoldEntriesWhileTheLeaseIsInDoubt() {
    watch.look();
    assertThat(told).isEmpty();

    state = State.LAPSED;
    watch.look();
    watch.look();
    assertThat(told).containsExactly("PAUSE_ENTRIES the lease is in doubt");
    assertThat(alerts).singleElement().extracting(Alert::severity).isEqualTo("CRITICAL");

    state = State.HELD;
    watch.look();
    assertThat(told.getLast()).startsWith("RESUME_ENTRIES");
    assertThat(alerts).hasSize(1);
  }

  @Test
  void shouldHaltAndStopWhenSomebodyElseHasIt() throws Exception {
    state = State.TAKEN;
    watch.look();

    assertThat(told)
        .containsExactly(
            "PAUSE_ENTRIES the lease is in doubt",
            "HALT the lease is somebody else's: token 5, TAKEN",
            "STOP the lease is somebody else's: token 5, TAKEN");
    assertThat(alerts.getFirst().text()).contains("nothing is sent any more");
    assertThat(watch.health().getFirst().check().state()).isEqualTo(HealthState.ERROR);
  }
}
