package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.OrderGateway;
import haetae.engine.OrderView;
import haetae.execution.OrderIntent;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.ops.log.Loggers;
import haetae.risk.ApprovedOrder;
import haetae.venue.binance.BinanceSettings;
import haetae.venue.binance.BinanceVenue;
import haetae.venue.binance.Product;
import haetae.venue.upbit.UpbitSettings;
import haetae.venue.upbit.UpbitVenue;
import haetae.venue.wire.AccountReport;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.VenueCensus;
import haetae.venue.wire.Wires;
import haetae.venue.wire.WrittenListener;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The connectors to both venues at the addresses of the configuration: without keys market data
 * alone, with keys orders and accounts too. Threads: any.
 */
final class VenueLinks implements AutoCloseable {
  private static final Logger LOG = Loggers.of("feeds");

  private final UpbitVenue upbit;
  private final List<BinanceVenue> binance = new ArrayList<>();
  private final VenueKeys keys;
  private final LiveClock clock;

  /**
   * Connectors that are not yet connected.
   *
   * @param sink takes all their events
   */
  VenueLinks(
      HaetaeConfig config,
      List<Instrument> instruments,
      VenueKeys keys,
      LiveClock clock,
      EventSink sink) {
    this.keys = keys;
    this.clock = clock;
    Wires wires = Wires.trusted();
    this.upbit =
        new UpbitVenue(
            upbit(config.upbit()),
            keys.upbit(),
            of(instruments, Venue.UPBIT, InstrumentKind.SPOT),
            wires,
            sink,
            clock::nowNs,
            VenueLinks::trouble);
    for (Product product : Product.values()) {
      InstrumentKind kind =
          product == Product.SPOT ? InstrumentKind.SPOT : InstrumentKind.PERPETUAL;
      List<Instrument> traded = of(instruments, Venue.BINANCE, kind);
      if (!traded.isEmpty()) {
        BinanceSettings settings = binance(config.binance(), product);
        binance.add(
            new BinanceVenue(
                settings, keys.binance(), traded, wires, sink, clock::nowNs, VenueLinks::trouble));
      }
    }
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
    boolean spot = product == Product.SPOT;
    URI streams = URI.create(spot ? access.wsUrl() : access.futuresWsUrl());
    return BinanceSettings.at(
            product,
            new BinanceSettings.Endpoints(
                URI.create(spot ? access.restUrl() : access.futuresRestUrl()),
                URI.create(access.restUrl()),
                streams,
                spot ? URI.create(access.wsApiUrl()) : streams,
                BinanceSettings.Endpoints.production(product).userPath()))
        .settledWithin(access.orderWindowMs(), access.readLagMs());
  }

  private static void trouble(String what, RuntimeException why) {
    LOG.warn("[FEEDS] {}: {}", what, why.toString());
  }

  /** Connects. */
  void start() {
    upbit.start();
    binance.forEach(BinanceVenue::start);
  }

  /** State of each stream. */
  List<FeedStatus> status() {
    List<FeedStatus> all = new ArrayList<>(upbit.status());
    binance.forEach(venue -> all.addAll(venue.status()));
    return all;
  }

  /** Streams that have not brought anything that can be used. */
  List<String> missing() {
    return status().stream().filter(s -> !s.synced()).map(FeedStatus::stream).toList();
  }

  /** Age in ms of a stream's last message. */
  long ageMs(FeedStatus stream) {
    return stream.ageMs(clock.nowNs());
  }

  /** Who hears of each order that was written; before {@link #start}. */
  void onWritten(WrittenListener listener) {
    upbit.onWritten(listener);
    binance.forEach(venue -> venue.onWritten(listener));
  }

  /** The way to an instrument's venue, null without a key. */
  @Nullable OrderGateway gateway(Venue venue) {
    if (venue == Venue.UPBIT) {
      return keys.upbit() == null ? null : upbit.gateway();
    }
    return keys.binance() == null || binance.isEmpty() ? null : binance.getFirst().gateway();
  }

  /**
   * Makes an order's request where it would be sent from, and sends nothing; without a key nothing.
   */
  void rehearse(ApprovedOrder order) throws InterruptedException {
    Venue venue = order.intent().instrument().venue();
    if (venue == Venue.UPBIT && keys.upbit() != null) {
      upbit.rehearse(order);
    } else if (venue == Venue.BINANCE && keys.binance() != null && !binance.isEmpty()) {
      binance.getFirst().rehearse(order);
    }
  }

  /**
   * Takes over the orders that an earlier run has left in flight, before the engine asks for them:
   * an order that is not known here is answered with its state alone, and its fills would be lost.
   */
  void adopt(List<OrderView> orders) {
    for (OrderView order : orders) {
      OrderIntent intent = order.intent();
      LiveOrder taken =
          new LiveOrder(
              intent.orderId(),
              order.clientOrderId(),
              intent.instrument(),
              intent.side(),
              intent.quantityE8());
      if (intent.instrument().venue() == Venue.UPBIT) {
        upbit.adopt(taken);
      } else {
        binance.forEach(venue -> venue.adopt(taken));
      }
    }
  }

  /** Books funding paid from a time on, ms since the epoch: an earlier run was the last to ask. */
  void fundedSince(long timeMs) {
    binance.forEach(venue -> venue.fundedSince(timeMs));
  }

  /**
   * Checks the accounts of the keys that are there; blocks for some seconds.
   *
   * @param trying whatever can only be learnt by trying is tried, too; not where another process
   *     may be using the venue
   */
  List<AccountReport> accounts(boolean trying) {
    List<AccountReport> reports = new ArrayList<>();
    if (keys.upbit() != null) {
      reports.add(upbit.checkAccount(Instant.now()));
    }
    if (keys.binance() != null) {
      binance.forEach(venue -> reports.add(trying ? venue.checkAccount() : venue.readAccount()));
    }
    return reports;
  }

  /** What the accounts of the keys that are there hold. */
  List<VenueCensus> census() {
    List<VenueCensus> all = new ArrayList<>();
    if (keys.upbit() != null) {
      all.add(upbit.census());
    }
    if (keys.binance() != null) {
      binance.forEach(venue -> all.add(venue.census()));
    }
    return all;
  }

  /** Breaks the market data connections of the venue whose streams are stale; they come back. */
  void reconnect(Venue venue, String reason) {
    LOG.warn("[FEEDS] reconnecting {}: {}", venue, reason);
    if (venue == Venue.UPBIT) {
      upbit.reconnect(reason);
    } else {
      binance.forEach(link -> link.reconnect(reason));
    }
  }

  /** Symbols whose dead-man's switch is armed. */
  List<String> armed() {
    return binance.stream().flatMap(venue -> venue.armed().stream()).toList();
  }

  /** Use of a venue's fullest request budget in parts per million. */
  long budgetUsedPpm(Venue venue) {
    return venue == Venue.UPBIT
        ? upbit.budgetUsedPpm()
        : binance.stream().mapToLong(BinanceVenue::budgetUsedPpm).max().orElse(0);
  }

  @Override
  public void close() {
    upbit.close();
    binance.forEach(BinanceVenue::close);
  }
}
