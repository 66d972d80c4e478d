package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Severity;
import haetae.market.Asset;
import haetae.market.Direction;
import haetae.market.Venue;
import haetae.portfolio.Attribution;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.LedgerEntry;
import haetae.portfolio.LedgerEntry.Account;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Commands that only the views need, as bytes: what the journal keeps of them, so that every view
 * can be made from the journal alone. Threads: any; it keeps nothing.
 */
public final class ViewRecords {
  /** Kinds of records, as they are written; they keep their numbers for ever. */
  private enum Kind {
    TRADE,
    ENTRY,
    DAY,
    ALERT
  }

  /**
   * A command that was read back.
   *
   * @param timeNs engine time at which it was given
   */
  public record Timed(long timeNs, Command command) {}

  private ViewRecords() {}

  /**
   * Writes a command; false, and nothing written, if it is not for the views.
   *
   * @param timeNs time of the event that it answers
   */
  public static boolean encode(Command command, long timeNs, StateOut out) {
    return switch (command) {
      case Command.RecordTrade c -> trade(c.trade(), head(Kind.TRADE, timeNs, out));
      case Command.RecordEntry c -> entry(c.entry(), head(Kind.ENTRY, timeNs, out));
      case Command.RecordDay c -> {
        c.day().save(head(Kind.DAY, timeNs, out));
        yield true;
      }
      case Command.RaiseAlert c -> {
        head(Kind.ALERT, timeNs, out).putEnum(c.kind()).putEnum(c.severity());
        out.putLong(c.tradeId()).putText(c.text());
        yield true;
      }
      case Command.PlaceOrder _,
          Command.CancelOrder _,
          Command.QueryOrder _,
          Command.ScheduleTimer _,
          Command.Narrate _ ->
          false;
    };
  }

  private static StateOut head(Kind kind, long timeNs, StateOut out) {
    return out.putEnum(kind).putLong(timeNs);
  }

  private static boolean trade(TradeRecord t, StateOut out) {
    out.putLong(t.tradeId()).putText(t.pair()).putEnum(t.direction());
    out.putLong(t.openedNs()).putLong(t.closedNs()).putLong(t.quantityE8());
    out.putLong(t.entryPremiumPpm()).putLong(t.exitPremiumPpm());
    out.putLong(t.pnlKrwE8()).putLong(t.feesKrwE8());
    t.attribution().save(out);
    out.putText(t.exitReason());
    return true;
  }

  private static boolean entry(LedgerEntry e, StateOut out) {
    out.putText(e.key()).putEnum(e.kind()).putEnum(e.venue()).putText(e.asset().code());
    out.putEnum(e.from()).putEnum(e.to()).putLong(e.amountE8()).putLong(e.krwE8());
    out.putLong(e.rateE8()).putLong(e.timeNs()).putLong(e.tradeId()).putLong(e.orderId());
    out.putText(e.venueId());
    return true;
  }

  /**
   * Reads what {@link #encode} has written.
   *
   * @throws StateException if it is something else
   */
  public static Timed decode(StateIn in) {
    Kind kind = in.getEnum(Kind.values());
    long time = in.getLong();
    Command command =
        switch (kind) {
          case TRADE -> new Command.RecordTrade(trade(in));
          case ENTRY -> new Command.RecordEntry(entry(in));
          case DAY -> new Command.RecordDay(DailyPnl.load(in));
          case ALERT ->
              new Command.RaiseAlert(
                  in.getEnum(AlertKind.values()),
                  in.getEnum(Severity.values()),
                  in.getLong(),
                  in.getText());
        };
    return new Timed(time, command);
  }

  private static TradeRecord trade(StateIn in) {
    return new TradeRecord(
        in.getLong(),
        in.getText(),
        in.getEnum(Direction.values()),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        Attribution.load(in),
        in.getText());
  }

  private static LedgerEntry entry(StateIn in) {
    return new LedgerEntry(
        in.getText(),
        in.getEnum(LedgerEntry.Kind.values()),
        in.getEnum(Venue.values()),
        new Asset(in.getText()),
        in.getEnum(Account.values()),
        in.getEnum(Account.values()),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getText());
  }
}
