package haetae.risk;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Says whether real orders may be sent. Fail closed: a fact that is not known to be true blocks.
 *
 * <p>Pure; threads: any.
 */
public final class LiveGuard {
  private final LiveGuardRules rules;

  /** A guard with the given rules. */
  public LiveGuard(LiveGuardRules rules) {
    this.rules = requireNonNull(rules, "rules");
  }

  /**
   * Judges the facts.
   *
   * @param mode word for the mode in the reason when it is not live
   * @param cycle cycles begun so far, from 0
   * @param recentRejections safety rejections since the last cycle
   */
  public GuardStatus evaluate(GuardFacts facts, String mode, long cycle, long recentRejections) {
    List<String> reasons = new ArrayList<>();
    boolean env = !rules.requireEnvFlag() || facts.envFlagSet();
    boolean file = !rules.requireConfirmFile() || facts.confirmFilePresent();
    boolean safety = !rules.requireSafetyPass() || recentRejections == 0;
    boolean redis = !rules.requireRedisHeartbeat() || facts.redisHeartbeatFresh();
    boolean dry = rules.dryRun() && cycle < rules.dryRunCycles();
    if (!facts.liveMode()) {
      reasons.add("Mode is " + mode + ": orders go to the " + mode + " venue");
    } else {
      add(reasons, env, "LIVE_TRADING env var not set to '1'");
      add(reasons, file, ".live_trading_ok file not found at " + facts.confirmFilePath());
      add(reasons, safety, "Safety checks failed: " + recentRejections + " rejections");
      add(reasons, facts.feedsFresh(), "WebSocket not healthy");
      add(reasons, redis, "Redis heartbeat error");
      add(reasons, facts.keysValid(), "API keys missing, not working or able to withdraw");
      add(reasons, facts.clockInBounds(), "Venue clock offset out of bounds or unknown");
      add(reasons, facts.haltFileAbsent(), "Halt file present");
      add(reasons, facts.cooldownOver(), "Cooling down after a critical shutdown");
      add(reasons, !dry, "Dry-run active: cycle " + cycle + " < " + rules.dryRunCycles());
    }
    return new GuardStatus(
        reasons.isEmpty(), env, file, safety, facts.feedsFresh(), redis, dry, reasons);
  }

  private static void add(List<String> reasons, boolean fine, String reason) {
    if (!fine) {
      reasons.add(reason);
    }
  }
}
