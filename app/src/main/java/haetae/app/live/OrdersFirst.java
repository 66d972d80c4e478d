package haetae.app.live;

import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import java.util.ArrayDeque;

/**
 * Lets an event's orders go before anything is told of it: log lines and alerts wait, in their
 * order, until the engine is done with the event. A log call makes its text and may wake the thread
 * that writes it, which an order must not wait for.
 *
 * <p>Threads: the engine's.
 */
final class OrdersFirst implements CommandSink {
  private final CommandSink listener;
  private final ArrayDeque<Command> untold = new ArrayDeque<>();
  private boolean inEvent;

  /** Before a listener, which is told everything that is not for a venue or the clock. */
  OrdersFirst(CommandSink listener) {
    this.listener = listener;
  }

  /** The engine whose words wait. */
  EventHandler around(EventHandler engine) {
    return (event, commands) -> follow(engine, event, commands);
  }

  private void follow(EventHandler engine, Event event, CommandSink commands) {
    inEvent = true;
    try {
      engine.onEvent(event, commands);
    } finally {
      // What led to a failure is told, too.
      inEvent = false;
      while (!untold.isEmpty()) {
        listener.accept(untold.removeFirst());
      }
    }
  }

  @Override
  public void accept(Command command) {
    if (inEvent) {
      untold.addLast(command);
    } else {
      listener.accept(command);
    }
  }
}
