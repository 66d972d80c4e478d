package haetae.venue.binance;

import haetae.market.FixedTick;
import haetae.market.OrderRules;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Fields;
import java.math.RoundingMode;
import java.util.List;

/**
 * A symbol's filters as order rules. The precisions beside them are not tick and step.
 *
 * <p>Source: Binance, "Filters", spot (2026-07) and USD-M; some keys differ between the two.
 */
final class Filters {
  private static final long UNLIMITED = Long.MAX_VALUE / 4;

  private Filters() {}

  /** Rules of limit orders. */
  static OrderRules rules(List<Fields> filters) throws DecodeException {
    long tick = 0;
    long step = 0;
    long least = 0;
    long most = UNLIMITED;
    long leastNotional = 0;
    long mostNotional = UNLIMITED;
    for (Fields filter : filters) {
      switch (filter.text("filterType")) {
        case "PRICE_FILTER" -> tick = filter.e8("tickSize", RoundingMode.UNNECESSARY);
        case "LOT_SIZE" -> {
          step = filter.e8("stepSize", RoundingMode.UNNECESSARY);
          least = filter.e8("minQty", RoundingMode.CEILING);
          most = filter.e8("maxQty", RoundingMode.FLOOR);
        }
        case "NOTIONAL" -> {
          leastNotional = filter.e8("minNotional", RoundingMode.CEILING);
          mostNotional = filter.e8("maxNotional", RoundingMode.FLOOR);
        }
        case "MIN_NOTIONAL" ->
            leastNotional =
                filter.e8(
                    filter.has("notional") ? "notional" : "minNotional", RoundingMode.CEILING);
        default -> {
          // Other filters bound things that we do not send, or depend on the market.
        }
      }
    }
    if (tick <= 0 || step <= 0) {
      throw new DecodeException("PRICE_FILTER and LOT_SIZE expected");
    }
    return new OrderRules(new FixedTick(tick), step, least, most, leastNotional, mostNotional);
  }
}
