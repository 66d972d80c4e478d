package haetae.sim;

import haetae.engine.Event;

/** A run's time, and things to do in it. Threads: the run's. */
public interface Scheduler {
  /** Now, in ns since the epoch. */
  long nowNs();

  /** Does something at a time that is not before now; at the same time in the order of asking. */
  void at(long timeNs, Runnable action);

  /** Gives an event to the engine now. */
  void deliver(Event event);
}
