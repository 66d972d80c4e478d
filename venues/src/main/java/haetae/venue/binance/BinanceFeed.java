package haetae.venue.binance;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.market.Instrument;
import haetae.venue.binance.StreamNames.Channel;
import haetae.venue.wire.Backoff;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Lane;
import haetae.venue.wire.MarketFeed;
import haetae.venue.wire.Params;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.StreamCount;
import haetae.venue.wire.StreamLink;
import haetae.venue.wire.SymbolTable;
import haetae.venue.wire.Wires;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Binance's market streams of one product: depth and best bid and ask over one connection, and on
 * futures the mark price over a second, since futures route streams by path.
 *
 * <p>Each symbol has a local book by the venue's rules; a best bid and ask that is newer than the
 * book is laid over it. Connections are replaced before their 24 hours end. Source: Binance,
 * "WebSocket streams", spot (2026-07) and USD-M. Threads: books are guarded by the lock of the
 * depth link.
 */
final class BinanceFeed implements MarketFeed {
  private static final String SHUTDOWN = "\"e\":\"serverShutdown\"";
  private static final int LONGEST_NOTICE = 300;

  /** Levels of a snapshot that only proves a quiet book: cheap, and enough for a decision. */
  private static final int PROOF_LEVELS = 100;

  /** Longest time without a mark price, of which one comes each second. */
  private static final long MARK_PAUSE_MS = 5_000;

  /** One symbol. */
  private static final class Market {
    private final Instrument instrument;
    private final LocalBook book;
    private final Ticker ticker = new Ticker();
    private final MarkPrice mark = new MarkPrice();
    private final FundingForecast forecast;
    private final StreamCount depthCount;
    private final StreamCount markCount;
    private boolean fetching;
    private int levels;
    private long fetchedNs;

    Market(Instrument instrument, Product product) {
      this.instrument = instrument;
      this.forecast = new FundingForecast(instrument.id());
      this.book = new LocalBook(product);
      this.depthCount = new StreamCount("binance book " + instrument.symbol());
      this.markCount = new StreamCount("binance mark price " + instrument.symbol());
    }
  }

  private final BinanceSettings settings;
  private final BinanceRest rest;
  private final EventSink sink;
  private final LongSupplier clockNs;
  private final List<Market> markets = new ArrayList<>();
  private final StreamLink depthLink;
  private final List<StreamLink> links = new ArrayList<>();
  private final DepthDecoder decoder = new DepthDecoder();
  private final Depth depth = new Depth();
  private final BookChanged changed = new BookChanged();

  BinanceFeed(
      BinanceSettings settings,
      List<Instrument> instruments,
      BinanceRest rest,
      Wires wires,
      EventSink sink,
      LongSupplier clockNs) {
    this.settings = settings;
    this.rest = rest;
    this.sink = sink;
    this.clockNs = clockNs;
    Product product = settings.product();
    instruments.forEach(i -> markets.add(new Market(i, product)));
    List<String> symbols = instruments.stream().map(Instrument::symbol).toList();
    String prefix = product == Product.SPOT ? "" : "/public";
    StreamNames names = new StreamNames(symbols, Channel.DEPTH, Channel.TICKER);
    depthLink = link("feed-binance-public", names, prefix, wires);
    if (product == Product.USDM) {
      link("feed-binance-market", new StreamNames(symbols, Channel.MARK_PRICE), "/market", wires);
    }
  }

  private StreamLink link(String name, StreamNames names, String prefix, Wires wires) {
    BinanceSettings.Pace pace = settings.pace();
    Backoff backoff =
        new Backoff(pace.firstRetryMs(), pace.longestRetryMs(), System.identityHashCode(names));
    StreamLink link =
        new StreamLink(name, new Session(names, prefix), wires, backoff, pace.silenceMs());
    links.add(link);
    return link;
  }

  /** What travels over one of the connections. */
  private final class Session implements StreamLink.Session {
    private final StreamNames names;
    private final URI address;
    private final JsonReader json = new JsonReader();

    Session(StreamNames names, String prefix) {
      this.names = names;
      this.address =
          URI.create(
              settings.endpoints().streams()
                  + prefix
                  + "/stream?streams="
                  + String.join("/", names.names()));
    }

    @Override
    public URI address() {
      return address;
    }

    @Override
    public void message(byte[] bytes, int from, int to) {
      int stream = SymbolTable.UNKNOWN;
      try {
        stream = names.open(json.over(bytes, from, to));
        if (stream == SymbolTable.UNKNOWN) {
          notice(bytes, from, to);
          return;
        }
        Market market = markets.get(names.symbol(stream));
        switch (names.channel(stream)) {
          case DEPTH -> update(market, json);
          case TICKER -> ticker(market, json);
          case MARK_PRICE -> mark(market, json);
        }
      } catch (DecodeException e) {
        undecodable(names, stream);
      }
    }

    @Override
    public void lost(String reason) {
      for (Market market : markets) {
        if (names.channel(0) == Channel.DEPTH) {
          market.book.reset();
          market.ticker.updateId = 0;
          market.depthCount.gap();
        } else {
          market.markCount.gap();
        }
      }
    }
  }

  private void undecodable(StreamNames names, int stream) {
    if (stream == SymbolTable.UNKNOWN) {
      return;
    }
    Market market = markets.get(names.symbol(stream));
    switch (names.channel(stream)) {
      case DEPTH -> {
        market.depthCount.undecodable();
        market.depthCount.gap();
        market.book.reset();
      }
      case TICKER -> {
        // Half a message must not be laid over the book.
        market.ticker.updateId = 0;
        market.depthCount.undecodable();
      }
      case MARK_PRICE -> {
        market.mark.nextMs = 0;
        market.markCount.undecodable();
      }
    }
  }

  /** A message that is no stream's: an announced shutdown means a new connection at once. */
  private void notice(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + LONGEST_NOTICE);
    if (new String(bytes, from, end - from, StandardCharsets.UTF_8).contains(SHUTDOWN)) {
      links.forEach(StreamLink::rotate);
    }
  }

  private void update(Market market, JsonReader json) throws DecodeException {
    decoder.update(json, depth);
    StreamNames.close(json);
    switch (market.book.update(depth)) {
      case APPLIED -> publish(market, depth.venueMs);
      case GAP, CROSSED -> market.depthCount.gap();
      case OLD -> market.depthCount.message(clockNs.getAsLong());
      case KEPT -> {
        // There is no book to change yet.
      }
    }
  }

  private void ticker(Market market, JsonReader json) throws DecodeException {
    long before = market.ticker.updateId;
    market.ticker.read(json);
    StreamNames.close(json);
    if (market.ticker.updateId >= before && market.book.live()) {
      publish(market, market.ticker.venueMs);
    }
  }

  private void publish(Market market, long venueMs) {
    long nowNs = clockNs.getAsLong();
    market.depthCount.message(nowNs);
    market.depthCount.synced(true);
    changed.begin(market.instrument.id(), nowNs, venueMs);
    market.book.write(changed.book(), market.ticker);
    sink.accept(changed);
  }

  /** Funding is settled when the next settlement moves on: at the last rate and mark before. */
  private void mark(Market market, JsonReader json) throws DecodeException {
    long dueMs = market.mark.nextMs;
    long rateE8 = market.mark.rateE8;
    long priceE8 = market.mark.priceE8;
    market.mark.read(json);
    StreamNames.close(json);
    long nowNs = clockNs.getAsLong();
    market.markCount.message(nowNs);
    market.markCount.synced(true);
    if (dueMs > 0 && market.mark.nextMs > dueMs && market.mark.venueMs >= dueMs) {
      sink.accept(
          new Event.FundingSettled(
              nowNs, market.instrument.id(), dueMs, rateE8, priceE8, Event.NOT_TOLD));
    }
    Event.FundingRateReported expected = market.forecast.read(market.mark, nowNs);
    if (expected != null) {
      sink.accept(expected);
    }
  }

  @Override
  public void start() {
    links.forEach(StreamLink::start);
  }

  @Override
  public void stop() {
    links.forEach(StreamLink::close);
  }

  /** Breaks all connections; new ones follow. */
  void restart(String reason) {
    links.forEach(link -> link.restart(reason));
  }

  StreamLink depthLink() {
    return depthLink;
  }

  /** True while all connections stand. */
  boolean connected() {
    return links.stream().allMatch(StreamLink::connected);
  }

  /** Replaces connections that are near the end of their life. */
  void rotateOld() {
    for (StreamLink link : links) {
      if (link.connectedMs() > settings.pace().rotateMs()) {
        link.rotate();
      }
    }
  }

  /** Sends a ping over each connection. */
  void ping() {
    links.forEach(StreamLink::ping);
  }

  /** A connection that has brought no mark price for a while is dead, though it may look alive. */
  void replaceQuietMarks() {
    StreamLink link = links.getLast();
    boolean quiet = markets.stream().anyMatch(m -> quietMs(m.markCount) > MARK_PAUSE_MS);
    if (link != depthLink && quiet && link.connectedMs() > MARK_PAUSE_MS) {
      link.restart("mark price is silent");
    }
  }

  private long quietMs(StreamCount count) {
    return (clockNs.getAsLong() - count.lastMessageNs()) / 1_000_000;
  }

  /** Fetches the snapshots that are wanted, and proves quiet books by one. */
  void fetchSnapshots() {
    if (depthLink.connectedMs() < settings.pace().firstRetryMs()) {
      return;
    }
    for (Market market : markets) {
      boolean[] due = new boolean[1];
      depthLink.locked(() -> due[0] = due(market));
      if (due[0]) {
        fetch(market);
      }
    }
  }

  private boolean due(Market market) {
    long nowNs = clockNs.getAsLong();
    long sinceMs = (nowNs - market.fetchedNs) / 1_000_000;
    boolean quiet =
        quietMs(market.depthCount) > settings.pace().quietMs()
            && sinceMs > settings.pace().quietMs();
    if (market.book.live() && (market.book.thin() || quiet)) {
      market.book.renew();
    }
    if (market.fetching
        || !market.book.wantsSnapshot()
        || sinceMs < settings.pace().firstRetryMs()) {
      return false;
    }
    boolean proof = market.book.live() && !market.book.thin();
    market.levels = proof ? PROOF_LEVELS : settings.snapshotLevels();
    market.fetching = true;
    market.fetchedNs = nowNs;
    return true;
  }

  private void fetch(Market market) {
    Depth snapshot = new Depth();
    boolean read = false;
    try {
      read = read(market, snapshot);
    } catch (DecodeException | RestUnavailable e) {
      market.depthCount.undecodable();
    } finally {
      boolean fetched = read;
      depthLink.locked(() -> apply(market, snapshot, fetched));
    }
  }

  private boolean read(Market market, Depth snapshot) throws DecodeException, RestUnavailable {
    int limit = market.levels;
    Params params = Params.of("symbol", market.instrument.symbol()).with("limit", limit);
    String path = settings.product().path() + "/depth";
    Exchange exchange = rest.plain("GET", path, params, cost(limit), Lane.NORMAL);
    if (exchange instanceof Exchange.Answer answer && answer.ok()) {
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      new DepthDecoder().snapshot(new JsonReader().over(bytes, 0, bytes.length), snapshot);
      return true;
    }
    return false;
  }

  private int cost(int limit) {
    if (settings.product() == Product.USDM) {
      return limit <= 50 ? 2 : limit <= 100 ? 5 : limit <= 500 ? 10 : 20;
    }
    return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250;
  }

  private void apply(Market market, Depth snapshot, boolean fetched) {
    market.fetching = false;
    if (!fetched) {
      return;
    }
    boolean wasLive = market.book.live();
    long heldId = market.book.lastId();
    long silentMs = quietMs(market.depthCount);
    if (!market.book.snapshot(snapshot, market.levels)) {
      return;
    }
    publish(market, market.book.venueMs());
    boolean movedOn = snapshot.lastId > heldId && market.book.lastId() == snapshot.lastId;
    if (wasLive && movedOn && silentMs > settings.pace().quietMs()) {
      // The venue's book changed and the stream said nothing: it is dead though connected.
      depthLink.restart("stream of " + market.instrument.symbol() + " is silent");
    }
  }

  @Override
  public List<FeedStatus> status() {
    List<FeedStatus> all = new ArrayList<>();
    for (Market market : markets) {
      all.add(market.depthCount.with(depthLink));
      if (links.size() > 1) {
        all.add(market.markCount.with(links.get(1)));
      }
    }
    return all;
  }
}
