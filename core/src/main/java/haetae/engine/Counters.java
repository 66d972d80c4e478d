package haetae.engine;

import haetae.state.StateIn;
import haetae.state.StateOut;

/** Plain counts of what the engine has done. Threads: the engine's. */
final class Counters {
  long events;
  long signals;
  long entries;
  long trades;
  long tradesClosed;
  long stopLosses;
  long rebalances;
  long orderErrors;
  long ledgerBreaks;

  void save(StateOut out) {
    out.putLong(events).putLong(signals).putLong(entries).putLong(trades).putLong(tradesClosed);
    out.putLong(stopLosses).putLong(rebalances).putLong(orderErrors).putLong(ledgerBreaks);
  }

  void load(StateIn in) {
    events = in.getLong();
    signals = in.getLong();
    entries = in.getLong();
    trades = in.getLong();
    tradesClosed = in.getLong();
    stopLosses = in.getLong();
    rebalances = in.getLong();
    orderErrors = in.getLong();
    ledgerBreaks = in.getLong();
  }
}
