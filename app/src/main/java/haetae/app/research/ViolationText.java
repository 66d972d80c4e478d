package haetae.app.research;

import haetae.sim.fault.FaultRun;
import haetae.sim.fault.Violation;
import java.util.ArrayList;
import java.util.List;

/** A violation in words, with the way to see it again. */
final class ViolationText {
  private static final int STORY_LINES = 25;

  private ViolationText() {}

  static List<String> lines(Violation violation, FaultRun.Plan plan, String faults) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("VIOLATION " + violation);
    List<String> story = violation.story();
    story
        .subList(Math.max(0, story.size() - STORY_LINES), story.size())
        .forEach(line -> lines.add("  " + line));
    lines.add(
        "  again: ./haetae simulate --seed "
            + violation.seed()
            + " --minutes "
            + plan.minutes()
            + " --faults="
            + faults
            + " --verbose");
    return lines;
  }
}
