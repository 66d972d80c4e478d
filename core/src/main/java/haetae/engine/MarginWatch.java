package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.execution.PairTrade;
import haetae.execution.PairTrade.Phase;
import haetae.market.CommonLot;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.risk.PerpetualRules;
import haetae.risk.PerpetualRules.Level;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.Arrays;
import java.util.List;

/**
 * Watches the margin of perpetuals as their venue reports it, and closes pairs before it is used
 * up: half of what is held at one level, all of it at the last, both legs together. The gain of the
 * other leg lies at the other venue and cannot come in time. Threads: the engine's.
 */
final class MarginWatch {
  /** All that is held. */
  private static final long ALL = Long.MAX_VALUE;

  private final PerpetualRules rules;
  private final List<Instrument> instruments;
  private final MarketState market;
  private final Desk desk;
  private final Story story;
  private final Level[] levels;
  private final long[] ratiosPpm;
  private final long[] toCloseE8;

  MarginWatch(EngineConfig config, MarketState market, Desk desk, Story story) {
    this.rules = config.perpetual();
    this.instruments = config.instruments();
    this.market = market;
    this.desk = desk;
    this.story = story;
    this.levels = new Level[instruments.size()];
    this.ratiosPpm = new long[instruments.size()];
    this.toCloseE8 = new long[instruments.size()];
    Arrays.fill(levels, Level.FINE);
  }

  /** Last margin ratio reported of a perpetual, 0 if none was. */
  long ratioPpm(Instrument instrument) {
    return ratiosPpm[instrument.id()];
  }

  /** True if no pair of a perpetual may be entered. */
  boolean severe(Instrument instrument) {
    return levels[instrument.id()].compareTo(Level.SEVERE) >= 0;
  }

  void reported(Event.MarginReported e) {
    int i = e.instrumentId();
    Level level = rules.level(e.ratioPpm());
    ratiosPpm[i] = e.ratioPpm();
    toCloseE8[i] = level == Level.CLOSE ? ALL : level == Level.REDUCE ? heldE8(i) / 2 : 0;
    Level before = levels[i];
    levels[i] = level;
    if (level.compareTo(before) > 0) {
      alarm(e, level);
    } else if (level != before) {
      String text = "[Safety] Margin ratio of " + instruments.get(i) + " back to " + percent(e);
      story.info(Component.SAFETY, 0, text);
    }
    act(i, e.timeNs());
  }

  private static String percent(Event.MarginReported e) {
    return Story.percent(e.ratioPpm());
  }

  private void alarm(Event.MarginReported e, Level level) {
    Severity severity =
        switch (level) {
          case FINE, ALARM -> Severity.WARNING;
          case SEVERE, REDUCE -> Severity.ERROR;
          case CLOSE -> Severity.CRITICAL;
        };
    String action =
        switch (level) {
          case FINE, ALARM -> "";
          case SEVERE -> ", no new pairs of it; add margin";
          case REDUCE -> ", closing half of its pairs";
          case CLOSE -> ", closing all its pairs";
        };
    String text =
        "Margin ratio of "
            + instruments.get(e.instrumentId())
            + " is "
            + percent(e)
            + ", liquidation at "
            + (e.liquidationE8() == 0 ? "no price" : Fixed.format(e.liquidationE8()))
            + action;
    story.tell(Component.SAFETY, severity, 0, "[Safety] " + text);
    story.alert(AlertKind.SAFETY, severity, 0, text);
  }

  private long heldE8(int instrumentId) {
    long sum = 0;
    for (OpenTrade opened : desk.open()) {
      boolean holds = opened.trade.pair().binance().id() == instrumentId;
      sum += holds ? opened.trade.hedgedE8() : 0;
    }
    return sum;
  }

  /** A book has changed: closes what is still to be closed, as far as the budgets allow. */
  void act(int instrumentId, long nowNs) {
    boolean emergency = toCloseE8[instrumentId] == ALL;
    if (toCloseE8[instrumentId] == 0 || (desk.controls().halted() && !emergency)) {
      return;
    }
    for (OpenTrade opened : List.copyOf(desk.open())) {
      PairTrade trade = opened.trade;
      boolean due =
          trade.pair().binance().id() == instrumentId
              && trade.phase() == Phase.HEDGED
              && nowNs >= trade.notBeforeNs()
              && toCloseE8[instrumentId] > 0;
      if (due
          && market.tradable(trade.pair().upbit(), nowNs)
          && market.tradable(trade.pair().binance(), nowNs)) {
        close(opened, instrumentId, nowNs);
      }
    }
  }

  private void close(OpenTrade opened, int instrumentId, long nowNs) {
    boolean emergency = toCloseE8[instrumentId] == ALL;
    Pair pair = opened.trade.pair();
    long step = CommonLot.stepE8(pair.upbit(), pair.binance());
    long held = opened.trade.hedgedE8();
    long wanted = emergency ? held : Math.ceilDiv(toCloseE8[instrumentId], step) * step;
    long quantity = Math.min(wanted, held);
    opened.account.decided(false, 0, 0);
    String reason = emergency ? "MARGIN_CLOSE" : "MARGIN_REDUCE";
    if (desk.exit(opened, quantity, reason, nowNs) && !emergency) {
      toCloseE8[instrumentId] = Math.max(0, toCloseE8[instrumentId] - quantity);
    }
  }

  void save(StateOut out) {
    for (Level level : levels) {
      out.putEnum(level);
    }
    out.putLongs(ratiosPpm).putLongs(toCloseE8);
  }

  void load(StateIn in) {
    for (int i = 0; i < levels.length; i++) {
      levels[i] = in.getEnum(Level.values());
    }
    in.getLongs(ratiosPpm, "number of instruments");
    in.getLongs(toCloseE8, "number of instruments");
  }
}
