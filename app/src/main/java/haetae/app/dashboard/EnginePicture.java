package haetae.app.dashboard;

import haetae.engine.OperatorView;

/**
 * The engine as it was published last. Immutable.
 *
 * @param atNanos {@code System.nanoTime} of the publication
 */
public record EnginePicture(OperatorView view, long atNanos) {
  /** How old it is, in ms. */
  long ageMs(long nowNanos) {
    return Math.max(0, nowNanos - atNanos) / 1_000_000;
  }
}
