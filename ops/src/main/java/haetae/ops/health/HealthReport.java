package haetae.ops.health;

import haetae.ops.log.SecretMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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

  /**
   * Runs all checks side by side and waits for them no longer than the timeout, all together. A
   * check that hangs is an ERROR and is left behind, even if it cannot be interrupted.
   *
   * @param mask hides secrets that a check's words may hold
   */
  public static HealthReport run(List<HealthCheck> checks, long timeoutMs, SecretMask mask) {
    List<FutureTask<HealthCheck.Result>> running = new ArrayList<>();
    for (HealthCheck check : checks) {
      FutureTask<HealthCheck.Result> task = new FutureTask<>(check::check);
      Thread.ofPlatform().daemon().name("health-" + check.name()).start(task);
      running.add(task);
    }
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    List<String> lines = new ArrayList<>();
    HealthState worst = HealthState.OK;
    lines.add("─".repeat(RULE));
    for (int i = 0; i < checks.size(); i++) {
      HealthCheck.Result result = await(running.get(i), endNs, timeoutMs);
      lines.add(mask.apply(line(checks.get(i).name(), result)));
      worst = worse(worst, result.state());
    }
    lines.add("─".repeat(RULE));
    lines.add("Overall: " + worst);
    return new HealthReport(lines, worst);
  }

  private static String line(String name, HealthCheck.Result result) {
    String detail = result.detail().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    return String.format(
        Locale.ROOT, "[%-10s] %s %-8s %s", name, result.state().symbol(), result.state(), detail);
  }

  private static HealthCheck.Result await(
      FutureTask<HealthCheck.Result> check, long endNs, long timeoutMs) {
    try {
      return check.get(Math.max(0, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return new HealthCheck.Result(HealthState.ERROR, reason(e.getCause()));
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

  private static String reason(@Nullable Throwable cause) {
    if (cause == null) {
      return "failed";
    }
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message;
  }
}
