package haetae.ops.alert;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alerts that wait for the end of the quiet hours. Threads: any. */
final class HeldBack {
  private static final int SHOWN = 10;
  private static final int LONGEST = 160;

  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
  private final List<String> first = new ArrayList<>();

  synchronized void add(Alert alert) {
    counts.merge(Severity.of(alert.severity()), 1, Integer::sum);
    if (first.size() < SHOWN) {
      String text = "[" + alert.type() + "] [" + alert.severity() + "] " + alert.text();
      first.add(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…");
    }
  }

  /** Alerts that wait. */
  synchronized int size() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Takes all of them as one alert; empty if there are none. */
  synchronized Optional<Alert> take(long nowMs) {
    int size = size();
    if (size == 0) {
      return Optional.empty();
    }
    Severity worst = Severity.INFO;
    for (Severity severity : counts.keySet()) {
      worst = severity.atLeast(worst) ? severity : worst;
    }
    StringBuilder text = new StringBuilder("held back in the quiet hours: ").append(size);
    counts.forEach(
        (severity, count) -> text.append(", ").append(count).append(' ').append(severity));
    first.forEach(line -> text.append('\n').append(line));
    if (size > first.size()) {
      text.append("\n… the log has all of them");
    }
    counts.clear();
    first.clear();
    return Optional.of(new Alert(nowMs, "quiet_hours", worst.name(), text.toString()));
  }
}
