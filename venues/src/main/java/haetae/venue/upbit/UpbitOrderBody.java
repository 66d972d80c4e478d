package haetae.venue.upbit;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.venue.wire.Params;

/**
 * The fields of an order request, by kind of order; fields that do not apply are left out.
 *
 * <p>Source: Upbit developer centre, "Create order" (2026-08-21).
 */
final class UpbitOrderBody {
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

  private final String market;
  private final String identifier;
  private final String smpType;

  UpbitOrderBody(String market, String identifier, String smpType) {
    this.market = market;
    this.identifier = identifier;
    this.smpType = smpType;
  }

  private static String side(Side side) {
    return side == Side.BUY ? "bid" : "ask";
  }

  /** Limit order. Post-only allows no self-match prevention but none. */
  Params limit(Side side, long quantityE8, long priceE8, Life life) {
    Params params =
        head(side, "limit")
            .with("volume", Fixed.format(quantityE8))
            .with("price", Fixed.format(priceE8));
    return switch (life) {
      case RESTING -> tail(params);
      case IOC -> tail(params.with("time_in_force", "ioc"));
      case FOK -> tail(params.with("time_in_force", "fok"));
      case POST_ONLY -> params.with("time_in_force", "post_only").with("identifier", identifier);
    };
  }

  /** Market buy for an amount of KRW, which must be whole. */
  Params buyFor(long amountE8) {
    wholeKrw(amountE8);
    return tail(head(Side.BUY, "price").with("price", Fixed.format(amountE8)));
  }

  /** Market sell of a quantity. */
  Params sell(long quantityE8) {
    return tail(head(Side.SELL, "market").with("volume", Fixed.format(quantityE8)));
  }

  /** Buy at the best ask for an amount of KRW. */
  Params bestBuyFor(long amountE8, Life life) {
    wholeKrw(amountE8);
    Params params = head(Side.BUY, "best").with("price", Fixed.format(amountE8));
    return tail(params.with("time_in_force", immediate(life)));
  }

  /** Sell at the best bid. */
  Params bestSell(long quantityE8, Life life) {
    Params params = head(Side.SELL, "best").with("volume", Fixed.format(quantityE8));
    return tail(params.with("time_in_force", immediate(life)));
  }

  private static String immediate(Life life) {
    return switch (life) {
      case IOC -> "ioc";
      case FOK -> "fok";
      case RESTING, POST_ONLY ->
          throw new IllegalArgumentException("a best-price order is ioc or fok");
    };
  }

  private static void wholeKrw(long amountE8) {
    if (amountE8 <= 0 || amountE8 % Fixed.ONE != 0) {
      throw new IllegalArgumentException("whole KRW expected: " + Fixed.format(amountE8));
    }
  }

  private Params head(Side side, String type) {
    return Params.of("market", market).with("side", side(side)).with("ord_type", type);
  }

  private Params tail(Params params) {
    return params.with("smp_type", smpType).with("identifier", identifier);
  }
}
