package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.execution.OrderTracker;
import haetae.execution.PairTrade;
import haetae.execution.PairTrade.EntryDecision;
import haetae.execution.PairTrade.Phase;
import haetae.market.Fixed;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** Words for what becomes of a trade. */
final class TradeStory {
  private final Story story;

  TradeStory(Story story) {
    this.story = story;
  }

  void entering(OpenTrade opened, EntryDecision decision) {
    PairTrade trade = opened.trade;
    story.info(
        Component.EXECUTION,
        trade.id(),
        "[EXEC] Executing signal: "
            + trade.direction().code()
            + " "
            + trade.pair().name()
            + " quantity="
            + Fixed.format(decision.quantityE8())
            + " premium="
            + Story.percent(decision.premiumPpm())
            + " net="
            + Story.percent(decision.edgePpm())
            + " gate="
            + opened.gate);
  }

  void closing(PairTrade trade, long quantityE8, String reason) {
    story.info(
        Component.EXECUTION,
        trade.id(),
        "[EXEC] Closing " + Fixed.format(quantityE8) + " " + trade.pair().name() + ": " + reason);
  }

  /** A leg has stood alone for much too long. */
  void naked(PairTrade trade, long forNs) {
    story.alert(
        AlertKind.ERROR,
        Severity.CRITICAL,
        trade.id(),
        "System error: "
            + trade.code()
            + " unhedged "
            + Fixed.format(trade.deltaE8())
            + " "
            + trade.pair().name()
            + " for "
            + forNs / 1_000_000_000
            + " s, still trying");
  }

  /** An order was not let through. */
  void refused(OrderIntent intent, List<Refusal> reasons) {
    String text = reasons.stream().map(Refusal::text).collect(Collectors.joining("; "));
    Severity severity = intent.purpose() == Purpose.ENTRY ? Severity.WARNING : Severity.ERROR;
    story.tell(
        Component.SAFETY,
        severity,
        intent.tradeId(),
        "[Safety] " + intent.purpose() + " refused: " + text);
    if (severity == Severity.ERROR) {
      story.alert(AlertKind.SAFETY, severity, intent.tradeId(), "Safety check rejected: " + text);
    }
  }

  void moved(PairTrade trade, Phase before) {
    story.tell(
        Component.EXECUTION,
        Severity.DEBUG,
        trade.id(),
        "[EXEC] " + before + " -> " + trade.phase());
  }

  void unwinding(PairTrade trade) {
    story.tell(
        Component.EXECUTION,
        Severity.WARNING,
        trade.id(),
        "[EXEC] Unwinding " + Fixed.format(trade.deltaE8()) + " " + trade.pair().name());
  }

  void opened(PairTrade trade) {
    Side side = trade.direction().upbitSide();
    position(
        trade,
        "Trade opened: "
            + side
            + " "
            + Fixed.format(trade.hedgedE8())
            + " "
            + trade.pair().name()
            + " @ "
            + Story.won(trade.leg(Venue.UPBIT).averageE8(side)));
  }

  void closed(PairTrade trade, long profitKrwE8, String reason) {
    String profit = Story.won(profitKrwE8);
    position(
        trade, "Trade closed: " + trade.pair().name() + ", PnL=" + profit + " (" + reason + ")");
  }

  private void position(PairTrade trade, String text) {
    story.info(Component.POSITION, trade.id(), "[POSITION] " + text);
    story.alert(AlertKind.TRADE, Severity.INFO, trade.id(), text);
  }

  void stuck(PairTrade trade) {
    story.alert(
        AlertKind.ERROR,
        Severity.CRITICAL,
        trade.id(),
        "System error: "
            + trade.code()
            + " stuck with unhedged "
            + Fixed.format(trade.deltaE8())
            + " "
            + trade.pair().name());
  }

  void givenUp(PairTrade trade) {
    story.info(Component.EXECUTION, trade.id(), "[EXEC] Nothing filled, trade given up");
  }

  void orderEnded(OrderTracker order, long nowNs) {
    Side side = order.intent().side();
    boolean failed = order.filledE8() == 0;
    story.info(
        Component.EXECUTION,
        order.intent().tradeId(),
        "[EXEC] "
            + (side == Side.BUY ? "Buy" : "Sell")
            + " order "
            + (failed ? "not filled" : "filled")
            + ": "
            + order.clientOrderId()
            + " "
            + Fixed.format(order.filledE8())
            + "/"
            + Fixed.format(order.intent().quantityE8())
            + " @ "
            + Fixed.format(order.averageE8())
            + ", latency="
            + (nowNs - order.sentNs()) / 1_000_000
            + "ms");
  }
}
