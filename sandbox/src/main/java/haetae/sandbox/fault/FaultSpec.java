package haetae.sandbox.fault;

/**
 * One fault of a scenario.
 *
 * @param fault what goes wrong
 * @param venue {@code upbit}, {@code binance} or {@code both}
 * @param atSec when it begins, in seconds after the start
 * @param lastsSec how long it lasts; 0 for ever
 * @param everySec time from one beginning to the next; 0 for once
 * @param chance probability that one occasion is hit, 0 to 1
 * @param count most occasions hit; 0 for any number
 * @param delayMs of slow answers and late reports
 * @param offsetMs of the clock; positive is ahead
 * @param status HTTP status of server errors
 * @param path only requests whose path begins so; empty for all
 * @param streams {@code public}, {@code private} or {@code all}
 */
public record FaultSpec(
    FaultKind fault,
    String venue,
    double atSec,
    double lastsSec,
    double everySec,
    double chance,
    int count,
    long delayMs,
    long offsetMs,
    int status,
    String path,
    String streams) {
  /** Checks the ranges. */
  public FaultSpec {
    if (!venue.equals("upbit") && !venue.equals("binance") && !venue.equals("both")) {
      throw new IllegalArgumentException("venue must be upbit, binance or both, not " + venue);
    }
    if (!streams.equals("public") && !streams.equals("private") && !streams.equals("all")) {
      throw new IllegalArgumentException("streams must be public, private or all, not " + streams);
    }
    if (!(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException("chance must be between 0 and 1, not " + chance);
    }
    if (!(atSec >= 0) || !(lastsSec >= 0) || count < 0 || delayMs < 0) {
      throw new IllegalArgumentException(
          "at_sec, lasts_sec, count and delay_ms must not be below 0");
    }
    if (!(everySec >= 0) || (everySec > 0 && (lastsSec == 0 || everySec <= lastsSec))) {
      throw new IllegalArgumentException("every_sec must be above lasts_sec, which must be given");
    }
    if (status < 500 || status > 599) {
      throw new IllegalArgumentException("status must be between 500 and 599, not " + status);
    }
  }

  /** A fault of both venues, at once and for ever, that hits every occasion. */
  public static FaultSpec of(FaultKind kind) {
    return new FaultSpec(kind, "both", 0, 0, 0, 1, 0, 1_000, 0, 500, "", "all");
  }
}
