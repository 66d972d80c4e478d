package haetae.bench.peers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.BinanceFuturesAuthenticated;
import org.knowm.xchange.binance.dto.marketdata.BinanceOrderbook;
import org.knowm.xchange.binance.dto.trade.BinanceNewOrder.NewOrderResponseType;
import org.knowm.xchange.binance.dto.trade.OrderSide;
import org.knowm.xchange.binance.dto.trade.OrderType;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.upbit.UpbitAdapters;
import org.knowm.xchange.upbit.UpbitAuthenticated;
import org.knowm.xchange.upbit.dto.marketdata.UpbitOrderBooks;
import org.knowm.xchange.upbit.dto.trade.UpbitOrderRequest;
import org.knowm.xchange.upbit.service.UpbitJWTDigest;
import si.mazi.rescu.RequestWriterResolver;
import si.mazi.rescu.RestInvocation;
import si.mazi.rescu.RestMethodMetadata;
import si.mazi.rescu.SynchronizedValueFactory;

/** What XChange takes for the same books and the same orders: a peer in docs/benchmarks.md. */
public final class XchangePeer {
  private static final int ROUNDS = 20_000;
  private static final double NS_PER_US = 1_000;
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
  private static final RequestWriterResolver WRITERS = RequestWriterResolver.createDefault(JSON);
  private static final String KEY = "bench-access-key-of-forty-characters-0001";
  private static final String SECRET = "bench-secret-0001-of-thirty-two-bytes";

  private XchangePeer() {}

  /** Prints one row for each of the four paths: p50, p99, p99.9 in us. */
  public static void main(String[] args) throws Exception {
    String upbit = upbitBook();
    String binance = binanceBook();
    row(
        "upbit book15",
        () -> UpbitAdapters.adaptOrderBook(JSON.readValue(upbit, UpbitOrderBooks.class)));
    row("binance depth", () -> JSON.readValue(binance, BinanceOrderbook.class));
    row("upbit order signed", upbitOrder());
    row("binance order signed", binanceOrder());
  }

  /** XChange reads this venue's books by request only: the same levels in that form. */
  private static String upbitBook() {
    String units =
        IntStream.range(0, 15)
            .mapToObj(
                i ->
                    ("{\"ask_price\":%d,\"bid_price\":%d,"
                            + "\"ask_size\":0.20345678,\"bid_size\":0.31234567}")
                        .formatted(105_490_000 + i * 1_000, 105_489_000 - i * 1_000))
            .collect(Collectors.joining(",", "[", "]"));
    return "[{\"market\":\"KRW-BTC\",\"timestamp\":1795500000123,\"total_ask_size\":5.62766605,"
        + "\"total_bid_size\":2.05887046,\"orderbook_units\":"
        + units
        + "}]";
  }

  private static String binanceBook() {
    return "{\"lastUpdateId\":50093239202,\"bids\":%s,\"asks\":%s}"
        .formatted(side(77_000, -1), side(77_001, 1));
  }

  private static String side(int from, int step) {
    return IntStream.range(0, 20)
        .mapToObj(i -> "[\"%d.60000000\",\"1.54698000\"]".formatted(from + i * step))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static Callable<Object> upbitOrder() {
    RestMethodMetadata method =
        metadata(UpbitAuthenticated.class, "placeOrder", "https://api.upbit.com", "v1");
    return () ->
        signed(
            method,
            UpbitJWTDigest.createInstance(KEY, SECRET),
            new UpbitOrderRequest("KRW-BTC", "bid", "0.001", "103500000", "limit"));
  }

  private static Callable<Object> binanceOrder() {
    RestMethodMetadata method =
        metadata(BinanceFuturesAuthenticated.class, "newOrder", "https://fapi.binance.com", "");
    BinanceHmacDigest digest = BinanceHmacDigest.createInstance(SECRET);
    SynchronizedValueFactory<Long> time = System::currentTimeMillis;
    return () ->
        signed(
            method,
            "BTCUSDT",
            OrderSide.SELL,
            OrderType.LIMIT,
            TimeInForce.IOC,
            new BigDecimal("0.001"),
            false,
            new BigDecimal("77000.1"),
            "h1-0000000000002",
            null,
            false,
            null,
            null,
            NewOrderResponseType.RESULT,
            5_000L,
            time,
            KEY,
            digest);
  }

  private static RestMethodMetadata metadata(
      Class<?> venue, String name, String address, String path) {
    Method method =
        Arrays.stream(venue.getMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return RestMethodMetadata.create(method, address, path);
  }

  /** Address, body and headers, of which one or the other holds the signature. */
  private static Object signed(RestMethodMetadata method, @Nullable Object... arguments)
      throws IOException {
    RestInvocation invocation = RestInvocation.create(WRITERS, method, arguments, Map.of());
    Map<String, String> headers = invocation.getAllHttpHeaders();
    return headers.size() + invocation.getInvocationUrl().length();
  }

  private static void row(String name, Callable<Object> work) throws Exception {
    long used = 0;
    for (int i = 0; i < ROUNDS; i++) {
      used += System.identityHashCode(work.call());
    }
    long[] times = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      Object made = work.call();
      times[i] = System.nanoTime() - begin;
      used += System.identityHashCode(made);
    }
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "%-24s %9.1f %9.1f %9.1f%s%n",
        name,
        at(times, 0.5),
        at(times, 0.99),
        at(times, 0.999),
        used == 0 ? " (nothing was made)" : "");
  }

  private static double at(long[] sorted, double quantile) {
    return sorted[(int) (quantile * (sorted.length - 1))] / NS_PER_US;
  }
}
