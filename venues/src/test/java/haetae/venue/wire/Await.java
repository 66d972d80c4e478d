package haetae.venue.wire;

import static org.assertj.core.api.Assertions.fail;

import java.util.function.BooleanSupplier;

/** Waits for a condition with a limit that a slow machine does not miss. */
public final class Await {
  private static final long LIMIT_NS = 60_000_000_000L;

  private Await() {}

  /** Waits until it holds. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT_NS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || !Patience.slept(2)) {
        fail("not within a minute: " + what);
      }
    }
  }
}
