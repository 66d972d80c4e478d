package haetae.sim.fault;

import java.util.PriorityQueue;

/** Virtual time and what is due in it. Threads: the run's. */
final class Timeline {
  private record Task(long timeNs, long sequence, Runnable action) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long nowNs;
  private long sequence;

  Timeline(long startNs) {
    this.nowNs = startNs;
  }

  long nowNs() {
    return nowNs;
  }

  /** Does something at a time; at the same time in the order of asking. */
  void at(long timeNs, Runnable action) {
    tasks.add(new Task(Math.max(timeNs, nowNs), sequence++, action));
  }

  void in(long delayNs, Runnable action) {
    at(nowNs + delayNs, action);
  }

  /** Time of the next thing, {@link Long#MAX_VALUE} if there is none. */
  long nextNs() {
    Task task = tasks.peek();
    return task == null ? Long.MAX_VALUE : task.timeNs();
  }

  void runNext() {
    Task task = tasks.remove();
    nowNs = Math.max(nowNs, task.timeNs());
    task.action().run();
  }

  void advance(long timeNs) {
    nowNs = Math.max(nowNs, timeNs);
  }
}
