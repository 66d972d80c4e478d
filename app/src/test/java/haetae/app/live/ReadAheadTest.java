package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.engine.VenueStatus;
import haetae.market.Venue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  /** Numbers as books of one slot, every tenth as another event. */
  private static final class Counted implements EventSource {
    private final BookChanged slot = new BookChanged();
    private final long events;
    private final long breaksAt;
    private long at;
    private volatile boolean closed;

    Counted(long events, long breaksAt) {
      this.events = events;
      this.breaksAt = breaksAt;
    }

    @Override
    public long nextTimeNs() {
      return at == events ? END : at;
    }

    @Override
    public Event next() {
      if (at == breaksAt) {
        throw new IllegalStateException("the file has changed");
      }
      long timeNs = at++;
      if (timeNs % 10 == 0) {
        return new Event.VenueStatusChanged(timeNs, Venue.UPBIT, VenueStatus.UP, "" + timeNs);
      }
      slot.begin(1, timeNs, timeNs).book().addBid(timeNs, timeNs);
      return slot;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static List<Long> all(EventSource source) {
    List<Long> seen = new ArrayList<>();
    for (long timeNs = source.nextTimeNs(); timeNs != EventSource.END; ) {
      Event event = source.next();
      assertThat(event.timeNs()).isEqualTo(timeNs);
      seen.add(event instanceof BookChanged book ? book.book().bestBidE8() : timeNs);
      timeNs = source.nextTimeNs();
    }
    return seen;
  }

  @Test
  void shouldHandOutTheSameEvents() {
    for (long events : new long[] {0, 1, 255, 256, 257, 512, 10_000}) {
      List<Long> straight = all(new Counted(events, -1));
      try (ReadAhead ahead = new ReadAhead(new Counted(events, -1))) {
        assertThat(all(ahead)).hasSize((int) events).isEqualTo(straight);
        assertThat(ahead.nextTimeNs()).isEqualTo(EventSource.END);
      }
    }
  }

  @Test
  void shouldTellWhereTheSourceBroke() {
    for (long breaksAt : new long[] {0, 100, 256, 300}) {
      try (ReadAhead ahead = new ReadAhead(new Counted(10_000, breaksAt))) {
        for (long i = 0; i < breaksAt; i++) {
          assertThat(ahead.nextTimeNs()).isEqualTo(i);
          ahead.next();
        }
        assertThatThrownBy(ahead::nextTimeNs).hasMessage("the file has changed");
      }
    }
  }

  @Test
  void shouldCloseBeforeItsEnd() {
    Counted source = new Counted(Long.MAX_VALUE - 1, -1);
    try (ReadAhead ahead = new ReadAhead(source)) {
      assertThat(ahead.nextTimeNs()).isZero();
    }
    assertThat(source.closed).isTrue();
  }
}
