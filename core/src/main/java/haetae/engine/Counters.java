package haetae.engine;

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
}
