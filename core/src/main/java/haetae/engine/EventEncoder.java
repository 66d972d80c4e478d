package haetae.engine;

import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.state.StateOut;

/**
 * Writes events as bytes, for the journal: a number for the kind, the time, then the fields in
 * their order. A book allocates nothing.
 *
 * <p>Kinds keep their numbers for ever, and fields their order: old journals must stay readable by
 * {@link EventDecoder}. Threads: any; it keeps nothing.
 */
public final class EventEncoder {
  /** Kinds of events, as they are written. */
  enum Kind {
    NONE,
    BOOK,
    TRADE,
    ACCEPTED,
    FILLED,
    ENDED,
    REJECTED,
    UNKNOWN,
    STATUS,
    BALANCE,
    VENUE,
    CLOCK,
    FUNDING,
    TIMER,
    CYCLE,
    GUARD,
    OPERATOR,
    RESTARTED,
    POSITION,
    EXTERNAL,
    PRICED,
    FUNDING_RATE,
    WALLET,
    LIMITED,
    FUNDING_NEXT,
    MARGIN
  }

  private EventEncoder() {}

  /** Writes an event. */
  public static void encode(Event event, StateOut out) {
    switch (event) {
      case BookChanged e -> book(e, out);
      case Event.TradePrinted e -> trade(e, out);
      case Event.OrderAccepted e ->
          order(Kind.ACCEPTED, e, e.orderId(), out).putText(e.venueOrderId());
      case Event.OrderFilled e -> filled(e, out);
      case Event.OrderEnded e -> order(Kind.ENDED, e, e.orderId(), out).putLong(e.filledE8());
      case Event.OrderRejected e -> rejected(e, out);
      case Event.OrderOutcomeUnknown e ->
          order(Kind.UNKNOWN, e, e.orderId(), out).putText(e.reason());
      case Event.OrderStatusReported e -> status(e, out);
      case Event.BalanceReported e -> balance(e, out);
      case Event.PositionReported e ->
          head(Kind.POSITION, e, out).putLong(e.instrumentId()).putLong(e.netE8());
      case Event.ExternalFlowReported e -> external(e, out);
      case Event.AssetPriced e ->
          head(Kind.PRICED, e, out).putText(e.asset().code()).putLong(e.usdtE8());
      case Event.VenueStatusChanged e -> venue(e, out);
      case Event.ClockOffsetMeasured e ->
          head(Kind.CLOCK, e, out).putEnum(e.venue()).putLong(e.offsetNs());
      case Event.FundingSettled e -> funding(e, out);
      case Event.FundingRateReported e -> fundingRate(e, out);
      case Event.WalletStatusChanged e -> wallet(e, out);
      case Event.MarginReported e ->
          head(Kind.MARGIN, e, out)
              .putLong(e.instrumentId())
              .putLong(e.ratioPpm())
              .putLong(e.liquidationE8());
      case Event.TimerFired e -> head(Kind.TIMER, e, out).putLong(e.timerId());
      case Event.CycleStarted e -> head(Kind.CYCLE, e, out).putLong(e.cycle());
      case Event.GuardReported e -> {
        head(Kind.GUARD, e, out);
        e.facts().save(out);
      }
      case Event.OperatorCommand e ->
          head(Kind.OPERATOR, e, out).putEnum(e.action()).putText(e.reason());
      case Event.Restarted e -> head(Kind.RESTARTED, e, out);
    }
  }

  private static StateOut head(Kind kind, Event event, StateOut out) {
    return out.putEnum(kind).putLong(event.timeNs());
  }

  private static StateOut order(Kind kind, Event event, long orderId, StateOut out) {
    return head(kind, event, out).putLong(orderId);
  }

  private static void book(BookChanged e, StateOut out) {
    head(Kind.BOOK, e, out).putLong(e.instrumentId()).putLong(e.venueMs()).putBool(e.more());
    side(e.book(), Side.SELL, out);
    side(e.book(), Side.BUY, out);
  }

  /** Levels that a taker of the side meets, each price as its distance to the one before. */
  private static void side(OrderBook book, Side taker, StateOut out) {
    int depth = book.depth(taker);
    out.putLong(depth);
    long last = 0;
    for (int i = 0; i < depth; i++) {
      long price = book.priceE8(taker, i);
      out.putLong(price - last).putLong(book.quantityE8(taker, i));
      last = price;
    }
  }

  private static void trade(Event.TradePrinted e, StateOut out) {
    head(Kind.TRADE, e, out).putLong(e.instrumentId()).putLong(e.priceE8());
    out.putLong(e.quantityE8()).putEnum(e.taker()).putLong(e.venueMs());
  }

  private static void filled(Event.OrderFilled e, StateOut out) {
    order(Kind.FILLED, e, e.orderId(), out).putText(e.fillId()).putLong(e.priceE8());
    out.putLong(e.quantityE8()).putLong(e.feeE8()).putText(e.feeAsset().code());
    out.putLong(e.realizedE8());
  }

  private static void rejected(Event.OrderRejected e, StateOut out) {
    Kind kind = e.retryNs() == 0 ? Kind.REJECTED : Kind.LIMITED;
    order(kind, e, e.orderId(), out).putText(e.code()).putText(e.message());
    if (kind == Kind.LIMITED) {
      out.putLong(e.retryNs());
    }
  }

  private static void status(Event.OrderStatusReported e, StateOut out) {
    order(Kind.STATUS, e, e.orderId(), out).putBool(e.found()).putBool(e.open());
    out.putLong(e.filledE8());
  }

  private static void balance(Event.BalanceReported e, StateOut out) {
    head(Kind.BALANCE, e, out).putEnum(e.venue()).putText(e.asset().code());
    out.putLong(e.freeE8()).putLong(e.lockedE8());
  }

  private static void external(Event.ExternalFlowReported e, StateOut out) {
    head(Kind.EXTERNAL, e, out).putEnum(e.venue()).putText(e.asset().code());
    out.putLong(e.amountE8()).putText(e.key());
  }

  private static void venue(Event.VenueStatusChanged e, StateOut out) {
    head(Kind.VENUE, e, out).putEnum(e.venue()).putEnum(e.status()).putText(e.reason());
  }

  private static void funding(Event.FundingSettled e, StateOut out) {
    head(Kind.FUNDING, e, out).putLong(e.instrumentId()).putLong(e.settledMs());
    out.putLong(e.rateE8()).putLong(e.markPriceE8()).putLong(e.amountE8());
  }

  private static void fundingRate(Event.FundingRateReported e, StateOut out) {
    Kind kind = e.nextMs() == 0 ? Kind.FUNDING_RATE : Kind.FUNDING_NEXT;
    head(kind, e, out).putLong(e.instrumentId());
    out.putLong(e.rateE8()).putLong(e.intervalHours());
    if (kind == Kind.FUNDING_NEXT) {
      out.putLong(e.nextMs());
    }
  }

  private static void wallet(Event.WalletStatusChanged e, StateOut out) {
    head(Kind.WALLET, e, out).putEnum(e.venue()).putText(e.asset().code());
    out.putBool(e.depositOpen()).putBool(e.withdrawOpen());
  }
}
