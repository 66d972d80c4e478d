package haetae.app.live;

import haetae.engine.Command;
import haetae.engine.Command.Severity;
import haetae.engine.CommandSink;
import haetae.execution.PairTrade;
import haetae.ops.log.Loggers;
import org.slf4j.Logger;

/**
 * The paper twin's story, in a log of its own and marked: nothing of it is real, so nothing of it
 * is a warning and nobody is alerted. Its trades are numbered apart from the live ones. Threads:
 * the twin's engine.
 */
final class ShadowLog implements CommandSink {
  private static final Logger LOG = Loggers.of("shadow");

  @Override
  public void accept(Command command) {
    switch (command) {
      case Command.Narrate c -> tell(c);
      case Command.RaiseAlert c -> LOG.debug("[PAPER] {}{}", c.text(), paper(c.tradeId()));
      case Command.RecordTrade c ->
          LOG.info(
              "[PAPER] [TRADE] {} {} pnl={} fees={} reason={}{}",
              c.trade().pair(),
              c.trade().direction().code(),
              Words.won(c.trade().pnlKrwE8()),
              Words.won(c.trade().feesKrwE8()),
              c.trade().exitReason(),
              paper(c.trade().tradeId()));
      case Command.PlaceOrder _,
          Command.CancelOrder _,
          Command.QueryOrder _,
          Command.ScheduleTimer _,
          Command.RecordEntry _,
          Command.RecordDay _ -> {}
    }
  }

  private static void tell(Command.Narrate c) {
    if (c.severity() == Severity.DEBUG) {
      LOG.debug("[PAPER] {}{}", c.text(), paper(c.tradeId()));
    } else {
      LOG.info("[PAPER] {}{}", c.text(), paper(c.tradeId()));
    }
  }

  private static String paper(long tradeId) {
    return tradeId == 0 ? "" : " paper_trade=" + PairTrade.code(tradeId);
  }
}
