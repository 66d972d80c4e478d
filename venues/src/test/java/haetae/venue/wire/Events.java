package haetae.venue.wire;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.market.OrderBook;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events; of books a copy. */
public final class Events implements EventSink {
  private final List<Event> all = new CopyOnWriteArrayList<>();

  @Override
  public void accept(Event event) {
    if (event instanceof BookChanged changed) {
      BookChanged copy = new BookChanged();
      copy.begin(changed.instrumentId(), changed.timeNs(), changed.venueMs());
      copy.book().copyFrom(changed.book());
      all.add(copy);
    } else {
      all.add(event);
    }
  }

  /** All events of a kind so far. */
  public <T extends Event> List<T> of(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Waits for the first event of a kind. */
  public <T extends Event> T first(Class<T> kind) {
    Await.until(kind.getSimpleName(), () -> !of(kind).isEmpty());
    return of(kind).getFirst();
  }

  /** The last book of an instrument, null if there was none. */
  public OrderBook book(int instrumentId) {
    return of(BookChanged.class).stream()
        .filter(b -> b.instrumentId() == instrumentId)
        .reduce((a, b) -> b)
        .map(BookChanged::book)
        .orElse(null);
  }

  /** Number of events. */
  public int size() {
    return all.size();
  }
}
