package haetae.ops.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Report of all checks.
 *
 * @param lines one line a dependency, then the overall state
 * @param overall worst state; DISABLED counts as OK
 */
public record HealthReport(List<String> lines, HealthState overall) {
  private static final int RULE = 60;

  /** Takes a copy of the lines. */
  public HealthReport {
    lines = List.copyOf(lines);
  }

  /** Runs all checks side by side, each within a timeout. */
  public static HealthReport run(List<HealthCheck> checks, long timeoutMs) {
    List<String> lines = new ArrayList<>();
    HealthState worst = HealthState.OK;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HealthCheck.Result>> running = new ArrayList<>();
      checks.forEach(check -> running.add(executor.submit(check::check)));
      lines.add("─".repeat(RULE));
      for (int i = 0; i < checks.size(); i++) {
        HealthCheck.Result result = await(running.get(i), timeoutMs);
        lines.add(
            String.format(
                Locale.ROOT,
                "[%-10s] %s %-8s %s",
                checks.get(i).name(),
                result.state().symbol(),
                result.state(),
                result.detail()));
        worst = worse(worst, result.state());
      }
    }
    lines.add("─".repeat(RULE));
    lines.add("Overall: " + worst);
    return new HealthReport(lines, worst);
  }

  private static HealthCheck.Result await(Future<HealthCheck.Result> check, long timeoutMs) {
    try {
      return check.get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return new HealthCheck.Result(HealthState.ERROR, reason(e));
    } catch (TimeoutException e) {
      check.cancel(true);
      return new HealthCheck.Result(HealthState.ERROR, "no answer within " + timeoutMs + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HealthCheck.Result(HealthState.ERROR, "interrupted");
    }
  }

  private static HealthState worse(HealthState a, HealthState b) {
    if (b == HealthState.DISABLED) {
      return a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? e.toString() : String.valueOf(cause.getMessage());
  }
}
