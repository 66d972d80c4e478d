package haetae.app.research;

import haetae.app.live.StartFailure;
import java.util.List;
import java.util.function.Consumer;

/** Machines that do the runs of a sweep. */
public interface SweepFarm {
  /**
   * Does all runs, in any order.
   *
   * @param results given what {@link SweepRun#run} has returned, on the caller's thread, as early
   *     as may be: what it was not given is run again the next time
   * @throws StartFailure if one of them cannot be done
   */
  void run(List<SweepRun> runs, Consumer<String> results) throws StartFailure;
}
