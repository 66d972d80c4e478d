package haetae.sim.fault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is violated, each rule once, with the story so far. Threads: the run's. */
final class Verdict {
  private final long seed;
  private final Timeline time;
  private final StoryTail story;
  private final List<Violation> violations = new ArrayList<>();
  private final Set<String> rules = new HashSet<>();
  private long step;

  Verdict(long seed, Timeline time, StoryTail story) {
    this.seed = seed;
    this.time = time;
    this.story = story;
  }

  void step(long number) {
    step = number;
  }

  void violated(String rule, String text) {
    if (rules.add(rule)) {
      tell("BROKEN", rule + ": " + text);
      violations.add(new Violation(seed, step, time.nowNs(), rule, text, story.lines()));
    }
  }

  void tell(String who, Object what) {
    story.tell(time.nowNs(), step, who, what);
  }

  List<Violation> violations() {
    return violations;
  }
}
