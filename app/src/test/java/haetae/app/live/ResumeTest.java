package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.lease.LeaseRefused;
import haetae.app.live.Lives.Life;
import haetae.engine.Event;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.engine.VenueStatus;
import haetae.market.Venue;
import haetae.risk.TradingState;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on where the last one was left, however that ended. */
class ResumeTest {
  @TempDir private Path folder;
  private Lives lives;

  @BeforeEach
  void beginNothing() {
    lives = new Lives(folder);
  }

  @Test
  void shouldGoOnAfterAKillWithWhateverWasInFlight() throws Exception {
    Life first = lives.first().trade(20).tradeIntoAnOrder();
    long hash = first.engine().stateHash();
    int inFlight = first.engine().ordersInFlight().size();
    int sent = first.commands.size();
    Path data = first.killed();

    Life second = lives.next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    assertThat(second.engine().ordersInFlight()).hasSize(inFlight);
    assertThat(second.start.recovered().fromSeq()).isEqualTo(1);
    assertThat(second.start.recovered().broken()).isEmpty();
    assertThat(second.commands).as("nothing is sent again").isEmpty();
    assertThat(sent).isPositive();
    long trades = second.engine().snapshot().trades();
    second.open().trade(20);

    assertThat(second.engine().snapshot().trades()).isGreaterThan(trades);
    assertThat(second.engine().snapshot().ordersInFlight()).isZero();
    assertThat(second.engine().snapshot().tradingState()).isEqualTo(TradingState.NORMAL);
    second.balanced();
    second.close();
    String table = awaitTable(data, "paper-h2");
    assertThat(table)
        .contains("going on with run paper-h1: its state as of record 1 and")
        .containsPattern("order h1-\\d+-e1-\\d+ .* not found -> never accepted")
        .contains("balances and positions: as the ledger has them");
    assertThat(JournalReplay.run(Lives.run(data, "h2"), Long.MAX_VALUE).difference()).isEmpty();
    assertThat(JournalReplay.run(Lives.run(data, "h2"), Long.MAX_VALUE).fromSeq()).isEqualTo(1);
  }

  @Test
  void shouldGoOnAfterAStopFromTheLastSnapshot() throws Exception {
    Life first = lives.first().trade(20);
    first.say(Action.PAUSE_ENTRIES);
    first.close();

    Life second = lives.next(first.data, first);

    assertThat(second.start.recovered().events()).isZero();
    assertThat(second.engine().stateHash()).isEqualTo(first.engine().stateHash());
    assertThat(second.engine().positions()).isEqualTo(first.engine().positions());
    long entries = second.engine().snapshot().entries();
    second.open().trade(20);
    assertThat(second.engine().snapshot().entries()).isGreaterThan(entries);
    second.balanced();
    second.close();
  }

  @Test
  void shouldStayHaltedOverManyKills() throws Exception {
    Life life = lives.first().trade(5);
    life.say(Action.HALT);
    for (int i = 0; i < 3; i++) {
      life = lives.next(life.killed(), life).open().trade(3);
      assertThat(life.engine().snapshot().tradingState()).isEqualTo(TradingState.HALTED);
    }
    life.say(Action.RESUME);
    long entries = life.engine().snapshot().entries();
    life.trade(100);
    assertThat(life.engine().snapshot().entries()).isGreaterThan(entries);
    life.close();
  }

  @Test
  void shouldReadOnlyWhatCameAfterTheLastSnapshot() throws Exception {
    lives.journal = Lives.QUICK;
    Life first = lives.first().trade(10);
    first.awaitSnapshots(3);
    long hash = first.engine().stateHash();
    Path data = first.killed();

    Life second = lives.next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    assertThat(second.start.recovered().fromSeq()).isGreaterThan(1);
    second.close();
  }

  private static String awaitTable(Path data, String name) throws IOException {
    Path file = data.resolve("recovery").resolve(name + ".txt");
    long end = System.nanoTime() + 60 * Lives.SECOND;
    while (!Files.exists(file) || !Files.readString(file).contains("balances and positions")) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
    return Files.readString(file);
  }

  @Test
  void shouldRefuseOtherPairsAndTellHowToGoOn() throws Exception {
    Life first = lives.first().trade(10);
    first.close();
    lives.pairs =
        "pairs: [{base: ETH, upbit: KRW-ETH, binance: ETHUSDT, binance_market: futures,"
            + " lot: 0.001, tick: 0.01, min_notional_usdt: 5}]\n";

    assertThatThrownBy(() -> lives.next(first.data, first))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("run paper-h1 cannot be gone on with: it traded [")
        .hasMessageContaining("UPBIT:KRW-BTC SPOT")
        .hasMessageContaining("--fresh");
    Life fresh = lives.life(first.data, first.nowNs, true);
    assertThat(fresh.start.recovered()).isNull();
    fresh.close();
  }

  @Test
  void shouldGoOnUnderOtherLimits() throws Exception {
    Life first = lives.first().trade(20);
    long hash = first.engine().stateHash();
    Path data = first.killed();
    lives.pairs = "safety: {max_daily_loss_krw: 1}\n";

    Life second = lives.next(data, first);

    assertThat(second.engine().stateHash()).isEqualTo(hash);
    second.close();
  }

  /** A journal whose first record says another format. */
  private void otherFormat(Path data, String name, int format) throws Exception {
    var settings = new JournalConfig(Lives.run(data, name), 1 << 16, 10, 1 << 16);
    try (Journal other = Journal.open(settings)) {
      byte[] header = new StateOut().putLong(format).putText("whatever came then").toBytes();
      other.append(RunJournal.Kind.HEADER.code(), header, header.length);
    }
  }

  @Test
  void shouldBeginAnewBesideJournalsOfAVersionBeforeThis() throws Exception {
    otherFormat(folder.resolve("data"), "hold", 1);
    lives.journal = "keep_runs: 1";

    Life first = lives.first().trade(2);

    assertThat(first.start.recovered()).isNull();
    first.close();
    assertThat(lives.next(first.data, first).start.recovered()).isNotNull();
  }

  @Test
  void shouldRefuseToPassOverAJournalOfALaterVersion() throws Exception {
    otherFormat(folder.resolve("data"), "hnew", 99);

    assertThatThrownBy(lives::first)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("paper-hnew was written by another version")
        .hasMessageContaining("move that folder away, and keep it");
  }

  @Test
  void shouldRefuseASecondProcess() throws Exception {
    Life first = lives.first();

    assertThatThrownBy(() -> lives.next(first.data, first))
        .isInstanceOf(LeaseRefused.class)
        .hasMessageMatching(
            "mode paper on .* is already running by process \\d+ on \\S+, since 20\\S+Z, token 1:"
                + " .*");
    first.close();
  }

  @Test
  void shouldRefuseAClockThatIsBehind() throws Exception {
    Life first = lives.first().trade(2);
    first.close();

    assertThatThrownBy(() -> lives.life(first.data, Lives.START, false))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("60 s behind the journal of run paper-h1: set the clock");
  }

  @Test
  void shouldKeepAFewRunsAndTheOneToGoOnWith() throws Exception {
    lives.journal = "keep_runs: 1";
    Life first = lives.first().trade(2);
    first.close();

    Life second = lives.next(first.data, first).open().trade(2);
    second.close();
    Life third = lives.next(first.data, second);
    third.close();

    assertThat(Lives.run(first.data, "h1")).doesNotExist();
    assertThat(Lives.run(first.data, "h2")).exists();
    assertThat(Lives.run(first.data, "h3")).exists();
  }

  @Test
  void shouldTellTheVenuesAnewBeforeItTrades() throws Exception {
    Life first = lives.first().trade(20);
    first.close();

    Life second = lives.next(first.data, first);
    second.start.restart(second.run);
    second.run.deliver(
        new Event.VenueStatusChanged(second.run.nowNs(), Venue.UPBIT, VenueStatus.UP, ""));
    long entries = second.engine().snapshot().entries();
    second.trade(20);

    assertThat(second.engine().snapshot().entries()).as("one venue is not up").isEqualTo(entries);
    second.close();
  }
}
