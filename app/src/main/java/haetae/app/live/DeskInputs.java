package haetae.app.live;

import haetae.app.dashboard.EngineTap;
import haetae.engine.EventSource;
import haetae.ops.log.CentralLog;
import haetae.ops.watchdog.Heartbeat;
import java.util.List;

/**
 * What only the operator's desk looks at.
 *
 * @param hearts progress of the threads that must not stand still
 */
record DeskInputs(
    EngineTap tap, EventSource market, CentralLog log, List<Heartbeat> hearts, long startedMs) {
  /** Takes a copy of the list. */
  DeskInputs {
    hearts = List.copyOf(hearts);
  }
}
