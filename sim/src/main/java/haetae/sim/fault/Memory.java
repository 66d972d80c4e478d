package haetae.sim.fault;

import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EventHandler;
import java.util.List;

/**
 * What is left of the process when it is killed: a real journal in place of the simulated one.
 * Threads: the run's.
 */
public interface Memory extends AutoCloseable {
  /**
   * A life of the process.
   *
   * @param engine new in the first life, brought back in each after it
   * @param handler takes the engine's events and journals them
   * @param last all commands that the last journaled event gave when it was applied again; empty if
   *     none had to be
   * @param broken why what was left cannot be trusted; empty if it can
   */
  record Life(Engine engine, EventHandler handler, List<Command> last, String broken) {
    /** Takes a copy of the commands. */
    public Life {
      last = List.copyOf(last);
    }
  }

  /**
   * Ends the present life where it stands, if there is one, and begins the next with what is left.
   *
   * @param nowNs engine time
   */
  Life wake(EngineConfig config, long nowNs);

  @Override
  void close();
}
