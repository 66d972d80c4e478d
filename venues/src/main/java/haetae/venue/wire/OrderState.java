package haetae.venue.wire;

import haetae.venue.wire.OrderReports.Fill;
import java.util.List;

/**
 * What a venue says of an order at one moment.
 *
 * @param ended true if the venue has nothing more to do for it
 * @param executedE8 cumulative filled quantity
 * @param fills the executions it lists, maybe none although something was executed
 */
public record OrderState(String venueOrderId, boolean ended, long executedE8, List<Fill> fills) {}
