package haetae.venue.upbit;

import haetae.engine.Event;
import haetae.engine.OrderGateway;
import haetae.engine.VenueStatus;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import haetae.venue.upbit.UpbitRest.Group;
import haetae.venue.wire.AccountReport;
import haetae.venue.wire.Chores;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.Fields;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Lane;
import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.MarketFeed;
import haetae.venue.wire.OrderReports;
import haetae.venue.wire.Params;
import haetae.venue.wire.Patience;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.VenueCensus;
import haetae.venue.wire.VenueGateway;
import haetae.venue.wire.VenueHealth;
import haetae.venue.wire.Wires;
import haetae.venue.wire.WrittenListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Upbit as the service uses it: market data, orders, balances, checks and state.
 *
 * <p>Events go to the sink: books, trades, order reports, balances, clock offset and venue status.
 * Without a key there is market data alone. Threads: any.
 */
public final class UpbitVenue implements AutoCloseable {
  private static final long SECOND_MS = 1_000;
  private static final long CLOCK_MS = 10 * SECOND_MS;
  private static final long WALLETS_MS = 60 * SECOND_MS;
  private static final long PONG_MS = 2 * SECOND_MS;
  private static final long FINE_NS = 120_000_000;

  private static final int NARROWINGS = 6;

  private final UpbitSettings settings;
  private final List<Instrument> instruments;
  private final UpbitRest rest;
  private final UpbitFeed feed;
  private final UpbitClock clock = new UpbitClock();
  private final EventSink sink;
  private final LongSupplier clockNs;
  private final OrderReports reports;
  private final VenueGateway gateway;
  private final UpbitPrivateMessages privateMessages;
  private final @Nullable UpbitPrivateStream privateStream;
  private final Chores chores;
  private final VenueHealth health;
  private final UpbitCensus census;

  /**
   * A connector that does nothing before {@link #start}.
   *
   * @param signer null for market data alone
   * @param instruments Upbit's instruments that are traded or priced with
   * @param clockNs wall clock in ns since the epoch, never going back
   * @param trouble told what failed and how; must not block
   */
  public UpbitVenue(
      UpbitSettings settings,
      @Nullable UpbitSigner signer,
      List<Instrument> instruments,
      Wires wires,
      EventSink sink,
      LongSupplier clockNs,
      BiConsumer<String, RuntimeException> trouble) {
    for (Instrument instrument : instruments) {
      if (instrument.venue() != Venue.UPBIT || instrument.kind() != InstrumentKind.SPOT) {
        throw new IllegalArgumentException("not an Upbit spot instrument: " + instrument);
      }
    }
    this.settings = settings;
    this.instruments = List.copyOf(instruments);
    this.sink = sink;
    this.clockNs = clockNs;
    HttpClient http =
        new HttpClient(settings.endpoints().rest(), wires, settings.timeouts(), clockNs);
    this.rest = new UpbitRest(http, signer, settings.rates(), clockNs);
    this.chores = new Chores("upbit", trouble);
    this.reports = new OrderReports(chores.afterFills(sink, "balances", this::balances), clockNs);
    UpbitOrders orders = new UpbitOrders(rest, settings.smpType());
    this.gateway = new VenueGateway(Venue.UPBIT, orders, reports);
    this.census = new UpbitCensus(rest, orders, instruments);
    this.feed = new UpbitFeed(settings, instruments, rest, wires, clock, sink, clockNs);
    this.privateMessages = new UpbitPrivateMessages(reports, sink, clockNs);
    this.privateStream =
        signer == null
            ? null
            : new UpbitPrivateStream(
                settings, rest, wires, privateMessages, clockNs, this::reconcileSoon);
    this.health = new VenueHealth(Venue.UPBIT, sink, clockNs);
  }

  /** Connects; events begin. */
  public void start() {
    feed.start();
    if (privateStream != null) {
      privateStream.link().start();
      chores.every("reconcile", settings.pace().reconcileMs(), this::reconcile);
      chores.every("wallets", WALLETS_MS, this::wallets);
    }
    chores.every("ping", settings.pace().pingMs(), this::ping);
    chores.every("probe", SECOND_MS, feed::probeQuiet);
    chores.every("sweep", 2 * SECOND_MS, rest::sweep);
    chores.every("status", SECOND_MS / 4, this::judge);
    chores.every("clock", CLOCK_MS, this::measureClock);
    chores.now("clock", this::measureClock);
  }

  private void ping() {
    feed.link().ping();
    if (privateStream != null) {
      privateStream.link().pingOrBreak(PONG_MS);
    }
  }

  private void reconcileSoon() {
    chores.now("reconcile", this::reconcile);
  }

  /** Orders and balances as REST knows them. */
  private void reconcile() {
    gateway.reconcile();
    balances();
  }

  /** False if they could not be read now. */
  private boolean balances() {
    try {
      privateMessages.accounts(census.balances());
      health.worked();
      return true;
    } catch (DecodeException e) {
      health.failed("balances: " + e.getMessage());
      return false;
    } catch (RestUnavailable e) {
      // Orders come first; the next time will do.
      return false;
    }
  }

  /** Only a reason not to trade: what cannot be read changes nothing. */
  private void wallets() {
    try {
      Fields status = rest.read(Group.DEFAULT, Lane.NORMAL, "/v1/status/wallet", Params.none());
      UpbitWallets.read(status, instruments, clockNs.getAsLong()).forEach(sink::accept);
    } catch (DecodeException e) {
      health.failed("wallets: " + e.getMessage());
    } catch (RestUnavailable e) {
      // Orders come first; the next time will do.
      return;
    }
  }

  /** Samples at the edges of the venue's seconds until the offset is known well enough. */
  private void measureClock() {
    sampleClock();
    for (int i = 0; i < NARROWINGS && clock.widthNs() > FINE_NS; i++) {
      if (!Patience.slept(clock.edgeWaitMs(clockNs.getAsLong()))) {
        return;
      }
      sampleClock();
    }
  }

  private void sampleClock() {
    try {
      String symbol = instruments.getFirst().symbol();
      Exchange exchange =
          rest.query(Group.MARKET, Lane.LOW, "GET", "/v1/ticker", Params.of("markets", symbol));
      if (exchange instanceof Exchange.Answer answer && answer.ok()) {
        health.worked();
        clock.date(answer.header("Date"), answer.sentNs(), answer.receivedNs());
        if (clock.known()) {
          sink.accept(
              new Event.ClockOffsetMeasured(clockNs.getAsLong(), Venue.UPBIT, clock.worstNs()));
        }
      } else {
        health.failed("REST does not answer");
      }
    } catch (RestUnavailable e) {
      // Orders come first; the next time will do.
      return;
    }
  }

  private void judge() {
    long staleMs = 3 * settings.pace().quietMs();
    if (health.judge(status(), feed.link().connected(), clock.known(), rest.usedPpm(), staleMs)) {
      chores.now("clock", this::measureClock);
    }
  }

  /** Market data. */
  public MarketFeed feed() {
    return feed;
  }

  /** Who hears of each order that was written to the venue; before {@link #start}. */
  public void onWritten(WrittenListener listener) {
    gateway.onWritten(listener);
  }

  /** Orders. Without a key every order is refused. */
  public OrderGateway gateway() {
    if (!rest.signed()) {
      throw new IllegalStateException("no Upbit key: set UPBIT_API_KEY and UPBIT_API_SECRET");
    }
    return gateway;
  }

  /** Makes the request of an order on the thread that would send it, and sends nothing. */
  public void rehearse(ApprovedOrder order) throws InterruptedException {
    gateway.rehearse(order);
  }

  /** Takes over an order that an earlier run sent, so that its reports reach the engine. */
  public void adopt(LiveOrder order) {
    reports.open(order);
  }

  /** What the account holds now. Without a key every question fails. */
  public VenueCensus census() {
    return census;
  }

  /** Breaks the market data connection, which comes back at once: what it brings is stale. */
  public void reconnect(String reason) {
    feed.link().restart(reason);
  }

  /** True once the venue's clock offset is known. */
  public boolean clockKnown() {
    return clock.known();
  }

  /** Checks the account; blocks for some seconds. */
  public AccountReport checkAccount(Instant now) {
    gateway();
    return new UpbitAccount(rest, instruments, settings.requireKeyPermissions()).check(now);
  }

  /** State of the connection as last told to the engine. */
  public VenueStatus venueStatus() {
    return health.status();
  }

  /** State of each stream. */
  public List<FeedStatus> status() {
    List<FeedStatus> all = new ArrayList<>(feed.status());
    if (privateStream != null) {
      all.add(privateStream.status());
    }
    return all;
  }

  /** Order events on the account that are not of this service. */
  public long foreignOrderEvents() {
    return privateMessages.foreign();
  }

  /** Use of the fullest request budget in parts per million. */
  public long budgetUsedPpm() {
    return rest.usedPpm();
  }

  /** Disconnects; orders in flight get some seconds to be answered. */
  @Override
  public void close() {
    chores.close();
    feed.stop();
    if (privateStream != null) {
      privateStream.link().close();
    }
    gateway.close();
    rest.close();
  }
}
