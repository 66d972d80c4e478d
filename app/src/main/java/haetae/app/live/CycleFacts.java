package haetae.app.live;

import haetae.engine.EngineSnapshot;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.ops.metrics.Window;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.WatchdogStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is known at the end of a cycle.
 *
 * @param paper the paper twin in mode live, null where there is none
 * @param loopMs the last cycles' times; the newest is {@code metrics}'s. For the loop's thread
 */
record CycleFacts(
    long cycle,
    EngineSnapshot engine,
    @Nullable EngineSnapshot paper,
    ResourceSample sample,
    MetricsSnapshot metrics,
    WatchdogStatus status,
    Window loopMs) {}
