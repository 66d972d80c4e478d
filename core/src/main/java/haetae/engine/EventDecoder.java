package haetae.engine;

import haetae.engine.EventEncoder.Kind;
import haetae.market.Asset;
import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.GuardFacts;
import haetae.state.StateException;
import haetae.state.StateIn;

/**
 * Reads what {@link EventEncoder} has written.
 *
 * <p>Errors: {@link StateException} for anything else. Threads: one; a book is always the same
 * object, filled again.
 */
public final class EventDecoder {
  private final BookChanged slot = new BookChanged();

  /** The next event. */
  public Event decode(StateIn in) {
    Kind kind = in.getEnum(Kind.values());
    long time = in.getLong();
    return switch (kind) {
      case NONE -> throw new StateException("no event");
      case BOOK -> book(time, in);
      case TRADE -> trade(time, in);
      case ACCEPTED -> new Event.OrderAccepted(time, in.getLong(), in.getText());
      case FILLED -> filled(time, in);
      case ENDED -> new Event.OrderEnded(time, in.getLong(), in.getLong());
      case REJECTED -> new Event.OrderRejected(time, in.getLong(), in.getText(), in.getText());
      case LIMITED ->
          new Event.OrderRejected(time, in.getLong(), in.getText(), in.getText(), in.getLong());
      case UNKNOWN -> new Event.OrderOutcomeUnknown(time, in.getLong(), in.getText());
      case STATUS -> status(time, in);
      case BALANCE -> balance(time, in);
      case VENUE -> venue(time, in);
      case CLOCK -> new Event.ClockOffsetMeasured(time, in.getEnum(Venue.values()), in.getLong());
      case FUNDING -> funding(time, in);
      case TIMER -> new Event.TimerFired(time, in.getLong());
      case CYCLE -> new Event.CycleStarted(time, in.getLong());
      case GUARD -> new Event.GuardReported(time, GuardFacts.load(in));
      case OPERATOR -> operator(time, in);
      case RESTARTED -> new Event.Restarted(time);
      case POSITION -> new Event.PositionReported(time, in.getInt(), in.getLong());
      case EXTERNAL -> external(time, in);
      case PRICED -> new Event.AssetPriced(time, asset(in), in.getLong());
      case FUNDING_RATE ->
          new Event.FundingRateReported(time, in.getInt(), in.getLong(), in.getInt());
      case WALLET -> wallet(time, in);
      case FUNDING_NEXT ->
          new Event.FundingRateReported(time, in.getInt(), in.getLong(), in.getInt(), in.getLong());
      case MARGIN -> new Event.MarginReported(time, in.getInt(), in.getLong(), in.getLong());
    };
  }

  private Event book(long time, StateIn in) {
    slot.begin(in.getInt(), time, in.getLong());
    if (in.getBool()) {
      slot.markMore();
    }
    OrderBook book = slot.book();
    long price = 0;
    for (int i = in.getCount(OrderBook.MAX_LEVELS); i > 0; i--) {
      price = Math.addExact(price, in.getLong());
      book.addBid(price, in.getLong());
    }
    price = 0;
    for (int i = in.getCount(OrderBook.MAX_LEVELS); i > 0; i--) {
      price = Math.addExact(price, in.getLong());
      book.addAsk(price, in.getLong());
    }
    return slot;
  }

  private static Asset asset(StateIn in) {
    return new Asset(in.getText());
  }

  private static Event trade(long time, StateIn in) {
    return new Event.TradePrinted(
        time, in.getInt(), in.getLong(), in.getLong(), in.getEnum(Side.values()), in.getLong());
  }

  private static Event filled(long time, StateIn in) {
    return new Event.OrderFilled(
        time,
        in.getLong(),
        in.getText(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        asset(in),
        in.getLong());
  }

  private static Event status(long time, StateIn in) {
    return new Event.OrderStatusReported(
        time, in.getLong(), in.getBool(), in.getBool(), in.getLong());
  }

  private static Event balance(long time, StateIn in) {
    return new Event.BalanceReported(
        time, in.getEnum(Venue.values()), asset(in), in.getLong(), in.getLong());
  }

  private static Event venue(long time, StateIn in) {
    return new Event.VenueStatusChanged(
        time, in.getEnum(Venue.values()), in.getEnum(VenueStatus.values()), in.getText());
  }

  private static Event funding(long time, StateIn in) {
    return new Event.FundingSettled(
        time, in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  private static Event external(long time, StateIn in) {
    return new Event.ExternalFlowReported(
        time, in.getEnum(Venue.values()), asset(in), in.getLong(), in.getText());
  }

  private static Event wallet(long time, StateIn in) {
    return new Event.WalletStatusChanged(
        time, in.getEnum(Venue.values()), asset(in), in.getBool(), in.getBool());
  }

  private static Event operator(long time, StateIn in) {
    return new Event.OperatorCommand(
        time, in.getEnum(Event.OperatorCommand.Action.values()), in.getText());
  }
}
