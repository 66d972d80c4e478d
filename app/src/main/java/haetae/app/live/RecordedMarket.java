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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recording as market events. What it lacks is modelled: a book around a last price, the rate
 * KRW-USDT, or one venue's side. Threads: the engine's.
 */
final class RecordedMarket implements EventSource {
  private static final long NS_PER_MS = 1_000_000;

  /**
   * How missing parts are modelled.
   *
   * @param shapes a book's shape, by instrument id
   * @param premium deviation of the missing side from the real one; null if both are recorded
   * @param bankRate the recording's rate is a bank's, carried forward until its next row
   */
  record Models(
      Map<Integer, BookShape> shapes,
      @Nullable Wandering premium,
      @Nullable Wandering rate,
      ImpliedRate implied,
      boolean fxRecorded,
      boolean bankRate) {}

  private final Recording recording;
  private final Map<String, Instrument> instruments;
  private final List<Pair> pairs;
  private final Models models;
  private final double[] mids;
  private final ArrayDeque<BookChanged> ready = new ArrayDeque<>();
  private final ArrayDeque<BookChanged> pool = new ArrayDeque<>();
  private @Nullable BookChanged handedOut;

  /**
   * A market.
   *
   * @param instruments by {@code VENUE:symbol}
   * @param pairs routes of which at least one venue is recorded
   */
  RecordedMarket(
      Recording recording, Map<String, Instrument> instruments, List<Pair> pairs, Models models) {
    this.recording = recording;
    this.instruments = Map.copyOf(instruments);
    this.pairs = List.copyOf(pairs);
    this.models = models;
    int most = instruments.values().stream().mapToInt(Instrument::id).max().orElse(0);
    this.mids = new double[most + 1];
    fill();
  }

  @Override
  public long nextTimeNs() {
    BookChanged first = ready.peekFirst();
    return first == null ? END : first.timeNs();
  }

  @Override
  public Event next() {
    BookChanged event = ready.removeFirst();
    if (handedOut != null) {
      pool.add(handedOut);
    }
    handedOut = event;
    if (ready.isEmpty()) {
      fill();
    }
    return event;
  }

  private void fill() {
    try {
      while (ready.isEmpty()) {
        RecordedRow row = recording.next();
        if (row == null) {
          return;
        }
        take(row);
      }
    } catch (RecordingException e) {
      // It was read to its end when it was opened: the file has changed under our hands.
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void take(RecordedRow row) {
    Instrument instrument = instruments.get(row.venue() + ":" + row.symbol());
    if (instrument == null) {
      return;
    }
    switch (row) {
      case RecordedRow.Book r -> {
        mids[instrument.id()] = r.book().midE8() / (double) Fixed.ONE;
        begin(instrument, r.timeNs()).book().copyFrom(r.book());
      }
      case RecordedRow.Priced r ->
          modelled(instrument, r.priceE8() / (double) Fixed.ONE, r.timeNs());
    }
    if (instrument.venue() == Venue.UPBIT && instrument.id() == pairs.get(0).fx().id()) {
      return;
    }
    missing(instrument, row.timeNs());
  }

  private void modelled(Instrument instrument, double mid, long timeNs) {
    BookShape shape = models.shapes().get(instrument.id());
    if (shape == null) {
      throw new IllegalStateException("no shape for " + instrument);
    }
    mids[instrument.id()] = mid;
    OrderBook book = begin(instrument, timeNs).book();
    shape.fill(book, instrument, mid, null);
  }

  private BookChanged begin(Instrument instrument, long timeNs) {
    BookChanged slot = pool.isEmpty() ? new BookChanged() : pool.removeFirst();
    slot.begin(instrument.id(), timeNs, timeNs / NS_PER_MS);
    ready.addLast(slot);
    return slot;
  }

  /** Books that follow from this one because the recording has none of their own. */
  private void missing(Instrument changed, long timeNs) {
    for (Pair pair : pairs) {
      if (!pair.uses(changed)) {
        continue;
      }
      rate(pair, timeNs);
      double rate = mids[pair.fx().id()];
      Wandering premium = models.premium();
      if (premium != null && rate > 0) {
        boolean upbitChanged = changed.venue() == Venue.UPBIT;
        Instrument other = upbitChanged ? pair.binance() : pair.upbit();
        double factor = rate * (1 + premium.at(timeNs));
        double mid = mids[changed.id()];
        modelled(other, upbitChanged ? mid / factor : mid * factor, timeNs);
      }
    }
  }

  private void rate(Pair pair, long timeNs) {
    double upbit = mids[pair.upbit().id()];
    double binance = mids[pair.binance().id()];
    Wandering wandering = models.rate();
    if (models.bankRate()) {
      if (mids[pair.fx().id()] > 0) {
        modelled(pair.fx(), mids[pair.fx().id()], timeNs);
      }
    } else if (wandering != null) {
      modelled(pair.fx(), wandering.at(timeNs), timeNs);
    } else if (!models.fxRecorded() && upbit > 0 && binance > 0 && pair.id() == 0) {
      models.implied().add(timeNs, upbit, binance);
      modelled(pair.fx(), models.implied().rate(), timeNs);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
