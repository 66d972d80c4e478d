package haetae.risk;

import java.util.ArrayList;
import java.util.List;

/**
 * The live guard's verdict with all its reasons.
 *
 * @param allowed real orders may be sent
 * @param dryRunActive the first cycles are not over
 * @param reasons why not; empty exactly when allowed
 */
public record GuardStatus(
    boolean allowed,
    boolean envFlagOk,
    boolean confirmFileOk,
    boolean safetyReady,
    boolean feedsFresh,
    boolean redisHeartbeatOk,
    boolean dryRunActive,
    List<String> reasons) {

  /** Takes a copy and checks that a block has its reason. */
  public GuardStatus {
    reasons = List.copyOf(reasons);
    if (allowed != reasons.isEmpty()) {
      throw new IllegalArgumentException("a verdict needs its reasons");
    }
  }

  /** Before anything was evaluated: blocked. */
  public static GuardStatus unknown() {
    return new GuardStatus(
        false, false, false, false, false, false, true, List.of("Not evaluated yet"));
  }

  /** Lines for the operator: the verdict, then each reason. */
  public List<String> banner() {
    List<String> lines = new ArrayList<>();
    lines.add(allowed ? "🟢 LIVE TRADING ALLOWED" : "🔴 LIVE TRADING BLOCKED");
    for (String reason : reasons) {
      lines.add("   - " + reason);
    }
    return lines;
  }
}
