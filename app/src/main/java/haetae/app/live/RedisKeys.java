package haetae.app.live;

import haetae.app.json.JsonText;
import haetae.engine.EngineSnapshot;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.store.redis.RedisLink.Entry;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written to Redis, key by key: heartbeat, status, the KRW-USDT rate, and a snapshot of
 * each pair. A price whose book stands still is not written again, so that it is forgotten.
 * Threads: one.
 */
final class RedisKeys {
  private static final long SPREAD_TTL_SEC = 60;
  private static final int PCT_DIGITS = 4;

  private final String prefix;
  private final long ttlSec;
  private final List<Pair> pairs;
  private final Touches touches;
  private final Map<Integer, Long> written = new HashMap<>();

  RedisKeys(String prefix, long ttlSec, List<Pair> pairs, Touches touches) {
    this.prefix = prefix;
    this.ttlSec = ttlSec;
    this.pairs = List.copyOf(pairs);
    this.touches = touches;
  }

  /**
   * The values of now.
   *
   * @param aliveMs when the live loop last ended a cycle, or began
   */
  List<Entry> entries(String mode, EngineSnapshot engine, long aliveMs) {
    List<Entry> entries = new ArrayList<>();
    Instant alive = Instant.ofEpochMilli(aliveMs).truncatedTo(ChronoUnit.MILLIS);
    entries.add(new Entry(prefix + ":heartbeat:bot_service", alive.toString(), ttlSec));
    entries.add(new Entry(prefix + ":status", status(mode, engine, alive), ttlSec));
    if (!pairs.isEmpty() && moved(pairs.getFirst().fx())) {
      Instrument fx = pairs.getFirst().fx();
      entries.add(new Entry(prefix + ":fx:usdkrw", mid(fx).toPlainString(), ttlSec));
    }
    for (Pair pair : pairs) {
      boolean upbit = moved(pair.upbit());
      boolean binance = moved(pair.binance());
      if (upbit || binance) {
        String key = prefix + ":spread:" + pair.name();
        entries.add(new Entry(key, spread(pair, alive), SPREAD_TTL_SEC));
      }
    }
    return entries;
  }

  /** True if a book has both sides and has changed since it was last written. */
  private boolean moved(Instrument instrument) {
    int id = instrument.id();
    long updates = touches.updates(id);
    Long before = written.put(id, updates);
    boolean whole = touches.bidE8(id) > 0 && touches.askE8(id) > 0;
    return whole && (before == null || before != updates);
  }

  private BigDecimal mid(Instrument instrument) {
    BigDecimal bid = Fixed.toDecimal(touches.bidE8(instrument.id()));
    BigDecimal ask = Fixed.toDecimal(touches.askE8(instrument.id()));
    return bid.add(ask).divide(BigDecimal.TWO, MathContext.DECIMAL64).stripTrailingZeros();
  }

  private String spread(Pair pair, Instant time) {
    JsonText json = new JsonText().open();
    json.text("symbol", pair.name()).text("time", time.toString());
    side(json, "upbit", pair.upbit());
    side(json, "binance", pair.binance());
    json.decimal("usdt_krw", mid(pair.fx())).decimal("premium_pct", premiumPct(pair));
    return json.close().toString();
  }

  private void side(JsonText json, String venue, Instrument instrument) {
    json.decimal(venue + "_bid", touches.bidE8(instrument.id()));
    json.decimal(venue + "_ask", touches.askE8(instrument.id()));
  }

  private @Nullable BigDecimal premiumPct(Pair pair) {
    BigDecimal foreign = mid(pair.binance()).multiply(mid(pair.fx()));
    return foreign.signum() == 0
        ? null
        : mid(pair.upbit())
            .divide(foreign, MathContext.DECIMAL64)
            .subtract(BigDecimal.ONE)
            .movePointRight(2)
            .setScale(PCT_DIGITS, RoundingMode.HALF_EVEN);
  }

  private static String status(String mode, EngineSnapshot engine, Instant alive) {
    return new JsonText()
        .open()
        .text("mode", mode)
        .text("time", alive.toString())
        .number("cycle", engine.cycle())
        .text("state", engine.tradingState().name())
        .flag("live", engine.guard().allowed())
        .decimal("pnl_krw", Fixed.toDecimal(engine.pnlKrwE8()))
        .number("trades", engine.trades())
        .number("open_positions", engine.openPositions())
        .close()
        .toString();
  }
}
