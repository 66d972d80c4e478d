package haetae.app.live;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.sim.BookShape;
import haetae.sim.ImpliedRate;
import haetae.sim.Wandering;
import haetae.venue.recorded.RecordedRow;
import haetae.venue.recorded.Recording;
import haetae.venue.recorded.RecordingException;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recording as market events. What it lacks is modelled: a book around a last price, the rate
 * KRW-USDT, or one venue's side. Threads: the engine's.
 *
 * <p>Rows of the same time are one moment: the engine decides after the last of them, so that a
 * venue's new price never meets the other's old one.
 */
final class RecordedMarket implements EventSource {
  private static final long NS_PER_MS = 1_000_000;
  // A weekend and holidays lie between two rates of a bank; an older one is no rate any more.
  private static final long BANK_RATE_NS = 5 * 86_400_000 * NS_PER_MS;
  private static final int MOST_TOGETHER = 1_024;

  /**
   * How missing parts are modelled.
   *
   * @param recorded ids of the instruments that are in the recording
   * @param shapes a book's shape, by instrument id
   * @param premium deviation of a missing side from the real one
   * @param rate KRW-USDT if nothing in the recording tells it; null if something does
   * @param implied KRW-USDT from the first pair of which both sides are recorded
   * @param bankRate the recording's rate is a bank's, carried forward until its next row
   */
  record Models(
      Set<Integer> recorded,
      Map<Integer, BookShape> shapes,
      Wandering premium,
      @Nullable Wandering rate,
      ImpliedRate implied,
      boolean bankRate) {}

  private final Recording recording;
  private final Map<Venue, Map<String, Instrument>> instruments = new EnumMap<>(Venue.class);
  private final List<Pair> pairs;
  private final Models models;
  private final boolean[] recorded;
  private final int firstWhole;
  private final double[] mids;
  private final long[] rowNs;
  private final ArrayDeque<Event> ready = new ArrayDeque<>();
  private final ArrayDeque<BookChanged> pool = new ArrayDeque<>();
  private @Nullable BookChanged handedOut;
  private @Nullable RecordedRow ahead;

  /**
   * A market.
   *
   * @param instruments that may be in it; all others are passed over
   * @param pairs routes of which at least one venue is recorded
   */
  RecordedMarket(
      Recording recording, List<Instrument> instruments, List<Pair> pairs, Models models) {
    this.recording = recording;
    for (Venue venue : Venue.values()) {
      Map<String, Instrument> named = new HashMap<>();
      instruments.stream().filter(i -> i.venue() == venue).forEach(i -> named.put(i.symbol(), i));
      this.instruments.put(venue, named);
    }
    this.pairs = List.copyOf(pairs);
    this.models = models;
    int most = instruments.stream().mapToInt(Instrument::id).max().orElse(0);
    this.recorded = new boolean[most + 1];
    models.recorded().forEach(id -> recorded[id] = true);
    this.firstWhole = firstWhole();
    this.mids = new double[most + 1];
    this.rowNs = new long[most + 1];
    this.ahead = read();
    fill();
  }

  @Override
  public long nextTimeNs() {
    Event first = ready.peekFirst();
    return first == null ? END : first.timeNs();
  }

  @Override
  public Event next() {
    Event event = ready.removeFirst();
    if (handedOut != null) {
      pool.add(handedOut);
    }
    handedOut = event instanceof BookChanged book ? book : null;
    if (ready.isEmpty()) {
      fill();
    }
    return event;
  }

  private @Nullable RecordedRow read() {
    try {
      return recording.next();
    } catch (RecordingException e) {
      // It was read to its end when it was opened: the file has changed under our hands.
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Takes the next moment of which some row bears on a pair. */
  private void fill() {
    RecordedRow row = ahead;
    while (row != null && ready.isEmpty()) {
      long timeNs = row.timeNs();
      while (row != null && row.timeNs() == timeNs && ready.size() < MOST_TOGETHER) {
        take(row);
        row = read();
      }
      for (Pair pair : pairs) {
        missing(pair, timeNs);
      }
      if (ready.size() > 1) {
        together();
      }
    }
    ahead = row;
  }

  /** Marks all books of the moment but the last one. */
  private void together() {
    BookChanged before = null;
    for (Event event : ready) {
      if (event instanceof BookChanged book) {
        if (before != null) {
          before.markMore();
        }
        before = book;
      }
    }
  }

  private void take(RecordedRow row) {
    Map<String, Instrument> named = instruments.get(row.venue());
    Instrument instrument = named == null ? null : named.get(row.symbol());
    switch (row) {
      case RecordedRow.Told r -> told(r.event(), instrument);
      case RecordedRow.Book r -> {
        if (instrument != null) {
          rowNs[instrument.id()] = r.timeNs();
          mids[instrument.id()] = r.book().midE8() / (double) Fixed.ONE;
          begin(instrument, r.timeNs(), r.venueMs()).book().copyFrom(r.book());
        }
      }
      case RecordedRow.Priced r -> {
        if (instrument != null) {
          rowNs[instrument.id()] = r.timeNs();
          modelled(instrument, r.priceE8() / (double) Fixed.ONE, r.timeNs());
        }
      }
    }
  }

  /** The recording has numbers of its own for the instruments. */
  private void told(Event event, @Nullable Instrument instrument) {
    switch (event) {
      case Event.VenueStatusChanged _, Event.ClockOffsetMeasured _ -> ready.addLast(event);
      case Event.TradePrinted e -> {
        if (instrument != null) {
          ready.addLast(
              new Event.TradePrinted(
                  e.timeNs(),
                  instrument.id(),
                  e.priceE8(),
                  e.quantityE8(),
                  e.taker(),
                  e.venueMs()));
        }
      }
      case Event.FundingRateReported e -> {
        if (instrument != null) {
          ready.addLast(
              new Event.FundingRateReported(
                  e.timeNs(), instrument.id(), e.rateE8(), e.intervalHours(), e.nextMs()));
        }
      }
      default -> throw new IllegalStateException("no event of a recording: " + event);
    }
  }

  private void modelled(Instrument instrument, double mid, long timeNs) {
    BookShape shape = models.shapes().get(instrument.id());
    if (shape == null) {
      throw new IllegalStateException("no shape for " + instrument);
    }
    mids[instrument.id()] = mid;
    OrderBook book = begin(instrument, timeNs, timeNs / NS_PER_MS).book();
    shape.fill(book, instrument, mid, null);
  }

  private BookChanged begin(Instrument instrument, long timeNs, long venueMs) {
    BookChanged slot = pool.isEmpty() ? new BookChanged() : pool.removeFirst();
    slot.begin(instrument.id(), timeNs, venueMs);
    ready.addLast(slot);
    return slot;
  }

  /** Books that follow from this moment's because the recording has none of their own. */
  private void missing(Pair pair, long timeNs) {
    boolean upbit = rowNs[pair.upbit().id()] == timeNs;
    boolean binance = rowNs[pair.binance().id()] == timeNs;
    if (!upbit && !binance) {
      return;
    }
    rate(pair, timeNs);
    double rate = mids[pair.fx().id()];
    Instrument other = upbit ? pair.binance() : pair.upbit();
    if (rate > 0 && !recorded[other.id()]) {
      double factor = rate * (1 + models.premium().at(timeNs));
      double real = mids[(upbit ? pair.upbit() : pair.binance()).id()];
      modelled(other, upbit ? real / factor : real * factor, timeNs);
    }
  }

  private void rate(Pair pair, long timeNs) {
    Instrument fx = pair.fx();
    Wandering wandering = models.rate();
    if (models.bankRate()) {
      boolean known = mids[fx.id()] > 0 && timeNs - rowNs[fx.id()] <= BANK_RATE_NS;
      if (known && rowNs[fx.id()] != timeNs) {
        modelled(fx, mids[fx.id()], timeNs);
      }
    } else if (wandering != null) {
      modelled(fx, wandering.at(timeNs), timeNs);
    } else if (!recorded[fx.id()] && pair.id() == firstWhole) {
      implied(pair, timeNs);
    }
  }

  private void implied(Pair pair, long timeNs) {
    double upbit = mids[pair.upbit().id()];
    double binance = mids[pair.binance().id()];
    if (upbit > 0 && binance > 0) {
      models.implied().add(timeNs, upbit, binance);
      modelled(pair.fx(), models.implied().rate(), timeNs);
    }
  }

  /** Id of the first pair of which both sides are recorded; -1 if there is none. */
  private int firstWhole() {
    for (Pair candidate : pairs) {
      if (recorded[candidate.upbit().id()] && recorded[candidate.binance().id()]) {
        return candidate.id();
      }
    }
    return -1;
  }

  @Override
  public void close() {
    recording.close();
  }
}
