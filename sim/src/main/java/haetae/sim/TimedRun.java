package haetae.sim;

import static java.util.Objects.requireNonNull;

import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.EventSource;
import haetae.engine.OrderGateway;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Carries an engine through time, virtual or real: market events, the answers of modelled venues
 * and the engine's timers, merged in time order. At the same time the market comes first.
 *
 * <p>Each market event goes to the venues before the engine, so that an order at a modelled one
 * meets the book of its arrival. Threads: one.
 */
public final class TimedRun implements Scheduler {
  private record Task(long timeNs, long sequence, Runnable action) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final EventSource market;
  private final EventHandler engine;
  private final CommandSink outer;
  private final CommandSink sink = this::carryOut;
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private final Map<Long, Long> timers = new HashMap<>();
  private final Venues venues;
  private final OrderGateway gateway;
  private long nowNs;
  private long sequence;

  /**
   * A run that has not begun.
   *
   * @param outer takes the commands that are not for a venue or the clock, and orders first
   * @param startNs time at the beginning
   */
  public TimedRun(
      EventSource market, Venues venues, EventHandler engine, CommandSink outer, long startNs) {
    this.market = requireNonNull(market, "market");
    this.engine = requireNonNull(engine, "engine");
    this.outer = requireNonNull(outer, "outer");
    this.venues = requireNonNull(venues, "venues");
    this.nowNs = startNs;
    this.gateway = venues.gateway(this);
  }

  /** Lets the venues tell what comes before the first event; call once before the first step. */
  public void open() {
    venues.open(this);
  }

  /** Does everything that is due up to and including a time, and sets the clock to it. */
  public void advanceTo(long timeNs) {
    while (step(timeNs)) {
      // One event a step.
    }
    nowNs = Math.max(nowNs, timeNs);
  }

  /** Does the next thing if it is due by a time; false if nothing is. */
  public boolean step(long limitNs) {
    long marketNs = market.nextTimeNs();
    Task task = tasks.peek();
    long taskNs = task == null ? EventSource.END : task.timeNs();
    if (Math.min(marketNs, taskNs) > limitNs || Math.min(marketNs, taskNs) == EventSource.END) {
      return false;
    }
    if (marketNs <= taskNs) {
      nowNs = Math.max(nowNs, marketNs);
      Event event = market.next();
      venues.heard(event);
      engine.onEvent(event, sink);
    } else {
      tasks.poll();
      nowNs = Math.max(nowNs, taskNs);
      requireNonNull(task).action().run();
    }
    return true;
  }

  /** Time of the next market event, {@link EventSource#END} when the market is at its end. */
  public long nextMarketNs() {
    return market.nextTimeNs();
  }

  /** True when neither market nor venues nor timers have anything more. */
  public boolean exhausted() {
    return market.nextTimeNs() == EventSource.END && tasks.isEmpty();
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public void at(long timeNs, Runnable action) {
    tasks.add(new Task(Math.max(timeNs, nowNs), sequence++, action));
  }

  @Override
  public void deliver(Event event) {
    engine.onEvent(event, sink);
  }

  private void carryOut(Command command) {
    switch (command) {
      case Command.PlaceOrder c -> {
        outer.accept(c);
        gateway.place(c.order());
      }
      case Command.CancelOrder c -> gateway.cancel(c.orderId(), c.venue(), c.clientOrderId());
      case Command.QueryOrder c -> gateway.query(c.orderId(), c.venue(), c.clientOrderId());
      case Command.ScheduleTimer c -> timer(c);
      case Command.RaiseAlert c -> outer.accept(c);
      case Command.Narrate c -> outer.accept(c);
      case Command.RecordTrade c -> outer.accept(c);
      case Command.RecordEntry c -> outer.accept(c);
      case Command.RecordDay c -> outer.accept(c);
    }
  }

  private void timer(Command.ScheduleTimer timer) {
    long mine = sequence;
    timers.put(timer.timerId(), mine);
    at(
        timer.fireAtNs(),
        () -> {
          // A later timer with the same id has replaced this one.
          Long latest = timers.get(timer.timerId());
          if (latest != null && latest == mine) {
            timers.remove(timer.timerId());
            deliver(new Event.TimerFired(nowNs, timer.timerId()));
          }
        });
  }
}
