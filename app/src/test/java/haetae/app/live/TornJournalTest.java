package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.lease.Lease;
import haetae.app.live.Recovery.Recovered;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventDecoder;
import haetae.sim.TimedRun;
import haetae.state.StateIn;
import haetae.store.journal.JournalReader;
import haetae.store.journal.JournalRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a loss of power or a bad disk leaves of a journal, the state that is brought back is one
 * that the engine really had, and damage is told from a tail that was only cut short.
 */
class TornJournalTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_767_225_600L * SECOND;
  private static final String SEGMENT = "segment-0000000000000000001.journal";
  private static final int SYNCED_AT = 16;
  private static final int FIRST_RECORD_AT = 64;
  private static final int PAGE = 4_096;
  private static final int CASES = 60;

  @TempDir private Path folder;
  private EngineConfig engineConfig;
  private Path whole;
  private byte[] bytes;
  private int begin;
  private int end;

  @BeforeEach
  void trade() throws Exception {
    Path yaml = folder.resolve("live.yml");
    Files.writeString(
        yaml,
        "data_dir: \"%s\"%njournal: {segment_mb: 1, snapshot_sec: 86400}%nmock: {tick_interval_ms: 1000}%n"
            .formatted(folder.resolve("data")));
    HaetaeConfig config = ConfigLoader.load(yaml);
    engineConfig = EngineConfigs.of(config, "paper", "h1", new EngineConfigs.Patience(0));
    RunOptions options =
        new RunOptions(
            yaml,
            "paper",
            0,
            BigDecimal.ONE,
            OptionalLong.empty(),
            List.of(),
            OptionalDouble.empty(),
            false);
    RunStart start = RunStart.of(options, config, engineConfig, START, Lease.none());
    Tape tape = MockTape.market(config.mock(), engineConfig.pairs(), 3, START);
    TimedRun run =
        new TimedRun(
            tape.market(),
            MockTape.exchange(config, engineConfig, 3),
            start.handler(),
            command -> {},
            START);
    run.open();
    for (int cycle = 1; cycle <= 15; cycle++) {
      run.advanceTo(START + cycle * 30L * SECOND);
      run.deliver(new Event.CycleStarted(run.nowNs(), cycle));
    }
    start.journal().abandon();
    whole = folder.resolve("data/journal/paper-h1");
    bytes = Files.readAllBytes(whole.resolve(SEGMENT));
    measure();
  }

  /** Finds the end of the header, and of the last record. */
  private void measure() {
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = FIRST_RECORD_AT;
    while (view.getInt(at) != 0) {
      at += (20 + view.getInt(at) - 1 + 7) & ~7;
      begin = begin == 0 ? at : begin;
    }
    end = at;
    assertThat(end).isBetween(100_000, bytes.length - 10_000);
  }

  private Recovered recover(byte[] left, long known) {
    try {
      Path copy = Files.createDirectories(folder.resolve("copy"));
      ByteBuffer.wrap(left).order(ByteOrder.LITTLE_ENDIAN).putLong(SYNCED_AT, known);
      Files.write(copy.resolve(SEGMENT), left);
      return Recovery.of(RunFolder.open(copy), engineConfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Hash of the state after so many events of the whole journal. */
  private long hashAfter(long events) {
    Engine engine = new Engine(engineConfig);
    EventDecoder decoder = new EventDecoder();
    try (JournalReader reader = JournalReader.open(whole, 1)) {
      long left = events;
      for (JournalRecord r = reader.next(); r != null && left > 0; r = reader.next()) {
        if (RunJournal.kind(r) == RunJournal.Kind.EVENT) {
          engine.onEvent(decoder.decode(StateIn.of(r.bytes())), command -> {});
          left--;
        }
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return engine.stateHash();
  }

  @Test
  void shouldComeBackToAStateItHadWhateverPagesALossOfPowerTakes() {
    Seed.forAll(
        CASES,
        seed -> {
          byte[] left = bytes.clone();
          int known = (int) seed.between(begin, end);
          int firstPage = known / PAGE + 1;
          for (int page = firstPage; page * PAGE < left.length; page++) {
            if (seed.between(0, 1) == 0) {
              Arrays.fill(left, page * PAGE, Math.min(left.length, (page + 1) * PAGE), (byte) 0);
            }
          }

          Recovered back = recover(left, boundary(known));

          assertThat(back.broken()).isEmpty();
          assertThat(back.engine().stateHash()).isEqualTo(hashAfter(back.events()));
        });
  }

  /** The last end of a record at or before a place: up to there a sync may have come. */
  private int boundary(int place) {
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = FIRST_RECORD_AT;
    int next = at;
    while (next <= place && next < end) {
      at = next;
      next += (20 + view.getInt(at) - 1 + 7) & ~7;
    }
    return at;
  }

  @Test
  void shouldNoticeAnyBitThatFlipsInWhatWasOnTheDisk() {
    Seed.forAll(
        CASES,
        seed -> {
          byte[] left = bytes.clone();
          int place = recorded((int) seed.between(begin, end - 1));
          left[place] ^= (byte) (1 << seed.between(0, 7));

          Recovered back = recover(left, end);

          assertThat(back.broken()).contains("damaged before its end");
          assertThat(back.engine().stateHash()).isEqualTo(hashAfter(back.events()));
        });
  }

  /** A byte that belongs to a record: those that only fill up to eight are not looked at. */
  private int recorded(int place) {
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = boundary(place);
    return Math.min(place, at + 20 + view.getInt(at) - 2);
  }
}
