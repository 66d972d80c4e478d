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
  private static final double GROWTH = 1.10;
  private static final double LEAST_MB = 32;
  private static final double MORE_FILES = 8;
  private static final double SECONDS_PER_HOUR = 3_600;

  private final List<SoakSample> samples;
  private final double hours;

  /**
   * A report.
   *
   * @param samples in their order, at least one a quarter
   * @param hours simulated
   */
  public SoakReport(List<SoakSample> samples, double hours) {
    this.samples = List.copyOf(samples);
    this.hours = hours;
    if (samples.size() < 2 * QUARTERS) {
      throw new IllegalArgumentException(
          "too short a run to judge: " + samples.size() + " samples");
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

  /** Least squares over the last three quarters, in MB a simulated hour. */
  double slopeMb() {
    List<SoakSample> judged = samples.subList(samples.size() / QUARTERS, samples.size());
    double meanT = judged.stream().mapToDouble(SoakSample::atSec).average().orElse(0);
    double meanM = judged.stream().mapToDouble(SoakSample::rssMb).average().orElse(0);
    double up = 0;
    double down = 0;
    for (SoakSample s : judged) {
      up += (s.atSec() - meanT) * (s.rssMb() - meanM);
      down += (s.atSec() - meanT) * (s.atSec() - meanT);
    }
    double perSecond = down == 0 ? 0 : up / down;
    return perSecond * samples.getLast().atSec() / hours;
  }

  /** What grew; empty if nothing did. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    double before = median(1, SoakSample::rssMb);
    double after = median(QUARTERS - 1, SoakSample::rssMb);
    if (after > before * GROWTH && after > before + LEAST_MB) {
      faults.add(String.format(Locale.ROOT, "memory grew from %.0f to %.0f MB", before, after));
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
    lines.add(row("open files", SoakSample::files));
    lines.add(row("threads", SoakSample::threads));
    lines.add(row("data, MB", s -> s.dataBytes() / MB));
    lines.add(row("logs, MB", s -> s.logBytes() / MB));
    lines.add(
        String.format(
            Locale.ROOT,
            "%.1f simulated hours in %.0f s, %d looks; memory %+.2f MB a simulated hour; logs %.2f"
                + " MB a simulated hour",
            hours,
            end.atSec(),
            samples.size(),
            slopeMb(),
            end.logBytes() / MB / hours));
    lines.add(String.format(Locale.ROOT, "%.2f real hours", end.atSec() / SECONDS_PER_HOUR));
    return lines;
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
