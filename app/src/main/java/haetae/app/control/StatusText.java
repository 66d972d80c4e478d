package haetae.app.control;

import java.util.ArrayList;
import java.util.List;

/** The status as the operator reads it. */
final class StatusText {
  private StatusText() {}

  static List<String> lines(Status s, long nowMs) {
    List<String> lines = new ArrayList<>();
    String fault = s.fault(nowMs);
    if (!fault.isEmpty()) {
      lines.add("NOT WELL: " + fault);
    }
    row(lines, "service", s.name() + ", process " + s.pid() + " on " + s.host());
    row(lines, "run", "session " + s.session());
    row(lines, "trading", s.state() + (s.held().isEmpty() ? "" : " - " + s.held()));
    if (!s.pauses().isEmpty()) {
      row(lines, "entries", "paused: " + s.pauses());
    }
    rows(lines, "guard", s.guard());
    rows(lines, "watchdog", s.watchdog());
    String age = s.cycle() == 0 ? "none yet, started " : s.cycle() + ", ended ";
    row(lines, "cycle", age + Status.seconds(s.cycleAgeMs()) + " ago");
    row(lines, "profit", s.pnl() + ", exposure " + s.exposure());
    row(
        lines,
        "orders",
        s.inFlight() + " in flight, " + s.inTransit() + " trades between two states");
    rows(lines, "positions", s.positions().isEmpty() ? List.of("none") : s.positions());
    row(lines, "journal", s.journal());
    row(lines, "alerts", s.alerts());
    return lines;
  }

  private static void row(List<String> lines, String name, String text) {
    lines.add(String.format("%-10s %s", name, text));
  }

  private static void rows(List<String> lines, String name, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      row(lines, i == 0 ? name : "", texts.get(i).strip());
    }
  }
}
