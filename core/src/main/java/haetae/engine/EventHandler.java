package haetae.engine;

/** Takes events one by one and answers with commands: the engine, or a stand-in for it. */
@FunctionalInterface
public interface EventHandler {
  /** Applies one event; all commands are given to the sink before this returns. */
  void onEvent(Event event, CommandSink commands);
}
