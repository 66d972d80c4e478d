package haetae.app.live;

import haetae.app.dashboard.TickToOrder;
import haetae.app.lease.Lease;
import haetae.engine.EngineConfig;
import haetae.ops.alert.AlertRouter;
import haetae.ops.sysmon.ResourceMonitor;
import haetae.ops.watchdog.StallDetector;
import org.jspecify.annotations.Nullable;

/** Everything of a run that was built and must be stopped again. */
record Built(
    EngineConfig engine,
    EngineHost host,
    Lease lease,
    LiveLoop loop,
    ResourceMonitor monitor,
    StallDetector detector,
    AlertRouter alerts,
    Parts parts,
    HealthWatch health,
    @Nullable OpenJournal journal,
    Tape tape,
    TickToOrder ticks) {}
