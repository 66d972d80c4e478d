package haetae.sandbox.upbit;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.sandbox.market.Level;
import haetae.sandbox.market.Market;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Upbit checks before it takes an order.
 *
 * <p>Source: Upbit developer centre, "Create order" (2026-08-21), KRW market order policy
 * (2026-05-04).
 */
final class UpbitOrderRules {
  private static final int DEPTH = 30;

  private final Map<String, Market> markets;
  private final UpbitSettings settings;

  UpbitOrderRules(Map<String, Market> markets, UpbitSettings settings) {
    this.markets = markets;
    this.settings = settings;
  }

  /** An identifier that may be used, or null if there is none. */
  @Nullable String identifier(@Nullable String identifier) {
    if (identifier != null && identifier.length() > settings.identifierMax()) {
      throw UpbitRefusal.bad(
          "validation_error", "identifier is longer than " + settings.identifierMax() + ".");
    }
    return identifier;
  }

  /** The market of a code. */
  Market market(String code) {
    Market market = markets.get(code);
    if (market == null) {
      throw UpbitRefusal.bad("notfoundmarket", "Market not found.");
    }
    return market;
  }

  /** Checks a request for an order. */
  UpbitOrder.Terms check(UpbitCall call) {
    Market market = market(call.need("market"));
    String sideWord = call.need("side");
    call.word("side", "", List.of("bid", "ask"));
    Side side = sideWord.equals("bid") ? Side.BUY : Side.SELL;
    String type = call.need("ord_type");
    call.word("ord_type", "", List.of("limit", "price", "market", "best"));
    UpbitOrder.Terms terms =
        new UpbitOrder.Terms(
            market,
            side,
            type,
            decimal(call, "volume"),
            decimal(call, "price"),
            call.get("time_in_force", ""),
            call.get("smp_type", ""),
            identifier(call.find("identifier")));
    return check(terms);
  }

  /** Checks terms that are already put together. */
  UpbitOrder.Terms check(UpbitOrder.Terms terms) {
    checkTimeInForce(terms);
    checkSmp(terms);
    checkFields(terms);
    checkPrice(terms);
    checkWorth(terms);
    checkDepth(terms);
    String smp = terms.smpType();
    String chosen = !smp.isEmpty() ? smp : defaultSmp(terms);
    return new UpbitOrder.Terms(
        terms.market(),
        terms.side(),
        terms.ordType(),
        terms.volume(),
        terms.price(),
        terms.timeInForce(),
        chosen,
        terms.identifier());
  }

  private String defaultSmp(UpbitOrder.Terms terms) {
    return terms.timeInForce().equals("post_only") ? "none" : settings.smpDefault();
  }

  private static @Nullable BigDecimal decimal(UpbitCall call, String name) {
    String text = call.find(name);
    if (text == null) {
      return null;
    }
    BigDecimal value = Json.decimal(text);
    if (value == null || value.signum() <= 0 || value.stripTrailingZeros().scale() > 8) {
      throw UpbitRefusal.bad("invalid_parameter", name + " must be a positive decimal.");
    }
    return value;
  }

  private static void checkTimeInForce(UpbitOrder.Terms terms) {
    List<String> allowed =
        switch (terms.ordType()) {
          case "limit" -> List.of("", "ioc", "fok", "post_only");
          case "best" -> List.of("ioc", "fok");
          default -> List.of("");
        };
    if (!allowed.contains(terms.timeInForce())) {
      throw UpbitRefusal.bad("invalid_time_in_force", "time_in_force does not fit ord_type.");
    }
  }

  private static void checkSmp(UpbitOrder.Terms terms) {
    String smp = terms.smpType();
    if (!List.of("", "none", "cancel_maker", "cancel_taker", "reduce").contains(smp)) {
      throw UpbitRefusal.bad("validation_error", "smp_type does not have a valid value.");
    }
    if (terms.timeInForce().equals("post_only") && !smp.isEmpty() && !smp.equals("none")) {
      throw UpbitRefusal.bad("invalid_post_only", "post_only and smp_type exclude each other.");
    }
  }

  private static void checkFields(UpbitOrder.Terms terms) {
    boolean bid = terms.side() == Side.BUY;
    boolean fits =
        switch (terms.ordType()) {
          case "limit" -> terms.volume() != null && terms.price() != null;
          case "price" -> bid && terms.volume() == null && terms.price() != null;
          case "market" -> !bid && terms.volume() != null && terms.price() == null;
          default ->
              bid
                  ? terms.volume() == null && terms.price() != null
                  : terms.volume() != null && terms.price() == null;
        };
    if (!fits) {
      throw UpbitRefusal.bad(
          "create_" + word(terms) + "_error", "volume and price do not fit ord_type.");
    }
  }

  private static String word(UpbitOrder.Terms terms) {
    return terms.side() == Side.BUY ? "bid" : "ask";
  }

  private static void checkPrice(UpbitOrder.Terms terms) {
    BigDecimal price = terms.price();
    if (price == null || !terms.ordType().equals("limit")) {
      return;
    }
    long priceE8;
    try {
      priceE8 = Fixed.ofDecimal(price, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      priceE8 = 0;
    }
    if (!terms.market().instrument().rules().grid().valid(priceE8)) {
      throw UpbitRefusal.bad("invalid_price_" + word(terms), "The price is not on its tick.");
    }
  }

  private static BigDecimal worth(UpbitOrder.Terms terms) {
    BigDecimal volume = terms.volume();
    BigDecimal price = terms.price();
    if (volume == null) {
      return price == null ? BigDecimal.ZERO : price;
    }
    if (price != null) {
      return price.multiply(volume);
    }
    Level bid = terms.market().best(Side.BUY);
    return bid == null ? BigDecimal.ZERO : bid.price().multiply(volume);
  }

  private static void checkWorth(UpbitOrder.Terms terms) {
    BigDecimal worth = worth(terms);
    var rules = terms.market().instrument().rules();
    if (worth.compareTo(Fixed.toDecimal(rules.minNotionalE8())) < 0) {
      throw UpbitRefusal.bad(
          "under_min_total_" + word(terms), "The total is below the least of 5000 KRW.");
    }
    if (worth.compareTo(Fixed.toDecimal(rules.maxNotionalE8())) > 0) {
      throw UpbitRefusal.bad(
          "over_krw_funds_" + word(terms), "The total is above the most of 1000000000 KRW.");
    }
  }

  /** Market orders above all that the other side's thirty levels hold are refused. */
  private static void checkDepth(UpbitOrder.Terms terms) {
    if (!terms.ordType().equals("price") && !terms.ordType().equals("market")) {
      return;
    }
    boolean bid = terms.side() == Side.BUY;
    BigDecimal sum = BigDecimal.ZERO;
    for (Level level : terms.market().levels(terms.side().opposite(), DEPTH)) {
      sum = sum.add(bid ? level.price().multiply(level.quantity()) : level.quantity());
    }
    BigDecimal wanted = bid ? terms.price() : terms.volume();
    if (wanted != null && wanted.compareTo(sum) > 0) {
      throw UpbitRefusal.bad(
          "create_" + word(terms) + "_error", "The order is larger than the order book.");
    }
  }
}
