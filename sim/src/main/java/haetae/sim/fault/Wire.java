package haetae.sim.fault;

import haetae.engine.Event;
import haetae.market.Venue;
import java.util.function.LongFunction;

/**
 * The way from a venue to the process: delays, doubles, reorders and loses what is sent, as drawn.
 * An event is made when it arrives, since its time is that of its arrival. Threads: the run's.
 */
final class Wire {
  private static final long MS = 1_000_000;
  private static final long RETRY_NS = 10_000 * MS;

  private final Stage stage;
  private final EngineProcess process;
  private final long[] lastReportNs = new long[Venue.values().length];
  private int underWay;

  Wire(Stage stage, EngineProcess process) {
    this.stage = stage;
    this.process = process;
  }

  /** One way to or from a venue now. */
  long delayNs(Venue venue) {
    long base = stage.scenario().latencyNs().get(venue.ordinal()) * stage.weather().slowness(venue);
    return base + stage.faults().between(0, base / 2 + MS);
  }

  /** An order's report on the private stream, which keeps the order unless a fault strikes. */
  void report(Venue venue, long delayNs, LongFunction<Event> event) {
    Faults faults = stage.faults();
    long inOrder = Math.max(stage.time().nowNs() + delayNs, lastReportNs[venue.ordinal()]);
    lastReportNs[venue.ordinal()] = inOrder;
    if (faults.strikes(FaultKind.LOST_REPORT)) {
      return;
    }
    long delay = inOrder - stage.time().nowNs();
    if (faults.strikes(FaultKind.REORDERED_REPORT)) {
      delay += faults.between(1, 2_000) * MS;
    }
    if (faults.strikes(FaultKind.DELAYED_REPORT)) {
      delay += faults.between(500, 20_000) * MS;
    }
    send(venue, delay, event);
    if (faults.strikes(FaultKind.DUPLICATE_REPORT)) {
      send(venue, delay + faults.between(0, 5_000) * MS, event);
    }
  }

  /** The answer to a request. */
  void answer(Venue venue, long delayNs, LongFunction<Event> event) {
    if (!stage.faults().strikes(FaultKind.LOST_REPORT)) {
      send(venue, delayNs, event);
    }
  }

  /** A balance on the private stream. */
  void balance(Venue venue, long delayNs, LongFunction<Event> event) {
    long inOrder = Math.max(stage.time().nowNs() + delayNs, lastReportNs[venue.ordinal()]);
    long delay = inOrder - stage.time().nowNs();
    if (stage.faults().strikes(FaultKind.LATE_BALANCE)) {
      if (stage.faults().oneIn(3)) {
        return;
      }
      delay += stage.faults().between(100, 8_000) * MS;
    }
    send(venue, delay, event);
  }

  /** Sends for certain, unless the connection or the process is gone when it arrives. */
  void send(Venue venue, long delayNs, LongFunction<Event> event) {
    int life = process.life();
    underWay++;
    stage
        .time()
        .in(
            delayNs,
            () -> {
              underWay--;
              if (!stage.weather().down(venue)) {
                process.deliver(life, event);
              }
            });
  }

  /**
   * Sends until it is heard: what the shell asks for again and again, trades and income since the
   * last it has seen.
   */
  void insist(Venue venue, long delayNs, LongFunction<Event> event) {
    underWay++;
    stage
        .time()
        .in(
            delayNs,
            () -> {
              underWay--;
              boolean reachable = !stage.weather().down(venue) && !process.frozen();
              if (!reachable || !process.deliver(process.life(), event)) {
                insist(venue, RETRY_NS, event);
              }
            });
  }

  /** What the shell itself notices; no venue is needed for it. */
  void local(long delayNs, LongFunction<Event> event) {
    int life = process.life();
    underWay++;
    stage
        .time()
        .in(
            delayNs,
            () -> {
              underWay--;
              process.deliver(life, event);
            });
  }

  /** True if nothing is on its way to the process. */
  boolean quiet() {
    return underWay == 0;
  }
}
