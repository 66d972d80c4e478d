package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import java.util.ArrayList;
import java.util.List;

/** What the service says of its parts when it starts: those it has, and those it does not have. */
final class StartLines {
  private StartLines() {}

  /** The parts that are there, in the order in which they were built. */
  static List<String> parts(String mode) {
    return List.of(
        "Secrets",
        "Mode " + mode,
        "Signal engine",
        "Execution engine",
        "Order desk",
        "Safety validator",
        "Position engine and ledger",
        "Stop-loss engine",
        "Rebalancer",
        "Alert system",
        "Live guard",
        "Watchdog",
        "Long-run checkpoints");
  }

  /** Keys that ask for something that this version does not have, each with what that means. */
  static List<String> absent(HaetaeConfig config) {
    List<String> lines = new ArrayList<>();
    if (config.redis().enabled() && !config.journal().enabled()) {
      lines.add("redis: heartbeat and status only, prices need journal.enabled");
    }
    String backend = config.storage().backend();
    if (backend.equals("csv") || backend.equals("hybrid")) {
      lines.add("storage.backend " + backend + ": sqlite is used; ./haetae export writes CSV");
    }
    return lines;
  }
}
