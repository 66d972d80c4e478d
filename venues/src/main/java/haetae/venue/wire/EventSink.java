package haetae.venue.wire;

import haetae.engine.Event;

/**
 * Where a connector's events go: the engine's inbox.
 *
 * <p>Called from several threads at once. A {@link haetae.engine.BookChanged} is filled again after
 * the call returns: the sink copies what it keeps. It must not block for long.
 */
@FunctionalInterface
public interface EventSink {
  /** Takes an event. */
  void accept(Event event);
}
