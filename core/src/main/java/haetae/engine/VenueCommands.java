package haetae.engine;

import haetae.execution.OrderIntent;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import haetae.risk.Gate;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.List;

/**
 * Commands that go to a venue, as bytes: what the journal keeps of the engine's decisions, so that
 * a replay can be compared with what was really sent. Threads: any; it keeps nothing.
 */
public final class VenueCommands {
  /** Kinds of commands, as they are written. */
  private enum Kind {
    PLACE,
    CANCEL,
    QUERY
  }

  private VenueCommands() {}

  /** Writes a command; false, and nothing written, if it is not for a venue. */
  public static boolean encode(Command command, StateOut out) {
    return switch (command) {
      case Command.PlaceOrder c -> place(c.order(), out);
      case Command.CancelOrder c -> {
        out.putEnum(Kind.CANCEL).putLong(c.orderId()).putEnum(c.venue()).putText(c.clientOrderId());
        yield true;
      }
      case Command.QueryOrder c -> {
        out.putEnum(Kind.QUERY).putLong(c.orderId()).putEnum(c.venue()).putText(c.clientOrderId());
        yield true;
      }
      case Command.ScheduleTimer _,
          Command.RaiseAlert _,
          Command.Narrate _,
          Command.RecordTrade _,
          Command.RecordEntry _,
          Command.RecordDay _ ->
          false;
    };
  }

  private static boolean place(ApprovedOrder order, StateOut out) {
    out.putEnum(Kind.PLACE).putText(order.clientOrderId()).putEnum(order.gate());
    order.intent().save(out);
    return true;
  }

  /**
   * What was written, in words.
   *
   * @param instruments all instruments, by id
   */
  public static String describe(StateIn in, List<Instrument> instruments) {
    Kind kind = in.getEnum(Kind.values());
    if (kind != Kind.PLACE) {
      return kind
          + " order="
          + in.getLong()
          + " "
          + in.getEnum(Venue.values())
          + " "
          + in.getText();
    }
    String clientOrderId = in.getText();
    Gate gate = in.getEnum(Gate.values());
    OrderIntent intent = OrderIntent.load(in, instruments);
    return kind
        + " order="
        + intent.orderId()
        + " "
        + clientOrderId
        + " "
        + gate
        + " "
        + intent.purpose()
        + " "
        + intent.side()
        + " "
        + Fixed.format(intent.quantityE8())
        + " "
        + intent.instrument()
        + " limit="
        + Fixed.format(intent.limitPriceE8());
  }
}
