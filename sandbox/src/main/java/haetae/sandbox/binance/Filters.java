package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.sandbox.market.Market;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code exchangeInfo} says of a symbol, and the checks that follow from it.
 *
 * <p>Source: Binance spot filters (2026-07-21), USD-M exchange information with live values of
 * 2026-09.
 */
final class Filters {
  private static final BigDecimal SPOT_BAND_UP = new BigDecimal("5");
  private static final BigDecimal SPOT_BAND_DOWN = new BigDecimal("0.2");
  private static final BigDecimal FUTURES_BAND_UP = new BigDecimal("1.05");
  private static final BigDecimal FUTURES_BAND_DOWN = new BigDecimal("0.95");
  private static final BigDecimal SPOT_MARKET_MOST = new BigDecimal("119");
  private static final BigDecimal FUTURES_MARKET_MOST = new BigDecimal("120");
  private static final List<String> SPOT_TYPES = List.of("LIMIT", "LIMIT_MAKER", "MARKET");
  private static final List<String> FUTURES_TYPES = List.of("LIMIT", "MARKET");

  private Filters() {}

  private static boolean spot(Instrument instrument) {
    return instrument.kind() == InstrumentKind.SPOT;
  }

  static BigDecimal tick(Instrument instrument) {
    return Fixed.toDecimal(instrument.rules().grid().tickE8(0));
  }

  static BigDecimal step(Instrument instrument) {
    return Fixed.toDecimal(instrument.rules().lotE8());
  }

  private static BigDecimal leastNotional(Instrument instrument) {
    return Fixed.toDecimal(instrument.rules().minNotionalE8());
  }

  /** Largest market order; of coins other than BTC as much as a limit order. */
  private static BigDecimal marketMost(Instrument instrument) {
    if (!instrument.base().code().equals("BTC")) {
      return Fixed.toDecimal(instrument.rules().maxQuantityE8());
    }
    return spot(instrument) ? SPOT_MARKET_MOST : FUTURES_MARKET_MOST;
  }

  private static BigDecimal limitMost(Instrument instrument) {
    if (!instrument.base().code().equals("BTC")) {
      return Fixed.toDecimal(instrument.rules().maxQuantityE8());
    }
    return spot(instrument) ? new BigDecimal("9000") : new BigDecimal("1000");
  }

  /** A symbol of spot's {@code exchangeInfo}. */
  static ObjectNode spotSymbol(Instrument i) {
    ObjectNode json = Json.object().put("symbol", i.symbol()).put("status", "TRADING");
    json.put("baseAsset", i.base().code()).put("baseAssetPrecision", 8);
    json.put("quoteAsset", i.quote().code()).put("quotePrecision", 8);
    json.put("quoteAssetPrecision", 8).put("baseCommissionPrecision", 8);
    json.put("quoteCommissionPrecision", 8);
    SPOT_TYPES.forEach(json.putArray("orderTypes")::add);
    json.put("icebergAllowed", false).put("ocoAllowed", false).put("otoAllowed", false);
    json.put("opoAllowed", false).put("quoteOrderQtyMarketAllowed", true);
    json.put("allowTrailingStop", false).put("cancelReplaceAllowed", true);
    json.put("amendAllowed", false).put("pegInstructionsAllowed", false);
    json.put("isSpotTradingAllowed", true).put("isMarginTradingAllowed", false);
    ArrayNode filters = json.putArray("filters");
    priceAndLot(filters, i, 8);
    filters
        .addObject()
        .put("filterType", "PERCENT_PRICE_BY_SIDE")
        .put("bidMultiplierUp", SPOT_BAND_UP.toPlainString())
        .put("bidMultiplierDown", SPOT_BAND_DOWN.toPlainString())
        .put("askMultiplierUp", SPOT_BAND_UP.toPlainString())
        .put("askMultiplierDown", SPOT_BAND_DOWN.toPlainString())
        .put("avgPriceMins", 5);
    filters
        .addObject()
        .put("filterType", "NOTIONAL")
        .put("minNotional", Json.fixed(leastNotional(i), 8))
        .put("applyMinToMarket", true)
        .put("maxNotional", Json.fixed(Fixed.toDecimal(i.rules().maxNotionalE8()), 8))
        .put("applyMaxToMarket", false)
        .put("avgPriceMins", 5);
    filters.addObject().put("filterType", "MAX_NUM_ORDERS").put("maxNumOrders", 200);
    json.putArray("permissions");
    json.putArray("permissionSets").addArray().add("SPOT");
    json.put("defaultSelfTradePreventionMode", "EXPIRE_MAKER");
    SpotOrderApi.STP_MODES.forEach(json.putArray("allowedSelfTradePreventionModes")::add);
    return json;
  }

  private static void priceAndLot(ArrayNode filters, Instrument i, int digits) {
    String tick = Json.fixed(tick(i), digits);
    filters
        .addObject()
        .put("filterType", "PRICE_FILTER")
        .put("minPrice", tick)
        .put("maxPrice", Json.fixed(new BigDecimal("4529764"), digits))
        .put("tickSize", tick);
    filters
        .addObject()
        .put("filterType", "LOT_SIZE")
        .put("minQty", Json.fixed(step(i), digits))
        .put("maxQty", Json.fixed(limitMost(i), digits))
        .put("stepSize", Json.fixed(step(i), digits));
    filters
        .addObject()
        .put("filterType", "MARKET_LOT_SIZE")
        .put("minQty", Json.fixed(spot(i) ? BigDecimal.ZERO : step(i), digits))
        .put("maxQty", Json.fixed(marketMost(i), digits))
        .put("stepSize", Json.fixed(spot(i) ? BigDecimal.ZERO : step(i), digits));
  }

  /** A symbol of the futures' {@code exchangeInfo}. */
  static ObjectNode futuresSymbol(Instrument i) {
    ObjectNode json = Json.object().put("symbol", i.symbol()).put("pair", i.symbol());
    json.put("contractType", "PERPETUAL").put("deliveryDate", 4_133_404_800_000L);
    json.put("onboardDate", 1_569_398_400_000L).put("status", "TRADING");
    json.put("baseAsset", i.base().code()).put("quoteAsset", i.quote().code());
    json.put("marginAsset", i.quote().code()).put("pricePrecision", 4);
    json.put("quantityPrecision", 3).put("baseAssetPrecision", 8).put("quotePrecision", 8);
    json.put("underlyingType", "COIN").put("triggerProtect", "0.0500");
    json.put("liquidationFee", "0.012500").put("marketTakeBound", "0.05");
    json.put("maxMoveOrderLimit", 10_000);
    ArrayNode filters = json.putArray("filters");
    priceAndLot(filters, i, 4);
    filters.addObject().put("filterType", "MAX_NUM_ORDERS").put("limit", 200);
    filters
        .addObject()
        .put("filterType", "MIN_NOTIONAL")
        .put("notional", Json.plain(leastNotional(i)));
    filters
        .addObject()
        .put("filterType", "PERCENT_PRICE")
        .put("multiplierUp", "1.0500")
        .put("multiplierDown", "0.9500")
        .put("multiplierDecimal", "4");
    filters
        .addObject()
        .put("filterType", "POSITION_RISK_CONTROL")
        .put("positionControlSide", "NONE");
    FUTURES_TYPES.forEach(json.putArray("orderTypes")::add);
    List.of("GTC", "IOC", "FOK", "GTX").forEach(json.putArray("timeInForce")::add);
    return json;
  }

  private static boolean multiple(BigDecimal value, BigDecimal step) {
    return value.remainder(step).signum() == 0;
  }

  /** Checks a spot order; refuses with the name of the first filter it fails. */
  static void checkSpot(
      Market market, Side side, @Nullable BigDecimal price, @Nullable BigDecimal quantity) {
    Instrument i = market.instrument();
    if (price != null) {
      if (price.signum() <= 0 || !multiple(price, tick(i))) {
        throw BinanceRefusal.filter("PRICE_FILTER");
      }
      BigDecimal mid = market.mid();
      boolean inBand =
          price.compareTo(mid.multiply(SPOT_BAND_UP)) <= 0
              && price.compareTo(mid.multiply(SPOT_BAND_DOWN)) >= 0;
      if (!inBand) {
        throw BinanceRefusal.filter("PERCENT_PRICE_BY_SIDE");
      }
    }
    if (quantity != null) {
      BigDecimal most = price == null ? marketMost(i) : limitMost(i);
      if (!multiple(quantity, step(i)) || quantity.signum() <= 0) {
        throw BinanceRefusal.filter("LOT_SIZE");
      }
      if (quantity.compareTo(most) > 0) {
        throw BinanceRefusal.filter(price == null ? "MARKET_LOT_SIZE" : "LOT_SIZE");
      }
      checkSpotNotional(market, (price == null ? market.mid() : price).multiply(quantity), side);
    }
  }

  /** Checks the worth of a spot order. */
  static void checkSpotNotional(Market market, BigDecimal worth, Side side) {
    if (worth.compareTo(leastNotional(market.instrument())) < 0) {
      throw BinanceRefusal.filter("NOTIONAL");
    }
  }

  /** Checks a futures order against a mark price. */
  static void checkFutures(BinanceOrder.Terms terms, BigDecimal mark) {
    Instrument i = terms.market().instrument();
    BigDecimal price = terms.price();
    BigDecimal quantity = terms.quantityOrZero();
    if (quantity.signum() <= 0) {
      throw BinanceRefusal.of(-4003, "Quantity less than or equal to zero.");
    }
    if (!multiple(quantity, step(i))) {
      boolean finer = quantity.stripTrailingZeros().scale() > step(i).stripTrailingZeros().scale();
      throw finer
          ? BinanceRefusal.of(-1111, "Precision is over the maximum defined for this asset.")
          : BinanceRefusal.of(-4023, "Qty not increased by step size.");
    }
    BigDecimal most = price == null ? marketMost(i) : limitMost(i);
    if (quantity.compareTo(most) > 0) {
      throw BinanceRefusal.of(-4005, "Quantity greater than max quantity.");
    }
    if (price != null) {
      checkFuturesPrice(i, terms.side(), price, mark);
    }
    BigDecimal worth = quantity.multiply(price == null ? mark : price);
    if (!terms.reduceOnly() && worth.compareTo(leastNotional(i)) < 0) {
      throw BinanceRefusal.of(
          -4164,
          "Order's notional must be no smaller than "
              + Json.plain(leastNotional(i))
              + " (unless you choose reduce only).");
    }
  }

  private static void checkFuturesPrice(
      Instrument i, Side side, BigDecimal price, BigDecimal mark) {
    if (price.signum() <= 0) {
      throw BinanceRefusal.of(-4001, "Price less than 0.");
    }
    if (!multiple(price, tick(i))) {
      throw BinanceRefusal.of(-4014, "Price not increased by tick size.");
    }
    BigDecimal highest = mark.multiply(FUTURES_BAND_UP);
    BigDecimal lowest = mark.multiply(FUTURES_BAND_DOWN);
    if (side == Side.BUY && price.compareTo(highest) > 0) {
      throw BinanceRefusal.of(-4016, "Limit price can't be higher than " + highest + ".");
    }
    if (side == Side.SELL && price.compareTo(lowest) < 0) {
      throw BinanceRefusal.of(-4024, "Limit price can't be lower than " + lowest + ".");
    }
  }
}
