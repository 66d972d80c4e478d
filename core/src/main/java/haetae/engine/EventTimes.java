package haetae.engine;

/**
 * Events moved to another time. What several feeds and gateways have heard is put in one order by
 * the engine's inbox, and an event that was heard a moment before the last one takes that one's
 * time.
 */
public final class EventTimes {
  private EventTimes() {}

  /** The same event at a time; a book is moved itself. */
  public static Event at(Event event, long timeNs) {
    return switch (event) {
      case BookChanged e -> e.at(timeNs);
      case Event.TradePrinted e ->
          new Event.TradePrinted(
              timeNs, e.instrumentId(), e.priceE8(), e.quantityE8(), e.taker(), e.venueMs());
      case Event.OrderAccepted e -> new Event.OrderAccepted(timeNs, e.orderId(), e.venueOrderId());
      case Event.OrderFilled e -> filled(e, timeNs);
      case Event.OrderEnded e -> new Event.OrderEnded(timeNs, e.orderId(), e.filledE8());
      case Event.OrderRejected e ->
          new Event.OrderRejected(timeNs, e.orderId(), e.code(), e.message(), e.retryNs());
      case Event.OrderOutcomeUnknown e ->
          new Event.OrderOutcomeUnknown(timeNs, e.orderId(), e.reason());
      case Event.OrderStatusReported e ->
          new Event.OrderStatusReported(timeNs, e.orderId(), e.found(), e.open(), e.filledE8());
      case Event.BalanceReported e ->
          new Event.BalanceReported(timeNs, e.venue(), e.asset(), e.freeE8(), e.lockedE8());
      case Event.PositionReported e ->
          new Event.PositionReported(timeNs, e.instrumentId(), e.netE8());
      case Event.ExternalFlowReported e ->
          new Event.ExternalFlowReported(timeNs, e.venue(), e.asset(), e.amountE8(), e.key());
      case Event.AssetPriced e -> new Event.AssetPriced(timeNs, e.asset(), e.usdtE8());
      case Event.VenueStatusChanged e ->
          new Event.VenueStatusChanged(timeNs, e.venue(), e.status(), e.reason());
      case Event.ClockOffsetMeasured e ->
          new Event.ClockOffsetMeasured(timeNs, e.venue(), e.offsetNs());
      case Event.FundingSettled e -> funding(e, timeNs);
      case Event.FundingRateReported e ->
          new Event.FundingRateReported(
              timeNs, e.instrumentId(), e.rateE8(), e.intervalHours(), e.nextMs());
      case Event.MarginReported e ->
          new Event.MarginReported(timeNs, e.instrumentId(), e.ratioPpm(), e.liquidationE8());
      case Event.WalletStatusChanged e ->
          new Event.WalletStatusChanged(
              timeNs, e.venue(), e.asset(), e.depositOpen(), e.withdrawOpen());
      case Event.TimerFired e -> new Event.TimerFired(timeNs, e.timerId());
      case Event.CycleStarted e -> new Event.CycleStarted(timeNs, e.cycle());
      case Event.GuardReported e -> new Event.GuardReported(timeNs, e.facts());
      case Event.OperatorCommand e -> new Event.OperatorCommand(timeNs, e.action(), e.reason());
      case Event.Restarted _ -> new Event.Restarted(timeNs);
    };
  }

  private static Event filled(Event.OrderFilled e, long timeNs) {
    return new Event.OrderFilled(
        timeNs,
        e.orderId(),
        e.fillId(),
        e.priceE8(),
        e.quantityE8(),
        e.feeE8(),
        e.feeAsset(),
        e.realizedE8());
  }

  private static Event funding(Event.FundingSettled e, long timeNs) {
    return new Event.FundingSettled(
        timeNs, e.instrumentId(), e.settledMs(), e.rateE8(), e.markPriceE8(), e.amountE8());
  }
}
