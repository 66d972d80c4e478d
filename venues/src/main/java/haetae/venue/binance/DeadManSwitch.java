package haetae.venue.binance;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Lane;
import haetae.venue.wire.Params;
import haetae.venue.wire.RestUnavailable;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Futures' own dead-man's switch: the venue cancels a symbol's open orders unless it hears from us
 * in time. Armed while an order may be resting, disarmed when none is.
 *
 * <p>It does not close positions and is assumed not to touch conditional orders. Source: Binance
 * USD-M, {@code countdownCancelAll}. Threads: any; blocks.
 */
final class DeadManSwitch {
  private static final String PATH = "/fapi/v1/countdownCancelAll";
  private static final int COST = 10;

  private final BinanceRest rest;
  private final long countdownMs;
  private final Consumer<String> alarm;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeSet<String> armed = new TreeSet<>();
  private final TreeSet<String> proven = new TreeSet<>();

  DeadManSwitch(BinanceRest rest, long countdownMs, Consumer<String> alarm) {
    this.rest = rest;
    this.countdownMs = countdownMs;
    this.alarm = alarm;
  }

  /** Arms the symbols with orders again, disarms the others. */
  void keep(List<String> working) {
    lock.lock();
    try {
      for (String symbol : new TreeSet<>(working)) {
        if (set(symbol, countdownMs)) {
          armed.add(symbol);
        }
      }
      armed.removeIf(symbol -> !working.contains(symbol) && set(symbol, 0));
    } finally {
      lock.unlock();
    }
  }

  /** Symbols armed now. */
  List<String> armed() {
    lock.lock();
    try {
      return List.copyOf(armed);
    } finally {
      lock.unlock();
    }
  }

  /** Arms and disarms a symbol, unless it was ever armed; false if that does not work. */
  boolean works(String symbol) {
    lock.lock();
    try {
      return proven.contains(symbol) || (set(symbol, countdownMs) && set(symbol, 0));
    } finally {
      lock.unlock();
    }
  }

  private boolean set(String symbol, long ms) {
    try {
      Params params = Params.of("symbol", symbol).with("countdownTime", ms);
      Exchange exchange = rest.signed("POST", PATH, params, COST, Lane.URGENT);
      BinanceRest.readable(PATH, exchange).text("symbol");
      proven.add(symbol);
      return true;
    } catch (DecodeException | RestUnavailable e) {
      alarm.accept("dead-man's switch of " + symbol + ": " + e.getMessage());
      return false;
    }
  }
}
