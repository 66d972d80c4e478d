package haetae.app.live;

import haetae.engine.Event;
import haetae.sim.VirtualRun;

/** What carries an engine through time: in virtual time or in real time. Threads: the engine's. */
interface EngineRun {
  /** Tells the engine what it must know before the first event. */
  void open();

  /** Now, in ns since the epoch; never goes back. */
  long nowNs();

  /** Does everything that is due up to and including a time, and sets the clock to it. */
  void advanceTo(long timeNs);

  /** Gives an event to the engine now. */
  void deliver(Event event);

  /**
   * A run in virtual time.
   *
   * @param live the venues' own feeds tell of connections and clocks, so the exchange must not
   */
  static EngineRun of(VirtualRun run, boolean live) {
    return new EngineRun() {
      @Override
      public void open() {
        if (live) {
          run.openAccounts();
        } else {
          run.open();
        }
      }

      @Override
      public long nowNs() {
        return run.nowNs();
      }

      @Override
      public void advanceTo(long timeNs) {
        run.advanceTo(timeNs);
      }

      @Override
      public void deliver(Event event) {
        run.deliver(event);
      }
    };
  }
}
