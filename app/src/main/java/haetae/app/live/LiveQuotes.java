package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.ops.log.Loggers;
import haetae.venue.binance.BinanceSettings;
import haetae.venue.binance.BinanceVenue;
import haetae.venue.binance.Product;
import haetae.venue.upbit.UpbitSettings;
import haetae.venue.upbit.UpbitVenue;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.Wires;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/**
 * Market data of both venues, without keys: books, trades, funding, clocks and the state of the
 * connections. What a venue says of orders and balances is not asked for. Threads: any.
 */
final class LiveQuotes implements AutoCloseable {
  private static final Logger LOG = Loggers.of("feeds");

  private final List<AutoCloseable> venues = new ArrayList<>();
  private final List<Runnable> starts = new ArrayList<>();
  private final List<StatusSource> sources = new ArrayList<>();
  private final LiveClock clock;

  private interface StatusSource {
    List<FeedStatus> status();
  }

  /**
   * Connectors to the addresses of the configuration, not yet connected.
   *
   * @param inbox takes the events
   */
  LiveQuotes(HaetaeConfig config, List<Instrument> instruments, LiveClock clock, EventSink inbox) {
    this.clock = clock;
    EventSink quotes = event -> pass(event, inbox);
    Wires wires = Wires.trusted();
    UpbitVenue upbit =
        new UpbitVenue(
            upbit(config.upbit()),
            null,
            of(instruments, Venue.UPBIT, InstrumentKind.SPOT),
            wires,
            quotes,
            clock::nowNs,
            LiveQuotes::trouble);
    add(upbit, upbit::start, upbit::status);
    for (Product product : Product.values()) {
      InstrumentKind kind =
          product == Product.SPOT ? InstrumentKind.SPOT : InstrumentKind.PERPETUAL;
      List<Instrument> traded = of(instruments, Venue.BINANCE, kind);
      if (!traded.isEmpty()) {
        BinanceVenue binance =
            new BinanceVenue(
                binance(config.binance(), product),
                null,
                traded,
                wires,
                quotes,
                clock::nowNs,
                LiveQuotes::trouble);
        add(binance, binance::start, binance::status);
      }
    }
  }

  private void add(AutoCloseable venue, Runnable start, StatusSource source) {
    venues.add(venue);
    starts.add(start);
    sources.add(source);
  }

  private static List<Instrument> of(List<Instrument> all, Venue venue, InstrumentKind kind) {
    return all.stream().filter(i -> i.venue() == venue && i.kind() == kind).toList();
  }

  private static UpbitSettings upbit(HaetaeConfig.VenueAccess access) {
    URI stream = URI.create(access.wsUrl());
    URI own = URI.create(access.wsUrl() + "/private");
    return UpbitSettings.at(new UpbitSettings.Endpoints(URI.create(access.restUrl()), stream, own));
  }

  private static BinanceSettings binance(HaetaeConfig.BinanceAccess access, Product product) {
    BinanceSettings.Endpoints usual = BinanceSettings.Endpoints.production(product);
    boolean spot = product == Product.SPOT;
    URI streams = URI.create(spot ? access.wsUrl() : access.futuresWsUrl());
    return BinanceSettings.at(
        product,
        new BinanceSettings.Endpoints(
            URI.create(spot ? access.restUrl() : access.futuresRestUrl()),
            URI.create(access.restUrl()),
            streams,
            spot ? usual.user() : streams,
            usual.userPath()));
  }

  private static void pass(Event event, EventSink inbox) {
    boolean quote =
        event instanceof BookChanged
            || event instanceof Event.TradePrinted
            || event instanceof Event.FundingRateReported
            || event instanceof Event.ClockOffsetMeasured
            || event instanceof Event.VenueStatusChanged;
    if (quote) {
      inbox.accept(event);
    }
  }

  private static void trouble(String what, RuntimeException why) {
    LOG.warn("[FEEDS] {}: {}", what, why.toString());
  }

  /** Connects. */
  void start() {
    starts.forEach(Runnable::run);
  }

  /** State of each stream. */
  List<FeedStatus> status() {
    return sources.stream().flatMap(source -> source.status().stream()).toList();
  }

  /** Streams that have not brought anything that can be used. */
  List<String> missing() {
    return status().stream().filter(s -> !s.synced()).map(FeedStatus::stream).toList();
  }

  /** Age in ms of a stream's last message. */
  long ageMs(FeedStatus stream) {
    return stream.ageMs(clock.nowNs());
  }

  @Override
  public void close() {
    for (AutoCloseable venue : venues) {
      try {
        venue.close();
      } catch (Exception e) {
        LOG.warn("[FEEDS] not closed in order: {}", e.toString());
      }
    }
  }
}
