package haetae.app.shadow;

import haetae.app.json.Json;
import haetae.app.shadow.Twins.Twin;
import haetae.engine.TradeRecord;
import haetae.market.Fixed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shadow report as JSON, in full. Prices and amounts are exact decimals in texts, times ns
 * since the epoch, slippage ppm; what is not known is null.
 */
public final class ShadowJson {
  private ShadowJson() {}

  /** The document. */
  public static String of(String run, long windowNs, Twins twins) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", run);
    all.put("window_ns", windowNs);
    all.put("twins", twins.pairs().stream().map(ShadowJson::twin).toList());
    all.put("live_only", trades(twins.liveOnly()));
    all.put("paper_only", trades(twins.paperOnly()));
    return Json.of(all) + "\n";
  }

  private static List<Map<String, Object>> trades(List<TradeFacts> trades) {
    return trades.stream().map(ShadowJson::trade).toList();
  }

  private static Map<String, Object> twin(Twin twin) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("live", trade(twin.live()));
    all.put("paper", trade(twin.paper()));
    return all;
  }

  private static Map<String, Object> trade(TradeFacts trade) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("trade", TradeFigures.code(trade));
    all.put("pair", trade.pair());
    all.put("direction", trade.direction().code());
    all.put("decided_ns", trade.decidedNs());
    all.put("live_allowed", trade.liveAllowed());
    all.put("upbit_in", leg(trade.upbitIn()));
    all.put("binance_in", leg(trade.binanceIn()));
    all.put("upbit_out", leg(trade.upbitOut()));
    all.put("binance_out", leg(trade.binanceOut()));
    all.put("naked_ns", trade.nakedNs());
    all.put("naked_longest_ns", trade.nakedLongestNs());
    end(all, trade.end());
    return all;
  }

  private static void end(Map<String, Object> all, @Nullable TradeRecord end) {
    all.put("closed", end != null);
    if (end != null) {
      all.put("closed_ns", end.closedNs());
      all.put("pnl_krw", Fixed.format(end.pnlKrwE8()));
      all.put("fees_krw", Fixed.format(end.feesKrwE8()));
      all.put("slippage_krw", Fixed.format(end.attribution().slippageE8()));
      all.put("exit_reason", end.exitReason());
    }
  }

  private static Map<String, Object> leg(LegFacts leg) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("side", leg.side().name());
    all.put("quantity", Fixed.format(leg.quantityE8()));
    all.put("decided", Fixed.format(leg.decidedE8()));
    all.put("average", Fixed.format(leg.averageE8()));
    if (leg.measured()) {
      all.put("slippage_ppm", leg.slippagePpm());
    }
    return all;
  }
}
