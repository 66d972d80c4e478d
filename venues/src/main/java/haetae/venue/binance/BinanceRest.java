package haetae.venue.binance;

import static java.util.Objects.requireNonNull;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Lane;
import haetae.venue.wire.Params;
import haetae.venue.wire.RateBudget;
import haetae.venue.wire.RestUnavailable;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binance's REST interface: signed and unsigned requests within the request budgets.
 *
 * <p>429 and 418 close the weight budget until {@code Retry-After}, a service that is being shut
 * down that of orders for a second. Source: Binance, "Limits", "IP limits", spot and USD-M.
 * Threads: any.
 */
final class BinanceRest implements AutoCloseable {
  private static final long MS_NS = 1_000_000L;
  private static final long SECOND_NS = 1_000 * MS_NS;
  private static final long SHUT_PAUSE_NS = SECOND_NS;
  private static final long MINUTE_NS = 60 * SECOND_NS;
  private static final long DAY_NS = 1_440 * MINUTE_NS;
  private static final long NEVER_AHEAD_MS = 5;
  private static final int ORDERS_AT_ONCE = 2;
  private static final long LONGEST_PAUSE_S = 86_400 * 3;

  private final HttpClient http;
  private final @Nullable BinanceSigner signer;
  private final LongSupplier clockNs;
  private final ServerClock serverClock;
  private final int recvWindowMs;
  private final int orderWindowMs;
  private final RateBudget weight;
  private final RateBudget orders10s;
  private final RateBudget ordersLong;

  /**
   * REST with a key, or without one for market data alone.
   *
   * @param clockNs wall clock in ns since the epoch
   */
  BinanceRest(
      HttpClient http,
      @Nullable BinanceSigner signer,
      BinanceSettings settings,
      ServerClock serverClock,
      LongSupplier clockNs) {
    BinanceSettings.Rates rates = settings.rates();
    this.http = http;
    this.signer = signer;
    this.clockNs = clockNs;
    this.serverClock = serverClock;
    this.recvWindowMs = settings.recvWindowMs();
    this.orderWindowMs = settings.orderWindowMs();
    long longNs = settings.product() == Product.SPOT ? DAY_NS : MINUTE_NS;
    this.weight = budget("weight", rates.weightPerMinute(), MINUTE_NS, rates);
    this.orders10s = budget("orders-10s", rates.ordersPer10s(), 10 * SECOND_NS, rates);
    this.ordersLong = budget("orders", rates.ordersLong(), longNs, rates);
    if (signer != null) {
      http.keepReady(ORDERS_AT_ONCE);
    }
  }

  private static RateBudget budget(
      String name, int nominal, long windowNs, BinanceSettings.Rates rates) {
    return new RateBudget(name, nominal, windowNs, rates.sharePpm(), rates.reservePpm());
  }

  /** A request without signature; the key's name goes along if there is one. */
  Exchange plain(String method, String path, Params params, int cost, Lane lane)
      throws RestUnavailable {
    take(weight, cost, lane);
    String target = params.isEmpty() ? path : path + "?" + params.encoded();
    return observe(http.send(method, target, headers(), null));
  }

  /** A signed request; all parameters travel in the query. */
  Exchange signed(String method, String path, Params params, int cost, Lane lane)
      throws RestUnavailable {
    take(weight, cost, lane);
    return send(method, path, params, recvWindowMs);
  }

  /** A new order: counts against the order limits too. It is sent once, whatever happens. */
  Exchange order(String path, Params params, Lane lane) throws RestUnavailable {
    take(orders10s, 1, lane);
    take(ordersLong, 1, lane);
    take(weight, 1, lane);
    return send("POST", path, params, orderWindowMs);
  }

  /**
   * The same, if it can leave at once: there is budget, and a connection rests.
   *
   * @return null if it cannot, and then nothing was sent; else who waits for the answer
   */
  @Nullable Supplier<Exchange> orderAtOnce(String path, Params params, Lane lane) {
    long now = clockNs.getAsLong();
    boolean free =
        http.canWrite()
            && orders10s.take(1, lane, now)
            && ordersLong.take(1, lane, now)
            && weight.take(1, lane, now);
    HttpClient.Written written =
        free ? http.write("POST", target(path, params, orderWindowMs), headers(), null) : null;
    return written == null ? null : () -> observe(written.answer());
  }

  /** Makes the request of {@link #order} and sends nothing; tells its length. */
  int rehearse(String path, Params params) {
    return http.rehearse("POST", target(path, params, orderWindowMs), headers(), null);
  }

  private Exchange send(String method, String path, Params params, int windowMs) {
    return observe(http.send(method, target(path, params, windowMs), headers(), null));
  }

  private String target(String path, Params params, int windowMs) {
    long timestamp = serverClock.serverMs(clockNs.getAsLong()) - NEVER_AHEAD_MS;
    params.with("recvWindow", windowMs).with("timestamp", timestamp);
    return path + "?" + requireNonNull(signer, "signer").query(params);
  }

  /** Reads what must be there; a connection that breaks is tried once more. */
  Fields read(boolean signed, String path, String symbol, int cost)
      throws DecodeException, RestUnavailable {
    Exchange exchange = attempt(signed, path, symbol, cost);
    if (!(exchange instanceof Exchange.Answer)) {
      exchange = attempt(signed, path, symbol, cost);
    }
    return readable(path, exchange);
  }

  private Exchange attempt(boolean signed, String path, String symbol, int cost)
      throws RestUnavailable {
    Params params = Params.none().with("symbol", symbol.isEmpty() ? null : symbol);
    return signed
        ? signed("GET", path, params, cost, Lane.LOW)
        : plain("GET", path, params, cost, Lane.LOW);
  }

  /** The content of a good answer. */
  static Fields readable(String path, Exchange exchange) throws DecodeException {
    return exchange.content(path, answer -> BinanceErrors.of(answer).text());
  }

  private void take(RateBudget budget, int cost, Lane lane) throws RestUnavailable {
    if (!budget.take(cost, lane, clockNs.getAsLong())) {
      throw new RestUnavailable(budget.name());
    }
  }

  private Map<String, String> headers() {
    return signer == null ? Map.of() : Map.of("X-MBX-APIKEY", signer.apiKey());
  }

  private Exchange observe(Exchange exchange) {
    if (exchange instanceof Exchange.Answer answer) {
      long now = clockNs.getAsLong();
      follow(weight, answer, "X-MBX-USED-WEIGHT-1M", now);
      follow(orders10s, answer, "X-MBX-ORDER-COUNT-10S", now);
      follow(ordersLong, answer, "X-MBX-ORDER-COUNT-1M", now);
      follow(ordersLong, answer, "X-MBX-ORDER-COUNT-1D", now);
      if (answer.status() == 429 || answer.status() == 418) {
        long pauseS = number(answer.header("Retry-After"), answer.status() == 418 ? 120 : 10);
        RateBudget hit = BinanceErrors.of(answer).tooManyOrders() ? orders10s : weight;
        hit.close(now + Math.clamp(pauseS, 1, LONGEST_PAUSE_S) * SECOND_NS);
      } else if (!answer.ok() && BinanceErrors.of(answer).shuttingDown()) {
        orders10s.close(now + SHUT_PAUSE_NS);
      }
    }
    return exchange;
  }

  private static void follow(RateBudget budget, Exchange.Answer answer, String header, long now) {
    long used = number(answer.header(header), -1);
    if (used >= 0) {
      budget.observeUsed(used, now);
    }
  }

  private static long number(@Nullable String text, long fallback) {
    String digits = text == null || text.length() > 9 ? "" : text;
    boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Long.parseLong(digits) : fallback;
  }

  /** Time for which the venue takes no orders by its own word, 0 if it takes them. */
  long closedForNs() {
    long now = clockNs.getAsLong();
    long orders = Math.max(orders10s.closedForNs(now), ordersLong.closedForNs(now));
    return Math.max(weight.closedForNs(now), orders);
  }

  /** Wall clock, ns since the epoch. */
  long nowNs() {
    return clockNs.getAsLong();
  }

  /** Use of the fullest budget in parts per million. */
  long usedPpm() {
    long now = clockNs.getAsLong();
    long orders = Math.max(orders10s.usedPpm(now), ordersLong.usedPpm(now));
    return Math.max(weight.usedPpm(now), orders);
  }

  BinanceSigner signer() {
    return requireNonNull(signer, "signer");
  }

  boolean hasKey() {
    return signer != null;
  }

  void sweep() {
    http.sweep();
  }

  @Override
  public void close() {
    http.close();
  }
}
