package haetae.venue.binance;

import haetae.market.Side;
import haetae.venue.wire.Params;

/**
 * The parameters of an order request, by product and kind of order.
 *
 * <p>Source: Binance, "New order", spot and USD-M (one-way position mode).
 */
final class BinanceOrderParams {
  /** How long a limit order lives. */
  enum Life {
    /** Until cancelled. */
    RESTING,
    /** What does not fill at once is cancelled. */
    IOC,
    /** All at once or nothing. */
    FOK,
    /** Only if it does not fill at once. */
    POST_ONLY
  }

  private final Product product;
  private final String symbol;
  private final String clientOrderId;
  private final String stpMode;

  BinanceOrderParams(Product product, String symbol, String clientOrderId, String stpMode) {
    this.product = product;
    this.symbol = symbol;
    this.clientOrderId = clientOrderId;
    this.stpMode = stpMode;
  }

  /**
   * Limit order.
   *
   * @param reduceOnly futures only
   */
  Params limit(Side side, long quantityE8, long priceE8, Life life, boolean reduceOnly) {
    boolean maker = product == Product.SPOT && life == Life.POST_ONLY;
    Params params = head(side, maker ? "LIMIT_MAKER" : "LIMIT");
    if (!maker) {
      params.with("timeInForce", timeInForce(life));
    }
    params
        .with("quantity", BinanceOrders.decimal(quantityE8))
        .with("price", BinanceOrders.decimal(priceE8));
    return tail(params, reduceOnly);
  }

  /** Market order by quantity. */
  Params market(Side side, long quantityE8, boolean reduceOnly) {
    Params params = head(side, "MARKET").with("quantity", BinanceOrders.decimal(quantityE8));
    return tail(params, reduceOnly);
  }

  /** Spot market order for an amount of the quote asset. */
  Params marketFor(Side side, long amountE8) {
    if (product != Product.SPOT) {
      throw new IllegalArgumentException("futures take no amount");
    }
    Params params = head(side, "MARKET").with("quoteOrderQty", BinanceOrders.decimal(amountE8));
    return tail(params, false);
  }

  private static String timeInForce(Life life) {
    return switch (life) {
      case RESTING -> "GTC";
      case IOC -> "IOC";
      case FOK -> "FOK";
      case POST_ONLY -> "GTX";
    };
  }

  private Params head(Side side, String type) {
    return Params.of("symbol", symbol).with("side", BinanceOrders.side(side)).with("type", type);
  }

  private Params tail(Params params, boolean reduceOnly) {
    if (reduceOnly && product == Product.USDM) {
      params.with("reduceOnly", "true");
    }
    return params
        .with("newClientOrderId", clientOrderId)
        .with("newOrderRespType", product == Product.SPOT ? "FULL" : "RESULT")
        .with("selfTradePreventionMode", stpMode);
  }
}
