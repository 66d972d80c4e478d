package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventEncoder;
import haetae.engine.EventSource;
import haetae.engine.VenueStatus;
import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  /** Numbers as books of three slots, every tenth as another event. */
  private static final class Counted implements EventSource {
    private final BookChanged[] slots = {new BookChanged(), new BookChanged(), new BookChanged()};
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
      BookChanged slot = slots[(int) (timeNs % 3)];
      if (timeNs % 7 == 0) {
        slot.begin((int) (timeNs % 2), timeNs, timeNs).book().addBid(timeNs, timeNs);
      } else {
        slot.revise((int) (timeNs % 2), timeNs, timeNs);
      }
      change(slot.book(), timeNs);
      return slot;
    }

    private static void change(OrderBook book, long number) {
      if (number % 11 == 0) {
        book.addAsk(number, 1);
      }
      for (Side side : Side.values()) {
        if (book.depth(side) > 0 && number % 5 != 0) {
          book.quantity(side, (int) (number % book.depth(side)), number);
        }
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static List<String> all(EventSource source) {
    List<String> seen = new ArrayList<>();
    for (long timeNs = source.nextTimeNs(); timeNs != EventSource.END; ) {
      Event event = source.next();
      assertThat(event.timeNs()).isEqualTo(timeNs);
      StateOut out = new StateOut();
      EventEncoder.encode(event, out);
      seen.add(HexFormat.of().formatHex(out.toBytes()));
      timeNs = source.nextTimeNs();
    }
    return seen;
  }

  @Test
  void shouldHandOutTheSameEvents() {
    for (long events : new long[] {0, 1, 255, 2_000, 2_500, 30_000}) {
      List<String> straight = all(new Counted(events, -1));
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
