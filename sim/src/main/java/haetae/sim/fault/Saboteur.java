package haetae.sim.fault;

import haetae.engine.Command;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import java.util.function.Consumer;

/**
 * Stands between the engine and its world and plants a bug, to show that the simulation catches it.
 * What it alters is what the engine really sees and sends. Threads: the run's.
 */
public interface Saboteur {
  /** Alters nothing. */
  Saboteur NONE = new Saboteur() {};

  /** An event on its way to the engine: pass it on, alter it, or add to it. */
  default void event(Event event, Consumer<Event> engine) {
    engine.accept(event);
  }

  /** A command on its way to the world. */
  default void command(Command command, Consumer<Command> world) {
    world.accept(command);
  }

  /** The configuration the engine is built with; the checks keep the true one. */
  default EngineConfig config(EngineConfig config) {
    return config;
  }
}
