package haetae.venue.recorded;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.market.Instrument;
import haetae.venue.segment.Listing;
import haetae.venue.segment.Mark;
import haetae.venue.segment.SegmentException;
import haetae.venue.segment.SegmentReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Segments as market events, straight out of their blocks: a book is changed in place by the
 * instrument's next, so that what follows it takes over the difference alone.
 *
 * <p>Events of the same time are one moment, of which all books but the last are marked with {@link
 * BookChanged#more}, whatever the recording says. A file is opened when its time comes. Threads:
 * one reads what is here; one more unpacks.
 */
final class SegmentMarket implements EventSource {
  /** Most events of a moment; what is beyond them is another one. */
  static final int MOST_TOGETHER = 1_024;

  private final List<Stream> streams = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final ArrayDeque<Event> ready = new ArrayDeque<>();
  private @Nullable Stream earliest;
  private long nextNs;
  private long limitNs;

  /** One file, in its place among all. */
  private final class Stream {
    private final Path path;
    private long nextNs;
    private @Nullable SegmentReader reader;

    Stream(Content content) {
      path = content.path();
      nextNs = content.firstNs();
    }

    /** Opens it if it was not yet; what is asked for may begin later than the file. */
    boolean opens() {
      if (reader != null) {
        return false;
      }
      try {
        reader = SegmentReader.ahead(path, new Known(), SegmentMarket.this::number);
        nextNs = reader.nextTimeNs();
        return true;
      } catch (IOException | SegmentException e) {
        throw changed(e);
      }
    }

    Event take() {
      try {
        Event event = reader == null ? null : reader.next();
        if (reader != null && event != null) {
          nextNs = reader.nextTimeNs();
          return event;
        }
      } catch (SegmentException e) {
        throw changed(e);
      }
      throw new IllegalStateException(path + " is at its end");
    }

    /** It was read to its end before: the file has changed under our hands. */
    private IllegalStateException changed(Exception e) {
      return new IllegalStateException(e.getMessage(), e);
    }

    void close() {
      if (reader != null) {
        reader.close();
      }
    }
  }

  /** All of it was told when the files were surveyed. */
  private static final class Known implements SegmentReader.Listener {
    @Override
    public void marked(Mark mark) {}

    @Override
    public void damaged(long atByte, String what, boolean atEnd) {}
  }

  /**
   * The events of some instruments.
   *
   * @param contents of the files, by name
   */
  SegmentMarket(List<Content> contents, List<Instrument> instruments) {
    instruments.forEach(i -> numbers.put(i.venue() + ":" + i.symbol(), i.id()));
    contents.forEach(content -> streams.add(new Stream(content)));
    pick();
  }

  /** Spot or perpetual is for the notes to tell: by name, a venue's books are the instrument's. */
  private int number(Listing listing, int recorded) {
    return numbers.getOrDefault(listing.venue() + ":" + listing.symbol(), -1);
  }

  /** Finds the earliest file, the first of several, and until when it is that. */
  private void pick() {
    do {
      earliest = null;
      nextNs = END;
      limitNs = END;
      for (Stream stream : streams) {
        if (stream.nextNs < nextNs) {
          limitNs = nextNs;
          earliest = stream;
          nextNs = stream.nextNs;
        } else if (stream.nextNs < limitNs) {
          // It comes after the earlier one at the same time.
          limitNs = stream.nextNs + 1;
        }
      }
    } while (earliest != null && earliest.opens());
  }

  @Override
  public long nextTimeNs() {
    Event first = ready.peekFirst();
    return first == null ? nextNs : first.timeNs();
  }

  @Override
  public Event next() {
    if (!ready.isEmpty()) {
      return ready.removeFirst();
    }
    Event event = take();
    if (nextNs == event.timeNs() || (event instanceof BookChanged book && book.more())) {
      return together(event);
    }
    return event;
  }

  private Event take() {
    Stream stream = earliest;
    if (stream == null) {
      throw new IllegalStateException("the recording is at its end");
    }
    Event event = stream.take();
    nextNs = stream.nextNs;
    if (nextNs >= limitNs) {
      pick();
    }
    return event;
  }

  /** The first event of a moment, the others waiting. */
  private Event together(Event first) {
    ready.addLast(kept(first));
    while (nextNs == first.timeNs() && ready.size() < MOST_TOGETHER) {
      ready.addLast(kept(take()));
    }
    BookChanged before = null;
    for (Event event : ready) {
      if (event instanceof BookChanged book) {
        if (before != null) {
          before.markMore();
        }
        before = book;
      }
    }
    return ready.removeFirst();
  }

  /** A book may be changed before it is handed out. */
  private static Event kept(Event event) {
    if (event instanceof BookChanged book) {
      BookChanged copy = new BookChanged();
      copy.begin(book.instrumentId(), book.timeNs(), book.venueMs());
      copy.book().copyFrom(book.book());
      return copy;
    }
    return event;
  }

  @Override
  public void close() {
    streams.forEach(Stream::close);
    streams.clear();
  }
}
