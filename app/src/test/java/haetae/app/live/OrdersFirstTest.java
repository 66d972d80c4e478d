package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.engine.Command;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.market.Venue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrdersFirstTest {
  private static final Event EVENT = new Event.CycleStarted(1, 1);

  private final List<String> heard = new ArrayList<>();
  private final OrdersFirst told = new OrdersFirst(this::told);

  private void told(Command command) {
    if (command instanceof Command.Narrate words) {
      heard.add(words.text());
    }
  }

  private static Command words(String text) {
    return new Command.Narrate(Component.SIGNAL, Severity.INFO, 0, text);
  }

  private void carryOut(Command command) {
    if (command instanceof Command.CancelOrder order) {
      heard.add("order " + order.orderId());
    } else {
      told.accept(command);
    }
  }

  @Test
  void shouldTellAfterTheOrdersAndInOrder() {
    EventHandler engine =
        (event, commands) -> {
          commands.accept(words("first"));
          commands.accept(new Command.CancelOrder(7, Venue.UPBIT, "t-7"));
          commands.accept(words("second"));
          commands.accept(new Command.CancelOrder(8, Venue.BINANCE, "t-8"));
        };

    told.around(engine).onEvent(EVENT, this::carryOut);

    assertThat(heard).containsExactly("order 7", "order 8", "first", "second");
  }

  @Test
  void shouldTellWhatLedToAFailure() {
    EventHandler engine =
        (event, commands) -> {
          commands.accept(words("first"));
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(() -> told.around(engine).onEvent(EVENT, this::carryOut))
        .hasMessage("broken");
    assertThat(heard).containsExactly("first");
  }

  @Test
  void shouldTellAtOnceBetweenEvents() {
    told.accept(words("alone"));

    assertThat(heard).containsExactly("alone");
  }
}
