package haetae.venue.wire;

import java.util.SplittableRandom;

/**
 * Pauses between attempts: doubling from the first to the longest, each drawn between half and the
 * whole of it, so that many clients do not come back at once. Seeded. Threads: one owner.
 */
public final class Backoff {
  private final SplittableRandom random;
  private final long firstMs;
  private final long longestMs;
  private int attempts;

  /** Pauses between the given bounds. */
  public Backoff(long firstMs, long longestMs, long seed) {
    if (firstMs <= 0 || longestMs < firstMs) {
      throw new IllegalArgumentException("pauses out of order: " + firstMs + ", " + longestMs);
    }
    this.firstMs = firstMs;
    this.longestMs = longestMs;
    this.random = new SplittableRandom(seed);
  }

  /** The next pause. */
  public long nextMs() {
    long ceiling = firstMs << Math.min(attempts, 30);
    ceiling = ceiling <= 0 || ceiling > longestMs ? longestMs : ceiling;
    attempts = Math.min(attempts + 1, 30);
    return ceiling - random.nextLong(ceiling / 2 + 1);
  }

  /** It worked: the next pause is the first again. */
  public void reset() {
    attempts = 0;
  }
}
