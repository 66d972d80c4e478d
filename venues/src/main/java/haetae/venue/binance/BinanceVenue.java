package haetae.venue.binance;

import haetae.engine.Event;
import haetae.engine.OrderGateway;
import haetae.engine.VenueStatus;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
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
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.VenueCensus;
import haetae.venue.wire.VenueGateway;
import haetae.venue.wire.VenueHealth;
import haetae.venue.wire.Wires;
import haetae.venue.wire.WrittenListener;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One product of Binance (spot or USD-M futures) as the service uses it: market data, orders,
 * balances, checks and state.
 *
 * <p>Events go to the sink: books, funding, order reports, balances, clock offset and venue status.
 * Without a key there is market data alone. Threads: any.
 */
public final class BinanceVenue implements AutoCloseable {
  private static final long SECOND_MS = 1_000;
  private static final long ARM_MS = 5 * SECOND_MS;
  private static final long CLOCK_MS = 5 * SECOND_MS;
  private static final long FUNDING_MS = 60 * SECOND_MS;
  private static final long MARGINS_MS = 10 * SECOND_MS;
  private static final long PONG_MS = 300;
  private static final long PATIENT_PONG_MS = 2 * SECOND_MS;

  private final BinanceSettings settings;
  private final List<Instrument> instruments;
  private final ServerClock serverClock = new ServerClock();
  private final BinanceRest rest;
  private final BinanceRest wallet;
  private final BinanceFeed feed;
  private final EventSink sink;
  private final LongSupplier clockNs;
  private final OrderReports reports;
  private final VenueGateway gateway;
  private final BinanceUserMessages userMessages;
  private final @Nullable UserStream userStream;
  private final DeadManSwitch deadMan;
  private final Chores chores;
  private final VenueHealth health;
  private final BinanceCensus census;
  private final FundingIncome funding;

  /**
   * A connector that does nothing before {@link #start}.
   *
   * @param signer null for market data alone
   * @param instruments Binance's instruments of the product
   * @param clockNs wall clock in ns since the epoch, never going back
   * @param trouble told what failed and how; must not block
   */
  public BinanceVenue(
      BinanceSettings settings,
      @Nullable BinanceSigner signer,
      List<Instrument> instruments,
      Wires wires,
      EventSink sink,
      LongSupplier clockNs,
      BiConsumer<String, RuntimeException> trouble) {
    check(settings.product(), instruments);
    this.settings = settings;
    this.instruments = List.copyOf(instruments);
    this.sink = sink;
    this.clockNs = clockNs;
    this.rest = rest(settings.endpoints().rest(), signer, wires);
    this.wallet = rest(settings.endpoints().wallet(), signer, wires);
    this.chores = new Chores("binance", trouble);
    this.reports = new OrderReports(chores.afterFills(sink, "balances", this::balances), clockNs);
    List<String> symbols = instruments.stream().map(Instrument::symbol).toList();
    BinanceOrders orders =
        new BinanceOrders(rest, settings, symbols, this::measureClockNow, this::heardOut);
    this.gateway = new VenueGateway(Venue.BINANCE, orders, reports);
    this.census = new BinanceCensus(rest, orders, settings.product(), instruments);
    this.funding = new FundingIncome(rest, instruments, sink, clockNs);
    this.feed =
        new BinanceFeed(settings, instruments, rest, wires, marketSink(signer != null), clockNs);
    this.health = new VenueHealth(Venue.BINANCE, sink, clockNs);
    Consumer<String> alarm = what -> trouble.accept(what, new IllegalStateException(what));
    this.userMessages =
        new BinanceUserMessages(reports, sink, clockNs, alarm, this::fundedSoon, instruments);
    this.userStream = signer == null ? null : userStream(signer, wires);
    this.deadMan = new DeadManSwitch(rest, settings.pace().countdownMs(), alarm);
  }

  /** With a key, what was really paid is booked instead of what the mark price says. */
  private EventSink marketSink(boolean keyed) {
    return keyed
        ? event -> {
          if (!(event instanceof Event.FundingSettled)) {
            sink.accept(event);
          }
        }
        : sink;
  }

  private static void check(Product product, List<Instrument> instruments) {
    InstrumentKind kind = product == Product.SPOT ? InstrumentKind.SPOT : InstrumentKind.PERPETUAL;
    for (Instrument instrument : instruments) {
      if (instrument.venue() != Venue.BINANCE || instrument.kind() != kind) {
        throw new IllegalArgumentException("not a Binance " + kind + ": " + instrument);
      }
    }
  }

  private BinanceRest rest(URI server, @Nullable BinanceSigner signer, Wires wires) {
    HttpClient http = new HttpClient(server, wires, settings.timeouts(), clockNs);
    return new BinanceRest(http, signer, settings, serverClock, clockNs);
  }

  private UserStream userStream(BinanceSigner signer, Wires wires) {
    return settings.product() == Product.SPOT
        ? new SpotUserStream(
            settings, signer, serverClock, wires, userMessages, clockNs, this::reconcileSoon)
        : new FuturesUserStream(settings, rest, wires, userMessages, clockNs, this::reconcileSoon);
  }

  /** Connects; events begin. */
  public void start() {
    measureClock(Lane.NORMAL);
    feed.start();
    if (userStream != null) {
      userStream.link().start();
      chores.every("keep alive", settings.pace().keepAliveMs(), userStream::keepAlive);
      chores.every("reconcile", settings.pace().reconcileMs(), this::reconcile);
    }
    chores.every("snapshots", SECOND_MS / 10, feed::fetchSnapshots);
    chores.every("quiet marks", SECOND_MS / 2, feed::replaceQuietMarks);
    chores.every("rotate", 60 * SECOND_MS, this::rotate);
    chores.every("ping", settings.pace().pingMs(), this::ping);
    chores.every("sweep", 2 * SECOND_MS, rest::sweep);
    chores.every("status", SECOND_MS / 4, this::judge);
    chores.every("clock", CLOCK_MS, () -> measureClock(Lane.NORMAL));
    if (settings.product() == Product.USDM && userStream != null) {
      fundedSoon();
      chores.every("funding", FUNDING_MS, funding::fetch);
      chores.every("margins", MARGINS_MS, this::margins);
      chores.every(
          "dead man", Math.min(ARM_MS, settings.pace().countdownMs() / 4), this::keepArmed);
    }
  }

  private boolean heardOut(long sinceNs) {
    UserStream stream = userStream;
    if (stream == null || !stream.link().connected()) {
      return false;
    }
    boolean answers = stream.link().answers(PONG_MS);
    if (!answers) {
      // It is slow, or dead: that must not wait for the next ping.
      chores.now("ping", this::pingUser);
    }
    return answers && stream.link().connectedMs() > (clockNs.getAsLong() - sinceNs) / 1_000_000;
  }

  private void ping() {
    feed.ping();
    pingUser();
  }

  private void pingUser() {
    if (userStream != null) {
      userStream.link().pingOrBreak(PATIENT_PONG_MS);
    }
  }

  private void rotate() {
    feed.rotateOld();
    if (userStream != null && userStream.link().connectedMs() > settings.pace().rotateMs()) {
      userStream.link().rotate();
    }
  }

  private void keepArmed() {
    deadMan.keep(reports.working().stream().map(order -> order.instrument().symbol()).toList());
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
      boolean spot = settings.product() == Product.SPOT;
      census
          .balances()
          .forEach(
              (asset, held) -> {
                if (spot) {
                  userMessages.report(asset.code(), held.freeE8(), held.lockedE8());
                } else {
                  userMessages.margined(asset.code(), held.freeE8(), held.lockedE8());
                }
              });
      census.positions().forEach(this::position);
      health.worked();
      return true;
    } catch (DecodeException e) {
      health.failed(String.valueOf(e.getMessage()));
      return false;
    } catch (RestUnavailable e) {
      // Orders come first; the next time will do.
      return false;
    }
  }

  private void margins() {
    try {
      long balanceE8 =
          rest.read(true, "/fapi/v3/account", "", 5).e8("totalMarginBalance", RoundingMode.FLOOR);
      Fields positions = rest.read(true, "/fapi/v3/positionRisk", "", 5);
      BinanceMargins.read(positions, balanceE8, instruments, clockNs.getAsLong())
          .forEach(sink::accept);
    } catch (DecodeException e) {
      health.failed("margins: " + e.getMessage());
    } catch (RestUnavailable e) {
      // Orders come first; the next time will do.
      return;
    }
  }

  private void position(int instrumentId, long netE8) {
    sink.accept(new Event.PositionReported(clockNs.getAsLong(), instrumentId, netE8));
  }

  private void fundedSoon() {
    chores.now("funding", funding::fetch);
  }

  private void measureClockSoon() {
    chores.now("clock", () -> measureClock(Lane.NORMAL));
  }

  /** An order was refused for its time: the next one needs the right one, whatever the budget. */
  private void measureClockNow() {
    measureClock(Lane.URGENT);
  }

  private void measureClock(Lane lane) {
    String path = settings.product().path() + "/time";
    try {
      Exchange exchange = rest.plain("GET", path, Params.none(), 1, lane);
      long serverMs = BinanceRest.readable(path, exchange).integer("serverTime");
      if (exchange instanceof Exchange.Answer answer) {
        serverClock.sample(answer.sentNs(), serverMs, answer.receivedNs());
      }
      health.worked();
      sink.accept(
          new Event.ClockOffsetMeasured(
              clockNs.getAsLong(), Venue.BINANCE, serverClock.offsetNs()));
    } catch (DecodeException e) {
      health.failed(String.valueOf(e.getMessage()));
    } catch (RestUnavailable e) {
      // Orders come first; the next time will do.
      return;
    }
  }

  private void judge() {
    long staleMs = 3 * settings.pace().quietMs();
    if (health.judge(status(), feed.connected(), serverClock.known(), rest.usedPpm(), staleMs)) {
      measureClockSoon();
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

  /** Orders. Without a key there is none. */
  public OrderGateway gateway() {
    if (!rest.hasKey()) {
      throw new IllegalStateException("no Binance key: set BINANCE_API_KEY and BINANCE_API_SECRET");
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

  /**
   * Tells funding payments from a time on, though they are from before the start. Those that the
   * engine has booked are known to it by their time.
   */
  public void fundedSince(long timeMs) {
    funding.since(timeMs);
    if (settings.product() == Product.USDM && userStream != null) {
      fundedSoon();
    }
  }

  /** What the account holds now. Without a key every question fails. */
  public VenueCensus census() {
    return census;
  }

  /** Breaks the market data connections, which come back at once: what they bring is stale. */
  public void reconnect(String reason) {
    feed.restart(reason);
  }

  /** True once the venue's clock offset is known. */
  public boolean clockKnown() {
    return serverClock.known();
  }

  /** Checks the account and that the dead-man's switch can be armed; blocks for some seconds. */
  public AccountReport checkAccount() {
    gateway();
    return new BinanceAccount(rest, wallet, settings, instruments).check(deadMan);
  }

  /**
   * Checks the account and changes nothing at the venue: another process may have armed its
   * dead-man's switch, which trying it would disarm. Blocks for some seconds.
   */
  public AccountReport readAccount() {
    gateway();
    return new BinanceAccount(rest, wallet, settings, instruments).check(null);
  }

  /** State of the connection as last told to the engine. */
  public VenueStatus venueStatus() {
    return health.status();
  }

  /** State of each stream. */
  public List<FeedStatus> status() {
    List<FeedStatus> all = new ArrayList<>(feed.status());
    if (userStream != null) {
      all.add(userStream.status());
    }
    return all;
  }

  /** Order events on the account that are not of this service. */
  public long foreignOrderEvents() {
    return userMessages.foreign();
  }

  /** Symbols whose dead-man's switch is armed. */
  public List<String> armed() {
    return deadMan.armed();
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
    if (userStream != null) {
      userStream.link().close();
    }
    gateway.close();
    if (settings.product() == Product.USDM && rest.hasKey()) {
      keepArmed();
    }
    rest.close();
    wallet.close();
  }
}
