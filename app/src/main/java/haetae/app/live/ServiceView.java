package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.lease.Lease;
import haetae.engine.EngineConfig;
import haetae.ops.alert.AlertRouter;
import haetae.ops.sysmon.ResourceMonitor;
import haetae.ops.watchdog.Cures;
import haetae.store.journal.Journal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a part around the engine may read and ask of the service. Threads: any.
 *
 * @param engine what the engine was built with
 * @param host the engine's last snapshot, and the way to leave an operator's word
 * @param guard where a part says that a condition for live trading holds
 * @param lease the right to send orders
 * @param cycles the facts of each cycle
 * @param brake holds entries back
 * @param stop asks for the orderly shutdown
 * @param notes where a part leaves what the tables shall hold
 * @param journal null if it is switched off
 * @param venues the connectors, null where the market is simulated or recorded
 * @param shadow the paper twin of mode live, null where there is none
 * @param acks how long the slowest answer to an order took
 * @param inFlight client ids of the orders in flight as the run begins
 * @param desk what only the operator's desk looks at
 */
record ServiceView(
    RunOptions options,
    HaetaeConfig config,
    Secrets secrets,
    EngineConfig engine,
    EngineHost host,
    GuardProbe guard,
    Lease lease,
    Cycles cycles,
    AlertRouter alerts,
    ResourceMonitor monitor,
    Cures cures,
    EntryBrake brake,
    StopSwitch stop,
    ViewNotes notes,
    @Nullable Journal journal,
    @Nullable LiveMarket venues,
    @Nullable Shadow shadow,
    AckTimes acks,
    Set<String> inFlight,
    DeskInputs desk) {}
