package haetae.venue.binance;

import static java.util.Objects.requireNonNull;

import haetae.venue.wire.HttpClient;
import java.net.URI;

/**
 * Settings of the Binance connector; what the sources leave uncertain is a setting with the safe
 * default (docs/venues/binance.md names each).
 *
 * @param recvWindowMs longest age of a request that is no order
 * @param orderWindowMs longest age at which an order may still enter the matching engine: what has
 *     not arrived by then never will
 * @param readLagMs time by which REST's answers may be behind, for want of a private stream
 * @param stpMode self-trade prevention, sent with every order
 * @param snapshotLevels levels of a REST snapshot
 * @param requireKeyPermissions true if a key whose permissions cannot be read is refused
 * @param maxLeverage most leverage accepted on a perpetual
 * @param rates request budgets
 * @param pace timers
 */
public record BinanceSettings(
    Product product,
    Endpoints endpoints,
    int recvWindowMs,
    int orderWindowMs,
    int readLagMs,
    String stpMode,
    int snapshotLevels,
    boolean requireKeyPermissions,
    int maxLeverage,
    HttpClient.Timeouts timeouts,
    Rates rates,
    Pace pace) {
  /**
   * Addresses.
   *
   * @param rest REST of the product
   * @param wallet REST that tells a key's permissions
   * @param streams base of the market streams, without path
   * @param user spot: the WebSocket API; futures: base of the private stream
   * @param userPath path of the futures private stream, {@code {key}} replaced by the listen key
   */
  public record Endpoints(URI rest, URI wallet, URI streams, URI user, String userPath) {
    private static final String LISTEN_PATH =
        "/private/ws?listenKey={key}&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE"
            + "/ACCOUNT_CONFIG_UPDATE/MARGIN_CALL/listenKeyExpired";

    /** The venue's own. */
    public static Endpoints production(Product product) {
      URI wallet = URI.create("https://api.binance.com");
      return product == Product.SPOT
          ? new Endpoints(
              wallet,
              wallet,
              URI.create("wss://stream.binance.com:9443"),
              URI.create("wss://ws-api.binance.com:443/ws-api/v3"),
              "")
          : new Endpoints(
              URI.create("https://fapi.binance.com"),
              wallet,
              URI.create("wss://fstream.binance.com"),
              URI.create("wss://fstream.binance.com"),
              LISTEN_PATH);
    }
  }

  /**
   * What Binance allows, and how it is used.
   *
   * @param weightPerMinute request weight
   * @param ordersPer10s new orders
   * @param ordersLong new orders in the long window: a minute on futures, a day on spot
   * @param sharePpm part of each that is used
   * @param reservePpm part of that kept for cancels, queries and hedges
   */
  public record Rates(
      int weightPerMinute, int ordersPer10s, int ordersLong, long sharePpm, long reservePpm) {
    /** Documented limits, half of them used, 30 % of that reserved. */
    public static Rates documented(Product product) {
      return product == Product.SPOT
          ? new Rates(6_000, 50, 160_000, 500_000, 300_000)
          : new Rates(2_400, 300, 1_200, 500_000, 300_000);
    }
  }

  /**
   * Timers in ms.
   *
   * @param pingMs between pings of ours: their pongs tell a quiet connection from a dead one
   * @param silenceMs without any frame after which a connection is given up
   * @param quietMs without a message of a stream after which it is stale and probed
   * @param rotateMs life of a connection before it is replaced; the venue ends it at 24 hours
   * @param keepAliveMs between extensions of a listen key
   * @param reconcileMs between comparisons with REST
   * @param countdownMs dead-man's switch: open orders are cancelled so long after the last word
   * @param firstRetryMs pause before the second connection attempt
   * @param longestRetryMs longest pause between attempts
   */
  public record Pace(
      long pingMs,
      int silenceMs,
      long quietMs,
      long rotateMs,
      long keepAliveMs,
      long reconcileMs,
      long countdownMs,
      long firstRetryMs,
      long longestRetryMs) {
    private static final long HOUR = 3_600_000;

    /** The usual ones: three pongs may be missing. */
    public static final Pace STANDARD =
        new Pace(10_000, 35_000, 3_000, 23 * HOUR, HOUR / 2, 30_000, 120_000, 500, 30_000);
  }

  private static final int LEAST_WINDOW_MS = 200;
  private static final int MOST_WINDOW_MS = 2_000;
  private static final int LEAST_LAG_MS = 100;

  /** Checks values. */
  public BinanceSettings {
    requireNonNull(product, "product");
    requireNonNull(endpoints, "endpoints");
    if (recvWindowMs < 500 || recvWindowMs > 5_000) {
      throw new IllegalArgumentException("recvWindow must be 500 to 5000 ms: " + recvWindowMs);
    }
    if (orderWindowMs < LEAST_WINDOW_MS || orderWindowMs > MOST_WINDOW_MS) {
      throw new IllegalArgumentException("order window must be 200 to 2000 ms: " + orderWindowMs);
    }
    if (readLagMs < LEAST_LAG_MS) {
      throw new IllegalArgumentException("read lag must be 100 ms or more: " + readLagMs);
    }
    if (maxLeverage < 1 || maxLeverage > 3) {
      throw new IllegalArgumentException("leverage must be 1 to 3: " + maxLeverage);
    }
  }

  /** The same with another longest age of an order, and another time REST may be behind. */
  public BinanceSettings settledWithin(int windowMs, int lagMs) {
    return new BinanceSettings(
        product,
        endpoints,
        recvWindowMs,
        windowMs,
        lagMs,
        stpMode,
        snapshotLevels,
        requireKeyPermissions,
        maxLeverage,
        timeouts,
        rates,
        pace);
  }

  /** The usual settings for some addresses. */
  public static BinanceSettings at(Product product, Endpoints endpoints) {
    return new BinanceSettings(
        product,
        endpoints,
        2_000,
        600,
        2_000,
        "EXPIRE_TAKER",
        1_000,
        true,
        3,
        HttpClient.Timeouts.STANDARD,
        Rates.documented(product),
        Pace.STANDARD);
  }
}
