package haetae.risk;

/**
 * What live trading needs.
 *
 * @param requireEnvFlag {@code LIVE_TRADING} must be exactly {@code 1}
 * @param requireConfirmFile the operator's confirm file must exist
 * @param requireSafetyPass no safety rejection in the last cycle
 * @param requireRedisHeartbeat Redis must have answered
 * @param dryRun the first cycles never trade live
 * @param dryRunCycles how many
 */
public record LiveGuardRules(
    boolean requireEnvFlag,
    boolean requireConfirmFile,
    boolean requireSafetyPass,
    boolean requireRedisHeartbeat,
    boolean dryRun,
    long dryRunCycles) {}
