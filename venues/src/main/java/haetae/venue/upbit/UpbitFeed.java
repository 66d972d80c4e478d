package haetae.venue.upbit;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.market.Instrument;
import haetae.venue.upbit.UpbitRest.Group;
import haetae.venue.wire.Backoff;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.Lane;
import haetae.venue.wire.MarketFeed;
import haetae.venue.wire.Params;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.StreamCount;
import haetae.venue.wire.StreamLink;
import haetae.venue.wire.SymbolTable;
import haetae.venue.wire.WebSocket;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Upbit's public stream: order books and trades of all markets over one connection.
 *
 * <p>Each book message is a whole book, so a lost one heals with the next; a message older than the
 * book held is passed over. A market that is quiet for too long is looked up by REST: that proves
 * the book, or shows that the stream is dead. Where REST does not answer, as in a ban, a second
 * connection takes over, which begins with each book as it is. Source: Upbit developer centre,
 * "WebSocket guide" (2026-08-31). Threads: see {@link StreamLink}.
 */
final class UpbitFeed implements MarketFeed, StreamLink.Session {
  /** Connections are limited, too, and one that brings nothing shall not be replaced at once. */
  private static final long RENEW_NS = 10_000_000_000L;

  private final UpbitSettings settings;
  private final UpbitRest rest;
  private final EventSink sink;
  private final LongSupplier clockNs;
  private final List<Instrument> instruments;
  private final StreamLink link;
  private final UpbitFrame frame = new UpbitFrame();
  private final SymbolTable symbols;
  private final int[] ids;
  private final UpbitBookDecoder books;
  private final UpbitTradeDecoder trades;
  private final BookChanged book = new BookChanged();
  private final List<StreamCount> counts = new ArrayList<>();
  private final UpbitClock clock;
  private final long[] heldMs;
  private long renewedNs;

  UpbitFeed(
      UpbitSettings settings,
      List<Instrument> instruments,
      UpbitRest rest,
      Wires wires,
      UpbitClock clock,
      EventSink sink,
      LongSupplier clockNs) {
    this.settings = settings;
    this.instruments = List.copyOf(instruments);
    this.rest = rest;
    this.clock = clock;
    this.sink = sink;
    this.clockNs = clockNs;
    this.symbols = new SymbolTable(instruments.stream().map(Instrument::symbol).toList());
    this.ids = instruments.stream().mapToInt(Instrument::id).toArray();
    this.books = new UpbitBookDecoder(symbols, ids);
    this.trades = new UpbitTradeDecoder(symbols);
    this.heldMs = new long[ids.length];
    instruments.forEach(i -> counts.add(new StreamCount("upbit book " + i.symbol())));
    UpbitSettings.Pace pace = settings.pace();
    Backoff backoff =
        new Backoff(pace.firstRetryMs(), pace.longestRetryMs(), System.identityHashCode(this));
    this.link = new StreamLink("feed-upbit-public", this, wires, backoff, pace.silenceMs());
  }

  @Override
  public void start() {
    link.start();
  }

  @Override
  public void stop() {
    link.close();
  }

  StreamLink link() {
    return link;
  }

  @Override
  public List<FeedStatus> status() {
    return counts.stream().map(count -> count.with(link)).toList();
  }

  @Override
  public URI address() {
    return settings.endpoints().publicStream();
  }

  /** One message with everything: a second one would replace the first. */
  @Override
  public void opened(WebSocket socket) throws IOException {
    StringBuilder books = new StringBuilder();
    StringBuilder codes = new StringBuilder();
    for (Instrument instrument : instruments) {
      String comma = codes.isEmpty() ? "" : ",";
      books.append(comma).append('"').append(instrument.symbol());
      books.append('.').append(settings.levels()).append('"');
      codes.append(comma).append('"').append(instrument.symbol()).append('"');
    }
    socket.sendText(
        "[{\"ticket\":\""
            + UUID.randomUUID()
            + "\"},{\"type\":\"orderbook\",\"codes\":["
            + books
            + "]},{\"type\":\"trade\",\"codes\":["
            + codes
            + "],\"is_only_realtime\":true},{\"format\":\""
            + (settings.simpleFormat() ? "SIMPLE" : "DEFAULT")
            + "\"}]");
  }

  @Override
  public void message(byte[] bytes, int from, int to) {
    long nowNs = clockNs.getAsLong();
    try {
      switch (frame.kind(bytes, from, to)) {
        case BOOK -> {
          if (books.decode(bytes, from, to, nowNs, book)) {
            publish(book, nowNs);
          }
        }
        case TRADE -> trade(bytes, from, to, nowNs);
        case ERROR -> link.restart(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        default -> {
          // Status and other messages carry no market data.
        }
      }
    } catch (DecodeException e) {
      counts.forEach(StreamCount::undecodable);
    }
  }

  private void publish(BookChanged changed, long nowNs) {
    int slot = slot(changed.instrumentId());
    if (changed.venueMs() < heldMs[slot]) {
      return;
    }
    heldMs[slot] = changed.venueMs();
    clock.notAfter(changed.venueMs(), nowNs);
    StreamCount count = counts.get(slot);
    count.message(nowNs);
    count.synced(true);
    sink.accept(changed);
  }

  private int slot(int instrumentId) {
    int slot = 0;
    while (ids[slot] != instrumentId) {
      slot++;
    }
    return slot;
  }

  private void trade(byte[] bytes, int from, int to, long nowNs) throws DecodeException {
    if (trades.decode(bytes, from, to)) {
      sink.accept(
          new Event.TradePrinted(
              nowNs,
              ids[trades.slot()],
              trades.priceE8(),
              trades.quantityE8(),
              trades.taker(),
              trades.tradeMs()));
    }
  }

  @Override
  public void lost(String reason) {
    counts.forEach(StreamCount::gap);
  }

  /** Looks up markets that have been quiet for too long. */
  void probeQuiet() {
    long nowNs = clockNs.getAsLong();
    for (int slot = 0; slot < ids.length; slot++) {
      long ageMs = (nowNs - counts.get(slot).lastMessageNs()) / 1_000_000;
      if (link.connectedMs() > settings.pace().quietMs() && ageMs > settings.pace().quietMs()) {
        probe(slot);
      }
    }
  }

  private void probe(int slot) {
    String symbol = instruments.get(slot).symbol();
    Params params = Params.of("markets", symbol).with("count", settings.levels());
    try {
      Exchange exchange = rest.query(Group.MARKET, Lane.NORMAL, "GET", "/v1/orderbook", params);
      if (exchange instanceof Exchange.Answer answer && answer.ok()) {
        byte[] bytes = answer.body().strip().getBytes(StandardCharsets.UTF_8);
        BookChanged probed = new BookChanged();
        // The answer is an array of one order book.
        boolean ours =
            bytes.length > 2
                && new UpbitBookDecoder(symbols, ids)
                    .decode(bytes, 1, bytes.length - 1, answer.receivedNs(), probed);
        if (ours) {
          link.locked(() -> proven(slot, probed, answer.receivedNs()));
          return;
        }
      }
    } catch (DecodeException | RestUnavailable e) {
      counts.get(slot).synced(false);
    }
    renew();
  }

  /** Without REST a new subscription is the only proof of a book. */
  private void renew() {
    long nowNs = clockNs.getAsLong();
    if (nowNs - renewedNs >= RENEW_NS) {
      renewedNs = nowNs;
      link.rotate();
    }
  }

  private void proven(int slot, BookChanged probed, long nowNs) {
    boolean missed =
        heldMs[slot] != 0 && probed.venueMs() > heldMs[slot] + settings.pace().quietMs();
    publish(probed, nowNs);
    if (missed) {
      counts.get(slot).gap();
      link.restart("stream of " + instruments.get(slot).symbol() + " is silent while it trades");
    }
  }
}
