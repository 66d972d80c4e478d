package haetae.app.live;

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
 * Runs an engine in real time: what the venues send and the engine's timers, merged in time order;
 * orders go to the gateway. Threads: the engine's.
 */
final class LiveRun implements EngineRun {
  /** A timer asked for; a later one with the same id replaces it. */
  private record Timer(long timerId, long dueNs, long sequence) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(dueNs, other.dueNs);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final EventSource inbox;
  private final EventHandler engine;
  private final OrderGateway gateway;
  private final CommandSink outer;
  private final CommandSink sink = this::carryOut;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Map<Long, Long> latest = new HashMap<>();
  private long nowNs;
  private long sequence;

  /**
   * A run that has not begun.
   *
   * @param inbox what the venues send
   * @param outer takes the commands that are not for a venue or the clock, and orders first
   * @param startNs time of the beginning
   */
  LiveRun(
      EventSource inbox,
      EventHandler engine,
      OrderGateway gateway,
      CommandSink outer,
      long startNs) {
    this.inbox = inbox;
    this.engine = engine;
    this.gateway = gateway;
    this.outer = outer;
    this.nowNs = startNs;
  }

  /** The venues tell everything themselves. */
  @Override
  public void open() {}

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public void advanceTo(long timeNs) {
    while (step(timeNs)) {
      // One event a step.
    }
    nowNs = Math.max(nowNs, timeNs);
  }

  private boolean step(long limitNs) {
    long heardNs = inbox.nextTimeNs();
    Timer timer = timers.peek();
    long dueNs = timer == null ? EventSource.END : timer.dueNs();
    if (Math.min(heardNs, dueNs) > limitNs || Math.min(heardNs, dueNs) == EventSource.END) {
      return false;
    }
    if (timer == null || heardNs <= dueNs) {
      nowNs = Math.max(nowNs, heardNs);
      engine.onEvent(inbox.next(), sink);
    } else {
      timers.poll();
      nowNs = Math.max(nowNs, dueNs);
      fire(timer);
    }
    return true;
  }

  private void fire(Timer timer) {
    Long last = latest.get(timer.timerId());
    if (last != null && last == timer.sequence()) {
      latest.remove(timer.timerId());
      deliver(new Event.TimerFired(nowNs, timer.timerId()));
    }
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
      case Command.ScheduleTimer c -> {
        long dueNs = Math.max(c.fireAtNs(), nowNs);
        latest.put(c.timerId(), sequence);
        timers.add(new Timer(c.timerId(), dueNs, sequence++));
      }
      case Command.RaiseAlert c -> outer.accept(c);
      case Command.Narrate c -> outer.accept(c);
      case Command.RecordTrade c -> outer.accept(c);
      case Command.RecordEntry c -> outer.accept(c);
      case Command.RecordDay c -> outer.accept(c);
    }
  }
}
