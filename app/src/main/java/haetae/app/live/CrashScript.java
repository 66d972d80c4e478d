package haetae.app.live;

import haetae.sandbox.Scenario;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import java.util.List;

/** What happens in a crash test's first life: a two-leg trade, and what goes wrong with it. */
public enum CrashScript {
  /** Entry, hedge, then both legs of the exit. */
  TRADE,
  /** The second leg is refused, so that the first one is reversed. */
  UNWIND,
  /** The second leg is accepted and never answered, nor reported. */
  UNANSWERED,
  /** Answers are slow, and a halt cancels what is in flight. */
  HALT;

  private List<FaultSpec> faults() {
    return switch (this) {
      case TRADE -> List.of();
      case UNWIND -> List.of(fault(FaultKind.RATE_STORM, 1));
      case UNANSWERED ->
          List.of(fault(FaultKind.TIMEOUT_AFTER_ACCEPT, 1), fault(FaultKind.LOST_REPORT, 0));
      case HALT -> List.of(fault(FaultKind.SLOW, 0));
    };
  }

  private static FaultSpec fault(FaultKind kind, int count) {
    String path = kind == FaultKind.LOST_REPORT ? "" : "/fapi/v1/order";
    return new FaultSpec(kind, "binance", 0, 0, 0, 1, count, 400, 0, 500, path, "all");
  }

  /** A sandbox on which it happens. */
  Scenario on(Scenario calm) {
    return new Scenario(
        calm.seed(),
        calm.speed(),
        calm.keys(),
        calm.balances(),
        calm.market(),
        calm.upbit(),
        calm.binance(),
        faults());
  }
}
