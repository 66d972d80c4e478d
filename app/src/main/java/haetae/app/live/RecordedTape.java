package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.engine.EventSource;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.sim.BookShape;
import haetae.sim.ImpliedRate;
import haetae.sim.Randomness;
import haetae.sim.Wandering;
import haetae.venue.recorded.Content;
import haetae.venue.recorded.Format;
import haetae.venue.recorded.Recording;
import haetae.venue.recorded.RecordingException;
import haetae.venue.recorded.Surveyed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a tape of recordings, and says what of it is real and what is modelled. */
final class RecordedTape {
  private static final double BPS = 10_000;
  private static final double MODELLED_RATE_SD = 3;
  private static final double MODELLED_RATE_HALF_LIFE_SEC = 3_600;
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final RunOptions options;
  private final HaetaeConfig config;
  private final long seed;
  private final Surveyed data;
  private final Recording recording;
  private final Set<String> recorded = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();

  private RecordedTape(RunOptions options, HaetaeConfig config, long seed, Surveyed data)
      throws RecordingException {
    this.options = options;
    this.config = config;
    this.seed = seed;
    this.data = data;
    this.recording = data.open();
    recording.contents().forEach(content -> recorded.addAll(content.symbols()));
  }

  static Tapes.Choice choose(RunOptions options, HaetaeConfig config, long seed)
      throws StartFailure {
    return choose(options, config, seed, survey(options.replay()));
  }

  /** A tape of files whose content is known. */
  static Tapes.Choice choose(RunOptions options, HaetaeConfig config, long seed, Surveyed data)
      throws StartFailure {
    try {
      return new RecordedTape(options, config, seed, data).choice();
    } catch (RecordingException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
  }

  /** Reads files to their end, to know what they hold. */
  static Surveyed survey(List<Path> files) throws StartFailure {
    try {
      return Recording.survey(files);
    } catch (RecordingException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
  }

  private Tapes.Choice choice() throws StartFailure {
    long gapMs =
        recording.contents().stream()
            .filter(c -> c.format() != Format.BANK_RATE)
            .mapToLong(Content::gapMs)
            .max()
            .orElseThrow(() -> new StartFailure("the recording holds no coin prices"));
    var patience = new EngineConfigs.Patience(2 * gapMs);
    String session = "r" + Long.toString(Math.abs(seed), 36);
    HaetaeConfig narrowed = config.withPairs(recordedRoutes());
    EngineConfig engine = EngineConfigs.of(narrowed, options.mode(), session, patience);
    describe(engine, gapMs);
    EventSource market = market(engine);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Content content : recording.contents()) {
      // Nothing can happen while a rate is all there is.
      if (content.format() != Format.BANK_RATE) {
        first = Math.min(first, content.firstNs());
        last = Math.max(last, content.lastNs());
      }
    }
    while (market.nextTimeNs() < first) {
      // A rate from before the run; it comes again with each row of a coin.
      market.next();
    }
    Tape tape = new Tape(market, first, last, gapMs, notes);
    double speed = options.speed().orElse(Double.POSITIVE_INFINITY);
    return new Tapes.Choice(engine, tape, seed, speed);
  }

  /** Where nothing has to be modelled, events come straight from the recorder's segments. */
  private EventSource market(EngineConfig engine) {
    boolean whole =
        engine.pairs().stream().allMatch(p -> has(p.upbit()) && has(p.binance()) && has(p.fx()));
    if (whole && data.segments()) {
      recording.close();
      return data.market(engine.instruments());
    }
    return new RecordedMarket(recording, engine.instruments(), engine.pairs(), models(engine));
  }

  private List<HaetaeConfig.Route> recordedRoutes() throws StartFailure {
    List<HaetaeConfig.Route> routes =
        config.pairs().stream()
            .filter(
                r ->
                    recorded.contains("UPBIT:" + r.upbit())
                        || recorded.contains("BINANCE:" + r.binance()))
            .toList();
    if (routes.isEmpty()) {
      throw new StartFailure(
          "none of the configured pairs is in the recording, which holds "
              + String.join(", ", recorded)
              + "; add the pair to \"pairs\" in the configuration");
    }
    return routes;
  }

  private boolean has(Instrument instrument) {
    return recorded.contains(instrument.venue() + ":" + instrument.symbol());
  }

  private boolean bankRate() {
    return recording.contents().stream().anyMatch(c -> c.format().bankRate());
  }

  /** True if some route has both of its venues in the recording. */
  private boolean someWhole(EngineConfig engine) {
    return engine.pairs().stream().anyMatch(p -> has(p.upbit()) && has(p.binance()));
  }

  private void describe(EngineConfig engine, long gapMs) {
    for (Content content : recording.contents()) {
      notes.add(
          "recorded: "
              + content.path().getFileName()
              + ": "
              + content.format().words()
              + (content.futures() ? " of USD-M" : "")
              + ", "
              + content.rows()
              + " rows of "
              + String.join(", ", new TreeSet<>(content.symbols()))
              + " from "
              + time(content.firstNs())
              + " to "
              + time(content.lastNs()));
    }
    recording.findings().lines().forEach(line -> notes.add("recorded: " + line));
    describeBooks(engine);
    describeRate(engine);
    if (gapMs > 0) {
      notes.add(
          "modelled: patience: quotes may be "
              + 2 * gapMs
              + " ms older than configured, for rows"
              + " are that rare");
    }
    notes.add("modelled: every fill, latency, fee and balance; no order of ours moved the market");
  }

  private static String time(long ns) {
    return Instant.ofEpochSecond(0, ns).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void describeBooks(EngineConfig engine) {
    var replay = config.replay();
    for (Content content : recording.contents()) {
      if (!content.format().books() && content.format() != Format.BANK_RATE) {
        notes.add(
            "modelled: every book of "
                + content.path().getFileName()
                + ": "
                + replay.levels()
                + " levels a side of "
                + replay.levelWorthKrw().stripTrailingZeros().toPlainString()
                + " KRW, the touch "
                + replay.halfSpreadBps().stripTrailingZeros().toPlainString()
                + " bps from the recorded price");
      }
    }
    for (Pair route : engine.pairs()) {
      for (Instrument side : List.of(route.upbit(), route.binance())) {
        if (!has(side)) {
          notes.add(
              "modelled: "
                  + side
                  + " is not in the recording: the other venue's price with a premium made up from"
                  + " mock.premium_* and seed "
                  + seed
                  + "; what is earned on it means nothing");
        } else if (frames(side) != null && spotMismatch(side)) {
          notes.add(
              "modelled: "
                  + side
                  + " is traded as "
                  + side.kind().name().toLowerCase(Locale.ROOT)
                  + ", but these frames are of the other market");
        }
      }
    }
  }

  private @Nullable Content frames(Instrument side) {
    return recording.contents().stream()
        .filter(c -> c.format() == Format.BINANCE_FRAMES || c.format() == Format.SEGMENT)
        .filter(c -> c.symbols().contains(side.venue() + ":" + side.symbol()))
        .findFirst()
        .orElse(null);
  }

  private boolean spotMismatch(Instrument side) {
    Content content = frames(side);
    return content != null && content.futures() != (side.kind() == InstrumentKind.PERPETUAL);
  }

  private void describeRate(EngineConfig engine) {
    if (bankRate()) {
      notes.add(
          "modelled: KRW-USDT: a bank's USD/KRW stands in, each day's carried until the next, five"
              + " days at most");
    } else if (!has(engine.pairs().get(0).fx())) {
      notes.add(
          someWhole(engine)
              ? "modelled: KRW-USDT: trailing median of the rate that both prices imply, so the"
                  + " premium is the deviation from its own median"
              : "modelled: KRW-USDT: wanders around "
                  + config.mock().usdtKrw().stripTrailingZeros().toPlainString()
                  + ", seed "
                  + seed);
    }
  }

  private RecordedMarket.Models models(EngineConfig engine) {
    Set<Integer> ids = new HashSet<>();
    engine.instruments().stream().filter(this::has).forEach(i -> ids.add(i.id()));
    boolean told = has(engine.pairs().get(0).fx()) || bankRate() || someWhole(engine);
    long windowNs = Math.round(config.replay().fxWindowSec().doubleValue() * NS_PER_SECOND);
    return new RecordedMarket.Models(
        ids,
        shapes(engine),
        MockTape.model(config.mock()).premium(new Randomness(seed, "premium")),
        told ? null : modelledRate(),
        new ImpliedRate(windowNs),
        bankRate());
  }

  private Wandering modelledRate() {
    double level = config.mock().usdtKrw().doubleValue();
    Randomness random = new Randomness(seed, "fx");
    return new Wandering(random, level, MODELLED_RATE_SD, MODELLED_RATE_HALF_LIFE_SEC);
  }

  private Map<Integer, BookShape> shapes(EngineConfig engine) {
    double half = config.replay().halfSpreadBps().doubleValue() / BPS;
    double krw = config.replay().levelWorthKrw().doubleValue();
    double usdt = krw / config.mock().usdtKrw().doubleValue();
    int levels = config.replay().levels();
    Map<Integer, BookShape> shapes = new HashMap<>();
    Set<Integer> rates = new HashSet<>();
    engine.pairs().forEach(pair -> rates.add(pair.fx().id()));
    for (Instrument instrument : engine.instruments()) {
      boolean won = instrument.quote().code().equals("KRW");
      // The tick of KRW-USDT is wider than the spread of a coin.
      double spread = rates.contains(instrument.id()) ? 0 : half;
      shapes.put(instrument.id(), new BookShape(levels, won ? krw : usdt, spread));
    }
    return shapes;
  }
}
