package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LiveInboxTest {
  private final LiveInbox inbox = new LiveInbox();

  private static Event event(long timeNs, long orderId) {
    return new Event.OrderRejected(timeNs, orderId, "LIVE_GUARD", "");
  }

  private static BookChanged book(long timeNs) {
    return new BookChanged().begin(0, timeNs, 0);
  }

  /** As many as there is room for. */
  private long fill() {
    long events = 0;
    while (inbox.offer(event(5, 1))) {
      events++;
    }
    return events;
  }

  @Test
  void shouldNotKeepItsReaderWaitingWhenItIsFull() throws Exception {
    long room = fill();
    Thread reader = Thread.ofPlatform().daemon().unstarted(() -> inbox.accept(event(9, 2)));
    inbox.readBy(reader, () -> 7);
    reader.start();
    reader.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(reader.isAlive()).as("waits for itself").isFalse();
    assertThat(inbox.nextTimeNs()).isEqualTo(9);
    assertThat(inbox.next()).isEqualTo(event(9, 2));
    assertThat(inbox.next()).isEqualTo(event(9, 1));
    assertThat(inbox.depth()).isEqualTo(room - 1);
  }

  @Test
  void shouldDropAndCountBooksWhenThereIsNoRoom() {
    fill();

    inbox.accept(book(6));
    assertThat(inbox.offer(book(6))).isFalse();

    assertThat(inbox.droppedBooks()).isEqualTo(2);
    inbox.next();
    assertThat(inbox.offer(book(6))).isTrue();
  }
}
