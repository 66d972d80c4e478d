package haetae.app.live;

import haetae.app.RunOptions;
import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.sim.BookShape;
import haetae.sim.ImpliedRate;
import haetae.sim.Randomness;
import haetae.sim.Wandering;
import haetae.venue.recorded.Content;
import haetae.venue.recorded.Format;
import haetae.venue.recorded.Recording;
import haetae.venue.recorded.RecordingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
  private final Recording recording;
  private final Set<String> recorded = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();

  private RecordedTape(RunOptions options, HaetaeConfig config, long seed, Recording recording) {
    this.options = options;
    this.config = config;
    this.seed = seed;
    this.recording = recording;
    recording.contents().forEach(content -> recorded.addAll(content.symbols()));
  }

  static Tapes.Choice choose(RunOptions options, HaetaeConfig config, long seed)
      throws StartFailure {
    try {
      Recording recording = Recording.open(options.replay());
      return new RecordedTape(options, config, seed, recording).choice();
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
    RecordedMarket market =
        new RecordedMarket(recording, index(engine), engine.pairs(), models(engine));
    recording.findings().lines().forEach(line -> notes.add("recording: " + line));
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Content content : recording.contents()) {
      first = Math.min(first, content.firstNs());
      last = Math.max(last, content.lastNs());
    }
    Tape tape = new Tape(market, first, last, gapMs, notes);
    double speed = options.speed().orElse(Double.POSITIVE_INFINITY);
    return new Tapes.Choice(engine, tape, seed, speed);
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

  private static Map<String, Instrument> index(EngineConfig engine) {
    Map<String, Instrument> index = new HashMap<>();
    for (Instrument instrument : engine.instruments()) {
      index.put(instrument.venue() + ":" + instrument.symbol(), instrument);
    }
    return index;
  }

  private boolean has(Instrument instrument) {
    return recorded.contains(instrument.venue() + ":" + instrument.symbol());
  }

  private boolean bankRate() {
    return recording.contents().stream().anyMatch(c -> c.format().bankRate());
  }

  /** True if some route has only one of its venues in the recording. */
  private boolean oneSided(EngineConfig engine) {
    return engine.pairs().stream().anyMatch(p -> !has(p.upbit()) || !has(p.binance()));
  }

  private void describe(EngineConfig engine, long gapMs) {
    for (Content content : recording.contents()) {
      notes.add(
          content.path().getFileName()
              + " is "
              + content.format().words()
              + ", "
              + content.rows()
              + " rows of "
              + String.join(", ", content.symbols()));
      if (!content.format().books() && !content.format().bankRate()) {
        notes.add(
            "books of "
                + String.join(", ", content.symbols())
                + ": both sides and all sizes, "
                + config.replay().levels()
                + " levels of "
                + config.replay().levelWorthKrw()
                + " KRW around the recorded price");
      }
    }
    Pair pair = engine.pairs().get(0);
    for (Pair route : engine.pairs()) {
      for (Instrument side : List.of(route.upbit(), route.binance())) {
        if (!has(side)) {
          notes.add(
              side
                  + " is not in the recording: simulated around the other venue's price, seed "
                  + seed);
        }
      }
    }
    if (bankRate()) {
      notes.add("KRW-USDT: a bank's USD/KRW stands in, each day's carried until the next");
    } else if (!has(pair.fx())) {
      notes.add(
          oneSided(engine)
              ? "KRW-USDT: simulated around " + config.mock().usdtKrw() + ", seed " + seed
              : "KRW-USDT: trailing median of the rate that both prices imply, so the premium is"
                  + " the deviation from its own median");
    }
    if (gapMs > 0) {
      notes.add("quotes may be older than configured by " + 2 * gapMs + " ms: rows are that rare");
    }
    notes.add("fills: at the next book after the latency, not at the recorded venue");
  }

  private RecordedMarket.Models models(EngineConfig engine) {
    boolean fxRecorded = has(engine.pairs().get(0).fx());
    @Nullable Wandering premium = null;
    @Nullable Wandering rate = null;
    if (oneSided(engine)) {
      premium = MockTape.model(config.mock()).premium(new Randomness(seed, "premium"));
      rate = fxRecorded ? null : modelledRate();
    }
    ImpliedRate implied =
        new ImpliedRate(Math.round(config.replay().fxWindowSec().doubleValue() * NS_PER_SECOND));
    return new RecordedMarket.Models(
        shapes(engine), premium, rate, implied, fxRecorded, bankRate());
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
