package haetae.app.research;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a long run held, quarter by quarter, and whether it grew. The first quarter, in which the
 * process warms up, is shown and not judged.
 */
public final class SoakReport {
  private static final int QUARTERS = 4;
  private static final double MB = 1_048_576;
  private static final double MOST_OWN_MB = 8;
  private static final double MOST_LIVE_MB = 1;
  private static final int CLASSES = 5;
  private static final double MORE_FILES = 8;

  private final List<SoakSample> samples;
  private final List<LiveObjects> objects;
  private final double hours;

  /**
   * A report.
   *
   * @param samples in their order, at least one a quarter
   * @param objects what was reachable, in their order, at least one a quarter
   * @param hours simulated
   */
  public SoakReport(List<SoakSample> samples, List<LiveObjects> objects, double hours) {
    this.samples = List.copyOf(samples);
    this.objects = List.copyOf(objects);
    this.hours = hours;
    if (samples.size() < 2 * QUARTERS || objects.size() < QUARTERS) {
      throw new IllegalArgumentException(
          "too short a run to judge: %d samples, %d looks into the heap"
              .formatted(samples.size(), objects.size()));
    }
  }

  private List<SoakSample> quarter(int number) {
    int size = samples.size();
    return samples.subList(size * number / QUARTERS, size * (number + 1) / QUARTERS);
  }

  private double median(int quarter, ToDoubleFunction<SoakSample> value) {
    List<SoakSample> sorted = new ArrayList<>(quarter(quarter));
    sorted.sort(Comparator.comparingDouble(value));
    return value.applyAsDouble(sorted.get(sorted.size() / 2));
  }

  private List<SoakSample> judged() {
    return samples.subList(samples.size() / QUARTERS, samples.size());
  }

  private double judgedSec() {
    return judged().getLast().atSec() - judged().getFirst().atSec();
  }

  /** Least squares over the last three quarters: how much more at their end than at their begin. */
  double growth(ToDoubleFunction<SoakSample> value) {
    List<SoakSample> judged = judged();
    double meanT = judged.stream().mapToDouble(SoakSample::atSec).average().orElse(0);
    double meanV = judged.stream().mapToDouble(value).average().orElse(0);
    double up = 0;
    double down = 0;
    for (SoakSample s : judged) {
      up += (s.atSec() - meanT) * (value.applyAsDouble(s) - meanV);
      down += (s.atSec() - meanT) * (s.atSec() - meanT);
    }
    return down == 0 ? 0 : up / down * judgedSec();
  }

  /** What grew; empty if nothing did. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    double own = growth(SoakSample::ownMb);
    if (own > MOST_OWN_MB) {
      faults.add(String.format(Locale.ROOT, "memory of its own grew by %.1f MB", own));
    }
    double live = growth(SoakSample::liveMb);
    if (live > MOST_LIVE_MB) {
      LiveObjects before = objects.get(objects.size() / QUARTERS);
      faults.add(
          String.format(Locale.ROOT, "live objects grew by %.1f MB: ", live)
              + String.join(", ", objects.getLast().grownSince(before, CLASSES)));
    }
    double files = median(1, SoakSample::files);
    if (median(QUARTERS - 1, SoakSample::files) > files + MORE_FILES) {
      faults.add(String.format(Locale.ROOT, "open files grew from %.0f", files));
    }
    double threads = median(1, SoakSample::threads);
    if (median(QUARTERS - 1, SoakSample::threads) > threads + MORE_FILES) {
      faults.add(String.format(Locale.ROOT, "threads grew from %.0f", threads));
    }
    return faults;
  }

  /** The table. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    SoakSample end = samples.getLast();
    lines.add(
        String.format(
            Locale.ROOT, "%-22s %10s %10s %10s %10s", "median of quarter", "1", "2", "3", "4"));
    lines.add(row("memory, MB", SoakSample::rssMb));
    lines.add(row("of its own, MB", SoakSample::ownMb));
    lines.add(row("live objects, MB", SoakSample::liveMb));
    lines.add(row("open files", SoakSample::files));
    lines.add(row("threads", SoakSample::threads));
    lines.add(row("data, MB", s -> s.dataBytes() / MB));
    lines.add(row("logs, MB", s -> s.logBytes() / MB));
    double judgedHours = hours * judgedSec() / end.atSec();
    lines.add(
        String.format(
            Locale.ROOT,
            "%.1f simulated hours in %.0f s, %d looks; logs %.2f MB a simulated hour",
            hours,
            end.atSec(),
            samples.size(),
            end.logBytes() / MB / hours));
    lines.add(slope("memory of its own", SoakSample::ownMb, MOST_OWN_MB, judgedHours));
    lines.add(slope("live objects", SoakSample::liveMb, MOST_LIVE_MB, judgedHours));
    return lines;
  }

  private String slope(
      String name, ToDoubleFunction<SoakSample> value, double most, double judgedHours) {
    double growth = growth(value);
    return String.format(
        Locale.ROOT,
        "%s: %+.2f MB over the last three quarters (at most %.0f), %+.3f MB a simulated hour",
        name,
        growth,
        most,
        growth / judgedHours);
  }

  private String row(String name, ToDoubleFunction<SoakSample> value) {
    return String.format(
        Locale.ROOT,
        "%-22s %10.1f %10.1f %10.1f %10.1f",
        name,
        median(0, value),
        median(1, value),
        median(2, value),
        median(3, value));
  }
}
