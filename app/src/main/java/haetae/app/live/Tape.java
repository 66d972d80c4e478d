package haetae.app.live;

import haetae.engine.EventSource;
import java.util.List;

/**
 * What the service trades on in virtual time.
 *
 * @param market the events
 * @param startNs virtual time of the beginning
 * @param endNs virtual time of the last event, {@link EventSource#END} for a market without end
 * @param cadenceMs usual gap between two rows; ages are judged beyond it
 * @param notes what is real and what is modelled, for the operator
 */
record Tape(EventSource market, long startNs, long endNs, long cadenceMs, List<String> notes) {
  Tape {
    notes = List.copyOf(notes);
  }
}
