package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.app.config.ConfigLoader;
import haetae.engine.BookChanged;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventEncoder;
import haetae.engine.EventSource;
import haetae.engine.VenueStatus;
import haetae.market.Asset;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.sim.ImpliedRate;
import haetae.sim.Randomness;
import haetae.sim.Wandering;
import haetae.state.StateOut;
import haetae.venue.recorded.Recording;
import haetae.venue.recorded.Surveyed;
import haetae.venue.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events straight from segments are those that come row by row. */
class RecordedEventsTest {
  private static final long START_NS = 1_795_500_000_000_000_000L;
  private static final EngineConfig ENGINE = engine();
  private static final Pair PAIR = ENGINE.pairs().getFirst();

  @TempDir private Path folder;

  private static EngineConfig engine() {
    var patience = new EngineConfigs.Patience(0);
    return EngineConfigs.of(ConfigLoader.defaults(), "paper", "t", patience);
  }

  @Test
  void shouldBeTheSameWhicheverWayTheyCome() {
    Seed.forAll(
        12,
        seed -> {
          try {
            Surveyed data = Recording.survey(recorders(seed));
            List<Instrument> known =
                List.of(known(0, PAIR.fx()), known(1, PAIR.upbit()), known(2, PAIR.binance()));
            List<String> rows;
            try (RecordedMarket market =
                new RecordedMarket(data.open(), known, List.of(pair(known)), models())) {
              rows = all(market);
            }
            try (EventSource straight = data.market(known)) {
              assertThat(all(straight)).hasSizeGreaterThan(300).isEqualTo(rows);
            }
            try (EventSource ahead = new ReadAhead(data.market(known))) {
              assertThat(all(ahead)).isEqualTo(rows);
            }
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Another number than the recording's. */
  private static Instrument known(int id, Instrument of) {
    return new Instrument(
        id, of.venue(), of.kind(), of.symbol(), of.base(), of.quote(), of.rules());
  }

  private static Pair pair(List<Instrument> known) {
    return new Pair(0, known.get(1), known.get(2), known.get(0));
  }

  private static RecordedMarket.Models models() {
    Wandering none = new Wandering(new Randomness(1, "none"), 0, 0, 1);
    return new RecordedMarket.Models(
        Set.of(0, 1, 2), Map.of(), none, null, new ImpliedRate(1), false);
  }

  private static List<String> all(EventSource market) {
    List<String> seen = new ArrayList<>();
    for (long timeNs = market.nextTimeNs(); timeNs != EventSource.END; ) {
      Event event = market.next();
      assertThat(event.timeNs()).isEqualTo(timeNs);
      StateOut out = new StateOut();
      EventEncoder.encode(event, out);
      seen.add(HexFormat.of().formatHex(out.toBytes()));
      timeNs = market.nextTimeNs();
    }
    return seen;
  }

  /** Two recorders at the same time, each of one venue, and what nobody asks for. */
  private List<Path> recorders(Seed seed) throws IOException {
    Instrument other =
        new Instrument(
            3,
            Venue.UPBIT,
            PAIR.upbit().kind(),
            "KRW-QQQ",
            new Asset("QQQ"),
            Asset.KRW,
            PAIR.upbit().rules());
    List<Instrument> all =
        List.of(known(0, PAIR.binance()), known(1, PAIR.upbit()), known(2, PAIR.fx()), other);
    Path to = Files.createTempDirectory(folder, "r");
    Recorder upbit = new Recorder(seed, to.resolve("u"), all, i -> i.venue() == Venue.UPBIT);
    Recorder binance = new Recorder(seed, to.resolve("b"), all, i -> i.venue() == Venue.BINANCE);
    for (int i = 0; i < 250; i++) {
      upbit.write();
      binance.write();
    }
    upbit.writer.stop(upbit.nowNs);
    binance.writer.stop(binance.nowNs);
    try (Stream<Path> files = Files.walk(to)) {
      return files.filter(f -> f.toString().endsWith(".seg.zst")).toList();
    }
  }

  /** Writes by chance, often several things at the same time. */
  private static final class Recorder {
    private final Seed seed;
    private final List<Instrument> mine;
    private final SegmentWriter writer;
    private final BookChanged event = new BookChanged();
    private long nowNs = START_NS;

    Recorder(Seed seed, Path to, List<Instrument> all, Predicate<Instrument> mine)
        throws IOException {
      this.seed = seed;
      this.mine = all.stream().filter(mine).toList();
      this.writer =
          SegmentWriter.open(
              new SegmentWriter.Settings(to, 900, 1_000_000_000L, 0, 1), all, nowNs, "test");
    }

    void write() {
      nowNs += seed.oneIn(2) ? 0 : seed.between(0, 3) * 1_000_000;
      Instrument about = seed.pick(mine.toArray(new Instrument[0]));
      switch ((int) seed.between(0, 9)) {
        case 0 ->
            writer.append(
                new Event.TradePrinted(nowNs, about.id(), 5_000, 7, Side.BUY, nowNs / 1_000_000));
        case 1 ->
            writer.append(
                new Event.VenueStatusChanged(nowNs, about.venue(), VenueStatus.UP, "" + nowNs));
        case 2 -> writer.append(new Event.FundingRateReported(nowNs, about.id(), 3, 8, 9));
        default -> book(about);
      }
    }

    private void book(Instrument about) {
      if (seed.oneIn(5)) {
        event.begin(about.id(), nowNs, nowNs / 1_000_000);
        for (int i = 0; i < seed.between(0, 6); i++) {
          event.book().addBid(50_000 - i * seed.between(1, 3) * 10, 5);
          event.book().addAsk(50_100 + i * seed.between(1, 3) * 10, 5);
        }
      } else {
        event.revise(about.id(), nowNs, nowNs / 1_000_000);
        for (Side side : Side.values()) {
          if (event.book().depth(side) > 0) {
            int level = (int) seed.between(0, event.book().depth(side) - 1);
            event.book().quantity(side, level, seed.between(1, 900));
          }
        }
      }
      if (seed.oneIn(9)) {
        event.markMore();
      }
      writer.append(event);
    }
  }
}
