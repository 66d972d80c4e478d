package haetae.engine;

/** Takes the engine's commands in the order it gives them. Called on the engine thread only. */
@FunctionalInterface
public interface CommandSink {
  /** Takes one command; must not block and must not call back into the engine. */
  void accept(Command command);
}
