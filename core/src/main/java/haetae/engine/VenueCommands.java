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

  /** A command that was read back: it can be looked at, not sent. */
  public sealed interface Sent {
    /** Its order. */
    long orderId();
  }

  /** An order that was placed. */
  public record Placed(String clientOrderId, Gate gate, OrderIntent intent) implements Sent {
    @Override
    public long orderId() {
      return intent.orderId();
    }
  }

  /** A cancel that was asked for. */
  public record Cancelled(long orderId, Venue venue, String clientOrderId) implements Sent {}

  /** A query that was sent. */
  public record Queried(long orderId, Venue venue, String clientOrderId) implements Sent {}

  /**
   * Reads what {@link #encode} has written.
   *
   * @param instruments all instruments, by id
   */
  public static Sent decode(StateIn in, List<Instrument> instruments) {
    return switch (in.getEnum(Kind.values())) {
      case PLACE ->
          new Placed(in.getText(), in.getEnum(Gate.values()), OrderIntent.load(in, instruments));
      case CANCEL -> new Cancelled(in.getLong(), in.getEnum(Venue.values()), in.getText());
      case QUERY -> new Queried(in.getLong(), in.getEnum(Venue.values()), in.getText());
    };
  }

  /**
   * What was written, in words.
   *
   * @param instruments all instruments, by id
   */
  public static String describe(StateIn in, List<Instrument> instruments) {
    return switch (decode(in, instruments)) {
      case Placed c -> "PLACE order=" + c.orderId() + " " + c.clientOrderId() + " " + words(c);
      case Cancelled c -> "CANCEL order=" + c.orderId() + " " + c.venue() + " " + c.clientOrderId();
      case Queried c -> "QUERY order=" + c.orderId() + " " + c.venue() + " " + c.clientOrderId();
    };
  }

  private static String words(Placed placed) {
    OrderIntent intent = placed.intent();
    return placed.gate()
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
