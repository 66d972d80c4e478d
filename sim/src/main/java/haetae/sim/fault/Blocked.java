package haetae.sim.fault;

import haetae.engine.EngineSnapshot;
import java.util.List;

/** Tells whether something holds entries off that should have passed with the faults. */
final class Blocked {
  private static final List<String> CODES =
      List.of(
          "VENUE_DOWN",
          "VENUE_HEALTH",
          "CLOCK",
          "UNKNOWN_ORDER",
          "LEDGER_BREAK",
          "REDUCING",
          "HALTED",
          "PAUSED",
          "NAKED_BUDGET",
          "ORDER_RATE");

  /** Limits that rightly last longer than the faults. */
  private static final List<String> LASTING =
      List.of("DAILY_LOSS", "DRAWDOWN", "LOSING_STREAK", "UNWINDS");

  private Blocked() {}

  /** True if one of these reasons has refused an entry between two moments, and no lasting one. */
  static boolean between(EngineSnapshot before, EngineSnapshot after) {
    return grown(CODES, before, after) && !grown(LASTING, before, after);
  }

  private static boolean grown(List<String> codes, EngineSnapshot before, EngineSnapshot after) {
    for (String code : codes) {
      long refused = after.refusals().getOrDefault(code, 0L);
      if (refused > before.refusals().getOrDefault(code, 0L)) {
        return true;
      }
    }
    return false;
  }
}
