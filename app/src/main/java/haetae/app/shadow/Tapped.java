package haetae.app.shadow;

import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import java.util.function.Consumer;

/**
 * An engine with somebody who is told of each event before it, and of each command before whoever
 * carries it out. Changes nothing. Threads: the engine's.
 */
public final class Tapped implements EventHandler {
  private final EventHandler engine;
  private final Consumer<Event> heard;
  private final Consumer<Command> decided;
  private final CommandSink watching = this::command;
  private CommandSink target = command -> {};

  /** An engine, and who is told of its events and of its commands. */
  public Tapped(EventHandler engine, Consumer<Event> heard, Consumer<Command> decided) {
    this.engine = engine;
    this.heard = heard;
    this.decided = decided;
  }

  @Override
  public void onEvent(Event event, CommandSink commands) {
    target = commands;
    heard.accept(event);
    engine.onEvent(event, watching);
  }

  private void command(Command command) {
    decided.accept(command);
    target.accept(command);
  }
}
