package haetae.sim;

import haetae.engine.Event;
import haetae.engine.OrderGateway;

/**
 * Where a run's orders go: modelled venues, or the way to real ones. Threads: the run's.
 *
 * <p>Only modelled venues need to hear the market and to open by themselves: real ones send
 * everything as events of the market.
 */
@FunctionalInterface
public interface Venues {
  /**
   * The way to these venues; called once.
   *
   * @param time the run's, where the answers of modelled venues go
   */
  OrderGateway gateway(Scheduler time);

  /** Hears an event of the market before the engine does. */
  default void heard(Event event) {}

  /** Tells the engine what it must know before the first event. */
  default void open(Scheduler time) {}
}
