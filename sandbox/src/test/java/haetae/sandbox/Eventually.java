package haetae.sandbox;

import java.util.concurrent.Callable;

/** Waits for a condition with a generous limit. */
public final class Eventually {
  private Eventually() {}

  public static void holds(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the condition never held");
      }
      Thread.sleep(2);
    }
  }
}
