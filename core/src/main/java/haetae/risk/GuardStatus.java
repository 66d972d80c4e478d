package haetae.risk;

import haetae.state.StateIn;
import haetae.state.StateOut;
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

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putBool(allowed).putBool(envFlagOk).putBool(confirmFileOk).putBool(safetyReady);
    out.putBool(feedsFresh).putBool(redisHeartbeatOk).putBool(dryRunActive);
    out.putLong(reasons.size());
    reasons.forEach(out::putText);
  }

  /** Reads what {@link #save} has written. */
  public static GuardStatus load(StateIn in) {
    return new GuardStatus(
        in.getBool(),
        in.getBool(),
        in.getBool(),
        in.getBool(),
        in.getBool(),
        in.getBool(),
        in.getBool(),
        reasons(in));
  }

  private static List<String> reasons(StateIn in) {
    List<String> reasons = new ArrayList<>();
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      reasons.add(in.getText());
    }
    return reasons;
  }
}
