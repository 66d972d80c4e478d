package haetae.sim.fault;

import java.util.List;

/**
 * Something that must never happen has happened.
 *
 * @param step number of the event after which it was seen, from 1
 * @param timeNs virtual time
 * @param rule the check, a short name that stays the same
 * @param text what was seen and what was allowed
 * @param story the last lines before it, oldest first
 */
public record Violation(
    long seed, long step, long timeNs, String rule, String text, List<String> story) {
  /** Takes a copy of the story. */
  public Violation {
    story = List.copyOf(story);
  }

  @Override
  public String toString() {
    return "seed " + seed + " step " + step + " " + rule + ": " + text;
  }
}
