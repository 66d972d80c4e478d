package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.market.Fixed;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.LedgerEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Words for what the engine does; used off the path of a book that leads to no order. */
final class Story {
  private final CommandSink sink;

  Story(CommandSink sink) {
    this.sink = sink;
  }

  void tell(Component component, Severity severity, long tradeId, String text) {
    sink.accept(new Command.Narrate(component, severity, tradeId, text));
  }

  void info(Component component, long tradeId, String text) {
    tell(component, Severity.INFO, tradeId, text);
  }

  void alert(AlertKind kind, Severity severity, long tradeId, String text) {
    sink.accept(new Command.RaiseAlert(kind, severity, tradeId, text));
  }

  void record(LedgerEntry entry) {
    sink.accept(new Command.RecordEntry(entry));
  }

  void record(DailyPnl day) {
    sink.accept(new Command.RecordDay(day));
  }

  /** Parts per million as a percentage with two decimals. */
  static String percent(long ppm) {
    return BigDecimal.valueOf(ppm, 4).setScale(2, RoundingMode.HALF_EVEN).toPlainString() + "%";
  }

  /** Whole won with the sign. */
  static String won(long krwE8) {
    return BigDecimal.valueOf(krwE8, Fixed.SCALE)
            .setScale(0, RoundingMode.HALF_EVEN)
            .toPlainString()
        + "₩";
  }
}
