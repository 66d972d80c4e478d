package haetae.risk;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * What the shell sees of the conditions for live trading; unknown is false.
 *
 * @param liveMode mode is live
 * @param envFlagSet {@code LIVE_TRADING} is exactly {@code 1}
 * @param confirmFilePresent the operator's confirm file exists
 * @param confirmFilePath where it was looked for
 * @param feedsFresh all venue streams are connected and fresh
 * @param redisHeartbeatFresh Redis answered recently, or it is not required
 * @param keysValid API keys are present, work and cannot withdraw
 * @param clockInBounds each venue's clock offset is within its limit
 * @param haltFileAbsent no halt file
 * @param cooldownOver no cooldown after a critical shutdown
 */
public record GuardFacts(
    boolean liveMode,
    boolean envFlagSet,
    boolean confirmFilePresent,
    String confirmFilePath,
    boolean feedsFresh,
    boolean redisHeartbeatFresh,
    boolean keysValid,
    boolean clockInBounds,
    boolean haltFileAbsent,
    boolean cooldownOver) {

  /** Facts of a simulation: nothing is known to be true, so nothing can be live. */
  public static GuardFacts none() {
    return new GuardFacts(false, false, false, "", false, false, false, false, false, false);
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putBool(liveMode).putBool(envFlagSet).putBool(confirmFilePresent);
    out.putText(confirmFilePath).putBool(feedsFresh).putBool(redisHeartbeatFresh);
    out.putBool(keysValid).putBool(clockInBounds).putBool(haltFileAbsent).putBool(cooldownOver);
  }

  /** Reads what {@link #save} has written. */
  public static GuardFacts load(StateIn in) {
    return new GuardFacts(
        in.getBool(),
        in.getBool(),
        in.getBool(),
        in.getText(),
        in.getBool(),
        in.getBool(),
        in.getBool(),
        in.getBool(),
        in.getBool(),
        in.getBool());
  }
}
