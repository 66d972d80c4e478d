package haetae.app.lease;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was seen the last time that somebody looked at something that takes a while to look at, a
 * file for example. Whoever must not wait takes what others have just seen; if nobody has looked
 * for too long it looks itself, so what it goes by is never older than the limit.
 *
 * <p>Threads: any; the eyes may be asked by several at once.
 */
public final class LastLook<T> {
  private record Seen<T>(T what, long atNanos) {}

  private final Supplier<T> eyes;
  private final long longestNanos;
  private final LongSupplier nanos;
  private volatile @Nullable Seen<T> last;

  /**
   * Nothing was seen yet.
   *
   * @param eyes look now
   * @param longestNanos age up to which what was seen still counts
   * @param nanos a clock that never goes back
   */
  public LastLook(Supplier<T> eyes, long longestNanos, LongSupplier nanos) {
    this.eyes = eyes;
    this.longestNanos = longestNanos;
    this.nanos = nanos;
  }

  /** Looks now. */
  public T now() {
    long atNanos = nanos.getAsLong();
    T what = eyes.get();
    last = new Seen<>(what, atNanos);
    return what;
  }

  /** What was seen within the limit; looks now if that is too long ago. */
  public T recent() {
    Seen<T> seen = last;
    if (seen == null || nanos.getAsLong() - seen.atNanos > longestNanos) {
      return now();
    }
    return seen.what;
  }
}
