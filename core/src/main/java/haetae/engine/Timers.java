package haetae.engine;

/** Ids of the engine's timers: the kind is in the lowest bit, what it is about in the rest. */
final class Timers {
  private Timers() {}

  static long order(long orderId) {
    return orderId << 1;
  }

  static long trade(long tradeId) {
    return tradeId << 1 | 1;
  }

  static boolean isTrade(long timerId) {
    return (timerId & 1) == 1;
  }

  static long subject(long timerId) {
    return timerId >> 1;
  }
}
