package haetae.sim.fault;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one seed came to.
 *
 * @param mixture faults that this world had
 * @param virtualNs virtual time that has passed
 * @param events events the engine was given
 * @param injected faults that struck, by kind
 * @param violations what must never happen and did; empty if all is well
 */
public record SeedResult(
    long seed,
    Set<FaultKind> mixture,
    long virtualNs,
    long events,
    Map<FaultKind, Long> injected,
    Figures figures,
    List<Violation> violations) {}
