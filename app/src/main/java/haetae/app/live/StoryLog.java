package haetae.app.live;

import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.execution.PairTrade;
import haetae.ops.alert.Alert;
import haetae.ops.alert.AlertRouter;
import haetae.ops.log.Loggers;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.SeoulDay;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Writes the engine's story to the log, each line about a trade with the trade's id, and raises its
 * alerts. Threads: the engine's; never blocks.
 */
final class StoryLog implements CommandSink {
  private final Map<Command.Component, Logger> loggers = new EnumMap<>(Command.Component.class);
  private final AlertRouter alerts;

  StoryLog(AlertRouter alerts) {
    this.alerts = alerts;
    for (Command.Component component : Command.Component.values()) {
      loggers.put(component, Loggers.of(component.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public void accept(Command command) {
    switch (command) {
      case Command.Narrate c -> tell(c);
      case Command.RaiseAlert c ->
          alerts.raise(
              new Alert(
                  System.currentTimeMillis(),
                  c.kind().name().toLowerCase(Locale.ROOT),
                  c.severity().name(),
                  withTrade(c.text(), c.tradeId())));
      case Command.RecordTrade c -> record(c);
      case Command.RecordDay c -> record(c.day());
      case Command.PlaceOrder _,
          Command.CancelOrder _,
          Command.QueryOrder _,
          Command.ScheduleTimer _,
          Command.RecordEntry _ -> {}
    }
  }

  private void tell(Command.Narrate c) {
    Logger logger = loggers.getOrDefault(c.component(), Loggers.of("engine"));
    String text = withTrade(c.text(), c.tradeId());
    switch (c.severity()) {
      case DEBUG -> logger.debug(text);
      case INFO -> logger.info(text);
      case WARNING -> logger.warn(text);
      case ERROR -> logger.error(text);
      case CRITICAL -> Loggers.critical(logger, text);
    }
  }

  private static void record(Command.RecordTrade c) {
    var t = c.trade();
    Loggers.of("trades")
        .info(
            "[TRADE] {} {} quantity={} entry_premium={} exit_premium={} pnl={} fees={} premium={}"
                + " fx={} hedge_residual={} funding={} slippage={} reason={} trade={}",
            t.pair(),
            t.direction().code(),
            Words.coin(t.quantityE8()),
            Words.percent(t.entryPremiumPpm()),
            Words.percent(t.exitPremiumPpm()),
            Words.won(t.pnlKrwE8()),
            Words.won(t.feesKrwE8()),
            Words.won(t.attribution().premiumE8()),
            Words.won(t.attribution().fxE8()),
            Words.won(t.attribution().hedgeResidualE8()),
            Words.won(t.attribution().fundingE8()),
            Words.won(t.attribution().slippageE8()),
            t.exitReason(),
            PairTrade.code(t.tradeId()));
  }

  private static void record(DailyPnl day) {
    Loggers.of("trades")
        .info(
            "[DAY] {} realized={} unrealized={} fees={} funding={} fx={} trades={}",
            SeoulDay.date(day.day()),
            Words.won(day.realizedE8()),
            Words.won(day.unrealizedE8()),
            Words.won(day.feesE8()),
            Words.won(day.fundingE8()),
            Words.won(day.fxE8()),
            day.trades());
  }

  private static String withTrade(String text, long tradeId) {
    return tradeId == 0 ? text : text + " trade=" + PairTrade.code(tradeId);
  }
}
