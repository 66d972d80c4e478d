package haetae.app.dashboard;

import haetae.app.json.JsonText;
import haetae.engine.TradeRecord;
import haetae.execution.PairTrade;
import haetae.ops.alert.Alert;
import haetae.ops.log.RecentLines;

/** What a page fetches when a frame says that it has changed. Threads: any. */
final class Lists {
  private static final int MOST_LINES = 500;
  private static final long NS_PER_MS = 1_000_000;

  private final DeskSources sources;
  private final AuditTrail audit;

  Lists(DeskSources sources, AuditTrail audit) {
    this.sources = sources;
    this.audit = audit;
  }

  Reply trades() {
    JsonText json = new JsonText().openList();
    for (TradeRecord t : sources.tap().trades().reversed()) {
      json.open().text("trade", PairTrade.code(t.tradeId())).text("pair", t.pair());
      json.text("direction", t.direction().code()).decimal("quantity", t.quantityE8());
      json.number("openedMs", t.openedNs() / NS_PER_MS)
          .number("closedMs", t.closedNs() / NS_PER_MS);
      json.number("entryPpm", t.entryPremiumPpm()).number("exitPpm", t.exitPremiumPpm());
      json.won("pnlKrw", t.pnlKrwE8()).won("feesKrw", t.feesKrwE8());
      json.text("exitReason", t.exitReason()).close();
    }
    return Reply.json(json.closeList().bytes());
  }

  Reply alerts() {
    JsonText json = new JsonText().openList();
    for (Alert alert : sources.alerts().latest().reversed()) {
      json.open().number("timeMs", alert.timeMs()).text("type", alert.type());
      json.text("severity", alert.severity()).text("text", alert.text()).close();
    }
    return Reply.json(json.closeList().bytes());
  }

  Reply audit() {
    JsonText json = new JsonText().openList();
    for (AuditTrail.Entry entry : audit.latest().reversed()) {
      json.open();
      entry.write(json);
      json.close();
    }
    return Reply.json(json.closeList().bytes());
  }

  /** Lines of the log after a number. */
  Reply log(Call call) throws Refused.Stop {
    long after;
    try {
      after = Long.parseLong(call.query().getOrDefault("after", "0"));
    } catch (NumberFormatException e) {
      throw Refused.SYNTAX.because("after must be a number");
    }
    JsonText json = new JsonText().openList();
    for (RecentLines.Line line : sources.lines().after(after, MOST_LINES)) {
      json.open().number("seq", line.seq()).text("level", line.level().name());
      json.text("logger", line.logger()).text("text", line.text()).close();
    }
    return Reply.json(json.closeList().bytes());
  }
}
