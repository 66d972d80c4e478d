package haetae.app.live;

import haetae.engine.Event.OperatorCommand.Action;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Holds entries back while the operation has at least one reason; one that is over must not release
 * what another still holds. Threads: any.
 */
final class EntryBrake {
  private final BiConsumer<Action, String> engine;
  private final Set<String> reasons = new LinkedHashSet<>();

  /**
   * A brake that is off.
   *
   * @param engine takes the pause with its reasons, and its end
   */
  EntryBrake(BiConsumer<Action, String> engine) {
    this.engine = engine;
  }

  /** Sets or drops a reason. */
  synchronized void hold(String reason, boolean wanted) {
    boolean changed = wanted ? reasons.add(reason) : reasons.remove(reason);
    if (!changed) {
      return;
    }
    if (reasons.isEmpty()) {
      engine.accept(Action.RESUME_ENTRIES, "");
    } else {
      engine.accept(Action.PAUSE_ENTRIES, String.join(", ", reasons));
    }
  }

  synchronized boolean holds() {
    return !reasons.isEmpty();
  }
}
