package haetae.venue.upbit;

import static java.util.Objects.requireNonNull;

import haetae.venue.wire.HttpClient;
import java.net.URI;

/**
 * Settings of the Upbit connector; what the sources leave uncertain is a setting with the safe
 * default (docs/venues/upbit.md names each).
 *
 * @param smpType self-match prevention, sent with every order
 * @param levels depth of the order book stream: 1, 5, 15 or 30
 * @param simpleFormat true for short field names on the public stream
 * @param requireKeyPermissions true if a key whose permissions cannot be found out is refused
 * @param rates request budgets
 * @param pace timers
 */
public record UpbitSettings(
    Endpoints endpoints,
    JwtAlgorithm algorithm,
    String smpType,
    int levels,
    boolean simpleFormat,
    boolean requireKeyPermissions,
    HttpClient.Timeouts timeouts,
    Rates rates,
    Pace pace) {
  /** Addresses. */
  public record Endpoints(URI rest, URI publicStream, URI privateStream) {
    /** The venue's own. */
    public static final Endpoints PRODUCTION =
        new Endpoints(
            URI.create("https://api.upbit.com"),
            URI.create("wss://api.upbit.com/websocket/v1"),
            URI.create("wss://api.upbit.com/websocket/v1/private"));
  }

  /**
   * Requests per second that Upbit allows, and how they are used.
   *
   * @param sharePpm part of each that is used; whether its window slides is not documented
   * @param reservePpm part of that kept for cancels, queries and hedges
   */
  public record Rates(int order, int other, int market, long sharePpm, long reservePpm) {
    /** Limits of 2026-08-21, 80 % used, 30 % of that reserved. */
    public static final Rates STANDARD = new Rates(12, 30, 10, 800_000, 300_000);
  }

  /**
   * Timers in ms.
   *
   * @param pingMs between WebSocket pings; Upbit closes after 120 s of silence
   * @param silenceMs without any frame after which a connection is given up
   * @param quietMs without a book after which a REST snapshot is taken
   * @param reconcileMs between comparisons of balances with REST
   * @param firstRetryMs pause before the second connection attempt
   * @param longestRetryMs longest pause between attempts
   */
  public record Pace(
      long pingMs,
      int silenceMs,
      long quietMs,
      long reconcileMs,
      long firstRetryMs,
      long longestRetryMs) {
    /** The usual ones: three pongs may be missing. */
    public static final Pace STANDARD = new Pace(10_000, 35_000, 3_000, 30_000, 500, 30_000);
  }

  /** Checks values. */
  public UpbitSettings {
    requireNonNull(endpoints, "endpoints");
    requireNonNull(algorithm, "algorithm");
    if (levels != 1 && levels != 5 && levels != 15 && levels != 30) {
      throw new IllegalArgumentException("levels must be 1, 5, 15 or 30: " + levels);
    }
    if (!smpType.matches("cancel_maker|cancel_taker|reduce|none")) {
      throw new IllegalArgumentException("smp_type unknown: " + smpType);
    }
  }

  /** The usual settings for some addresses. */
  public static UpbitSettings at(Endpoints endpoints) {
    return new UpbitSettings(
        endpoints,
        JwtAlgorithm.HS512,
        "cancel_taker",
        15,
        false,
        true,
        HttpClient.Timeouts.STANDARD,
        Rates.STANDARD,
        Pace.STANDARD);
  }
}
