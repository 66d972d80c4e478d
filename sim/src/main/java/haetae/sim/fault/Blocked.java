package haetae.sim.fault;

import haetae.engine.EngineSnapshot;
import java.util.List;

/** Tells whether something holds entries off that should have passed with the faults. */
final class Blocked {
  private static final List<String> CODES =
      List.of(
          "VENUE_DOWN",
          "CLOCK",
          "UNKNOWN_ORDER",
          "LEDGER_BREAK",
          "REDUCING",
          "HALTED",
          "PAUSED",
          "NAKED_BUDGET",
          "ORDER_RATE");

  private Blocked() {}

  /** True if one of these reasons has refused an entry between two moments. */
  static boolean between(EngineSnapshot before, EngineSnapshot after) {
    for (String code : CODES) {
      long refused = after.refusals().getOrDefault(code, 0L);
      if (refused > before.refusals().getOrDefault(code, 0L)) {
        return true;
      }
    }
    return false;
  }
}
