package haetae.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Severity;
import haetae.market.Asset;
import haetae.market.Direction;
import haetae.market.Venue;
import haetae.portfolio.Attribution;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.LedgerEntry;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the views are told comes back from its bytes as it was. */
class ViewRecordsTest {
  private static List<Command> all(Seed seed) {
    long n = seed.anyLong();
    long m = seed.anyLong();
    String text = seed.pick("", "unwound", "손절", "x".repeat(300));
    Attribution parts = new Attribution(n, m, n, m, n, m);
    LedgerEntry.Kind kind = seed.pick(LedgerEntry.Kind.values());
    Venue venue = seed.pick(Venue.values());
    return List.of(
        new Command.RecordTrade(
            new TradeRecord(
                n, "BTC", seed.pick(Direction.values()), m, n, m, n, m, n, m, parts, text)),
        new Command.RecordEntry(
            new LedgerEntry(
                text,
                kind,
                venue,
                Asset.BNB,
                kind.other(),
                kind.own(),
                seed.between(1, 1L << 60),
                n,
                m,
                n,
                m,
                n,
                text)),
        new Command.RecordDay(new DailyPnl(n, m, n, m, n, m, n)),
        new Command.RaiseAlert(
            seed.pick(AlertKind.values()), seed.pick(Severity.values()), n, text));
  }

  @Test
  void shouldReadEveryRecordBack() {
    StateOut out = new StateOut();
    Seed.forAll(
        200,
        seed -> {
          long time = seed.anyLong();
          for (Command command : all(seed)) {
            assertThat(ViewRecords.encode(command, time, out.clear())).isTrue();
            StateIn in = StateIn.of(out.toBytes());

            assertThat(ViewRecords.decode(in)).isEqualTo(new ViewRecords.Timed(time, command));
            assertThat(in.exhausted()).isTrue();
          }
        });
  }

  @Test
  void shouldLeaveWhatIsNotForTheViews() {
    StateOut out = new StateOut();

    assertThat(ViewRecords.encode(new Command.ScheduleTimer(1, 2), 3, out)).isFalse();
    assertThat(out.length()).isZero();
    assertThatThrownBy(() -> ViewRecords.decode(StateIn.of(new byte[] {99})))
        .isInstanceOf(StateException.class);
  }
}
