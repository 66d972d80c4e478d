package haetae.venue.upbit;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Lane;
import haetae.venue.wire.Params;
import haetae.venue.wire.RateBudget;
import haetae.venue.wire.RestUnavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Upbit's REST interface: signed and unsigned requests within the request budgets.
 *
 * <p>429 closes a group until the next second, 418 closes all for a minute, doubling. Source: Upbit
 * developer centre, "Rate limits" (2026-08), "REST API guide" (2026-10-06). Threads: any.
 */
final class UpbitRest implements AutoCloseable {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int TOO_MANY = 429;
  private static final int BLOCKED = 418;
  private static final long FIRST_BLOCK_NS = 60 * SECOND_NS;
  private static final int MOST_DOUBLINGS = 6;
  private static final int ORDERS_AT_ONCE = 2;
  private static final Pattern SECONDS = Pattern.compile("sec=(\\d{1,6})");

  /** Groups with a budget of their own. */
  enum Group {
    /** New orders. */
    ORDER,
    /** All else that is signed. */
    DEFAULT,
    /** Market data. */
    MARKET
  }

  private final HttpClient http;
  private final @Nullable UpbitSigner signer;
  private final LongSupplier clockNs;
  private final Map<Group, RateBudget> budgets = new java.util.EnumMap<>(Group.class);
  private final AtomicLong blocks = new AtomicLong();

  /**
   * REST with a key, or without one for market data alone.
   *
   * @param clockNs wall clock in ns since the epoch
   */
  UpbitRest(
      HttpClient http,
      @Nullable UpbitSigner signer,
      UpbitSettings.Rates rates,
      LongSupplier clockNs) {
    this.http = http;
    this.signer = signer;
    this.clockNs = clockNs;
    budgets.put(Group.ORDER, budget("order", rates.order(), rates));
    budgets.put(Group.DEFAULT, budget("default", rates.other(), rates));
    budgets.put(Group.MARKET, budget("market", rates.market(), rates));
    if (signer != null) {
      http.keepReady(ORDERS_AT_ONCE);
    }
  }

  private static RateBudget budget(String name, int perSecond, UpbitSettings.Rates rates) {
    return new RateBudget(name, perSecond, SECOND_NS, rates.sharePpm(), rates.reservePpm());
  }

  /** A GET or DELETE with parameters in the query. */
  Exchange query(Group group, Lane lane, String method, String path, Params params)
      throws RestUnavailable {
    take(group, lane);
    String target = params.isEmpty() ? path : path + "?" + params.encoded();
    return observe(group, http.send(method, target, headers(group, params), null));
  }

  /** A POST with a JSON body. It is sent once, whatever happens. */
  Exchange post(Group group, Lane lane, String path, Params body) throws RestUnavailable {
    take(group, lane);
    return observe(group, http.send("POST", path, postHeaders(group, body), body.json()));
  }

  /**
   * The same, if it can leave at once: there is budget, and a connection rests.
   *
   * @return null if it cannot, and then nothing was sent; else who waits for the answer
   */
  @Nullable Supplier<Exchange> postAtOnce(Group group, Lane lane, String path, Params body) {
    if (!http.canWrite() || !budget(group).take(1, lane, clockNs.getAsLong())) {
      return null;
    }
    HttpClient.Written written = http.write("POST", path, postHeaders(group, body), body.json());
    return written == null ? null : () -> observe(group, written.answer());
  }

  /** Makes the request of {@link #post} and sends nothing; tells its length. */
  int rehearse(Group group, String path, Params body) {
    return http.rehearse("POST", path, postHeaders(group, body), body.json());
  }

  private Map<String, String> postHeaders(Group group, Params body) {
    Map<String, String> headers = headers(group, body);
    headers.put("Content-Type", "application/json; charset=utf-8");
    return headers;
  }

  /**
   * Reads what must be there; a connection that breaks is tried once more.
   *
   * @throws DecodeException if there is no readable answer of status 2xx
   */
  Fields read(Group group, Lane lane, String path, Params params)
      throws DecodeException, RestUnavailable {
    Exchange exchange = query(group, lane, "GET", path, params);
    if (!(exchange instanceof Exchange.Answer)) {
      exchange = query(group, lane, "GET", path, params);
    }
    return exchange.content(path, answer -> UpbitErrors.of(answer).text());
  }

  private void take(Group group, Lane lane) throws RestUnavailable {
    if (!budget(group).take(1, lane, clockNs.getAsLong())) {
      throw new RestUnavailable(budget(group).name());
    }
  }

  private Map<String, String> headers(Group group, Params params) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (signer != null && group != Group.MARKET) {
      headers.put("Authorization", "Bearer " + signer.token(params));
    }
    return headers;
  }

  private Exchange observe(Group group, Exchange exchange) {
    if (exchange instanceof Exchange.Answer answer) {
      long now = clockNs.getAsLong();
      if (answer.status() == TOO_MANY) {
        budget(group).close((now / SECOND_NS + 1) * SECOND_NS);
      } else if (answer.status() == BLOCKED) {
        long doublings = Math.min(blocks.getAndIncrement(), MOST_DOUBLINGS);
        budgets.values().forEach(budget -> budget.close(now + (FIRST_BLOCK_NS << doublings)));
      } else if (answer.ok()) {
        blocks.set(0);
      }
      remaining(group, answer, now);
    }
    return exchange;
  }

  /** {@code Remaining-Req: group=default; min=1800; sec=29}: only the seconds count. */
  private void remaining(Group group, Exchange.Answer answer, long now) {
    String header = answer.header("Remaining-Req");
    Matcher seconds = SECONDS.matcher(header == null ? "" : header);
    if (seconds.find()) {
      long left = Long.parseLong(seconds.group(1));
      budget(group).observeUsed(budget(group).limit() - left, now);
    }
  }

  RateBudget budget(Group group) {
    return java.util.Objects.requireNonNull(budgets.get(group), "budget");
  }

  /** Time for which the venue takes no orders by its own word, 0 if it takes them. */
  long closedForNs() {
    return budget(Group.ORDER).closedForNs(clockNs.getAsLong());
  }

  /** Wall clock, ns since the epoch. */
  long nowNs() {
    return clockNs.getAsLong();
  }

  /** Use of the fullest budget in parts per million. */
  long usedPpm() {
    long now = clockNs.getAsLong();
    return budgets.values().stream().mapToLong(budget -> budget.usedPpm(now)).max().orElse(0);
  }

  /** A token for the handshake of the private stream. */
  String streamToken() {
    return java.util.Objects.requireNonNull(signer, "signer").token(Params.none());
  }

  /** True if there is a key. */
  boolean signed() {
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
