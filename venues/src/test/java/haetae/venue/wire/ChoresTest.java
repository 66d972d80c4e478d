package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event;
import haetae.market.Asset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChoresTest {
  private static final Event FILL =
      new Event.OrderFilled(1, 7, "f", 100, 100, 0, Asset.KRW, Event.NOT_TOLD);

  @Test
  void shouldReadAgainAfterAFillUntilThatCouldBeDone() {
    List<String> failures = new CopyOnWriteArrayList<>();
    AtomicInteger tries = new AtomicInteger();
    Events heard = new Events();
    try (Chores chores = new Chores("test", (name, e) -> failures.add(name))) {
      EventSink sink = chores.afterFills(heard, "balances", () -> tries.incrementAndGet() == 2);
      sink.accept(FILL);
      Await.until("tried again", () -> tries.get() == 2);
    }
    assertThat(heard.of(Event.OrderFilled.class)).hasSize(1);
    assertThat(failures).isEmpty();
  }
}
