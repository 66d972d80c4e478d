package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.BookChanged;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.market.Venue;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.FeedStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The venues as the engine's market: what they send goes to its inbox and past those who listen.
 * Without keys it is their quotes alone. Threads: the engine's, except where connectors leave
 * events.
 */
final class LiveMarket implements EventSource {
  private static final long POLL_MS = 50;

  private final LiveClock clock = new LiveClock();
  private final LiveInbox inbox = new LiveInbox();
  private final List<EventSink> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReferenceArray<Event.@Nullable ClockOffsetMeasured> offsets =
      new AtomicReferenceArray<>(Venue.values().length);
  private final boolean orders;
  private final VenueLinks links;
  private volatile @Nullable LiveInbox twin;

  /**
   * A market that is not connected yet.
   *
   * @param orders reports about orders and balances go to the engine, too
   */
  LiveMarket(HaetaeConfig config, EngineConfig engine, VenueKeys keys, boolean orders) {
    this.orders = orders;
    this.links = new VenueLinks(config, engine.instruments(), keys, clock, this::pass);
  }

  private void pass(Event event) {
    if (event instanceof Event.ClockOffsetMeasured measured) {
      offsets.set(measured.venue().ordinal(), measured);
    }
    if (orders || quote(event)) {
      inbox.accept(event);
    }
    @Nullable LiveInbox second = twin;
    if (second != null && (quote(event) || event instanceof Event.WalletStatusChanged)) {
      // What a paper twin has no room for it must do without.
      second.offer(event);
    }
    for (EventSink listener : listeners) {
      listener.accept(event);
    }
  }

  /** Lets a second engine see the same market, too. Call before {@link #connect}. */
  void twin() {
    twin = new LiveInbox();
  }

  /** The market of the second engine, null if there is none. */
  @Nullable LiveInbox twinInbox() {
    return twin;
  }

  /** True for what a venue tells everybody, and of the connection to it. */
  static boolean quote(Event event) {
    return event instanceof BookChanged
        || event instanceof Event.TradePrinted
        || event instanceof Event.ClockOffsetMeasured
        || event instanceof Event.FundingRateReported
        || event instanceof Event.VenueStatusChanged;
  }

  /** Adds one who is given each event on its connector's thread, and must not wait. */
  void listen(EventSink listener) {
    listeners.add(listener);
  }

  /** Leaves an event that no venue has sent. Threads: any. */
  void leave(Event event) {
    inbox.accept(event);
  }

  /**
   * Connects, and waits until every stream has brought something.
   *
   * @return what is to be said about it: streams that are still missing
   */
  List<String> connect(long timeoutMs) throws InterruptedException {
    links.start();
    long end = System.nanoTime() + timeoutMs * 1_000_000;
    while (!links.missing().isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(POLL_MS);
    }
    List<String> notes = new ArrayList<>();
    links.missing().forEach(s -> notes.add("no quotes yet: " + s + " (still trying)"));
    return notes;
  }

  /** Names who takes the events, and engine time. */
  void readBy(Thread thread, LongSupplier engineNs) {
    inbox.readBy(thread, engineNs);
  }

  LiveClock clock() {
    return clock;
  }

  /** A venue's clock offset as last measured, null if it never was. */
  Event.@Nullable ClockOffsetMeasured clockOffset(Venue venue) {
    return offsets.get(venue.ordinal());
  }

  /** When a venue's message came of which an event was made; 0 if it is not the last one taken. */
  long receivedNs(Event event) {
    return inbox.receivedNs(event);
  }

  /** The connectors. */
  VenueLinks links() {
    return links;
  }

  /** State of each stream. */
  List<FeedStatus> status() {
    return links.status();
  }

  /** Events that wait for the engine. */
  int waiting() {
    return inbox.depth();
  }

  /** Books that the engine was too slow for. */
  long droppedBooks() {
    return inbox.droppedBooks();
  }

  @Override
  public long nextTimeNs() {
    return inbox.nextTimeNs();
  }

  @Override
  public Event next() {
    return inbox.next();
  }

  @Override
  public void close() {
    links.close();
  }
}
