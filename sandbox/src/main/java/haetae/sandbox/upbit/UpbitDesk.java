package haetae.sandbox.upbit;

import haetae.market.Side;
import haetae.sandbox.market.Desk;
import haetae.sandbox.market.Fill;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.Order;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account at Upbit: its wallet and all its orders, open and closed.
 *
 * <p>A buy locks limit times quantity and the fee; a sale locks the coins; the fee is charged in
 * KRW on both sides. Threads: the sandbox's.
 */
final class UpbitDesk implements Desk {
  /** Who is told of the account's events. */
  interface Reports {
    /** An order has a new state; the trade is given if that is what happened. */
    void order(UpbitOrder order, String state, UpbitOrder.@Nullable Trade trade);

    /** Assets have changed; called in bursts. */
    void assets();
  }

  private final Wallet wallet;
  private final UpbitSettings settings;
  private final VenueClock clock;
  private final Reports reports;
  private final Map<Long, UpbitOrder> byNumber = new LinkedHashMap<>();
  private final Map<String, UpbitOrder> byUuid = new LinkedHashMap<>();
  private final Map<String, UpbitOrder> byIdentifier = new LinkedHashMap<>();
  private final Set<String> burnt = new HashSet<>();
  private final Map<String, BigDecimal> averages = new LinkedHashMap<>();
  private long numbers;

  UpbitDesk(Wallet wallet, UpbitSettings settings, VenueClock clock, Reports reports) {
    this.wallet = wallet;
    this.settings = settings;
    this.clock = clock;
    this.reports = reports;
  }

  Wallet wallet() {
    return wallet;
  }

  /** Mean price at which a coin was bought; 0 if it was not. */
  BigDecimal averagePrice(String coin) {
    return averages.getOrDefault(coin, BigDecimal.ZERO);
  }

  /**
   * Uses up an identifier, whatever becomes of the order.
   *
   * @throws UpbitRefusal if it was used before
   */
  void burn(String identifier) {
    if (!burnt.add(identifier)) {
      throw UpbitRefusal.bad("duplicated_identifier", "This identifier is already used.");
    }
  }

  @Nullable UpbitOrder find(@Nullable String uuid, @Nullable String identifier) {
    if (uuid != null) {
      return byUuid.get(uuid);
    }
    return identifier == null ? null : byIdentifier.get(identifier);
  }

  /** All orders, the oldest first. */
  List<UpbitOrder> orders() {
    return new ArrayList<>(byUuid.values());
  }

  /**
   * Locks the funds of an order and sends it into the market.
   *
   * @throws UpbitRefusal if there is not enough
   */
  UpbitOrder place(UpbitOrder.Terms terms) {
    UpbitOrder placed = draft(terms);
    String asset = asset(placed);
    if (wallet.free(asset).compareTo(placed.locked()) < 0) {
      String side = placed.bid() ? "bid" : "ask";
      throw UpbitRefusal.bad("insufficient_funds_" + side, "Not enough " + asset + ".");
    }
    byNumber.put(placed.order().id(), placed);
    byUuid.put(placed.uuid(), placed);
    if (terms.identifier() != null) {
      byIdentifier.put(terms.identifier(), placed);
    }
    wallet.lock(asset, placed.locked());
    reports.assets();
    terms.market().place(placed.order());
    return placed;
  }

  /** An order as it would be placed; nothing is locked. */
  UpbitOrder draft(UpbitOrder.Terms terms) {
    boolean bid = terms.side() == Side.BUY;
    boolean byAmount = bid && !terms.ordType().equals("limit");
    BigDecimal volume = byAmount ? null : terms.volume();
    BigDecimal amount = byAmount ? amount(terms) : null;
    Order order =
        new Order(++numbers, terms.side(), limit(terms), volume, amount, life(terms), match(terms));
    BigDecimal worth = BigDecimal.ZERO;
    BigDecimal price = terms.price();
    if (bid && amount != null) {
      worth = amount;
    } else if (bid && price != null && volume != null) {
      worth = exact(price, volume);
    }
    BigDecimal fee = exact(worth, settings.fee());
    BigDecimal locked = !bid && volume != null ? volume : worth.add(fee);
    return new UpbitOrder(UUID.randomUUID().toString(), terms, order, clock.nowMs(), fee, locked);
  }

  /** What a buy by amount may spend without its fee. */
  private BigDecimal amount(UpbitOrder.Terms terms) {
    BigDecimal price = terms.price();
    if (price == null) {
      throw new IllegalStateException("a buy by amount has no amount");
    }
    return settings.feeOnTop()
        ? price
        : price.divide(BigDecimal.ONE.add(settings.fee()), 8, java.math.RoundingMode.DOWN);
  }

  private static @Nullable BigDecimal limit(UpbitOrder.Terms terms) {
    return switch (terms.ordType()) {
      case "limit" -> terms.price();
      case "best" -> best(terms);
      default -> null;
    };
  }

  /** A best-price order has the price of the other side's best level as its limit. */
  private static BigDecimal best(UpbitOrder.Terms terms) {
    var level = terms.market().best(terms.side().opposite());
    return level == null ? BigDecimal.ONE : level.price();
  }

  private static Order.Life life(UpbitOrder.Terms terms) {
    return switch (terms.timeInForce()) {
      case "ioc" -> Order.Life.IOC;
      case "fok" -> Order.Life.FOK;
      case "post_only" -> Order.Life.POST_ONLY;
      default -> terms.ordType().equals("limit") ? Order.Life.GTC : Order.Life.IOC;
    };
  }

  private static Order.SelfMatch match(UpbitOrder.Terms terms) {
    return switch (terms.smpType()) {
      case "cancel_maker" -> Order.SelfMatch.CANCEL_MAKER;
      case "cancel_taker" -> Order.SelfMatch.CANCEL_TAKER;
      case "reduce" -> Order.SelfMatch.REDUCE;
      default -> Order.SelfMatch.NONE;
    };
  }

  private static BigDecimal exact(BigDecimal a, BigDecimal b) {
    return a.multiply(b, MathContext.UNLIMITED);
  }

  private static String asset(UpbitOrder order) {
    var instrument = order.market().instrument();
    return (order.bid() ? instrument.quote() : instrument.base()).code();
  }

  private UpbitOrder known(Order order) {
    UpbitOrder found = byNumber.get(order.id());
    if (found == null) {
      throw new IllegalStateException("order " + order.id() + " is not known");
    }
    return found;
  }

  /** What a quantity of an order has locked. */
  private BigDecimal share(UpbitOrder order, BigDecimal quantity, BigDecimal funds) {
    if (!order.bid()) {
      return quantity;
    }
    BigDecimal price = order.terms().price();
    boolean limit = order.terms().ordType().equals("limit") && price != null;
    BigDecimal worth = limit && price != null ? exact(price, quantity) : funds;
    return worth.add(exact(worth, settings.fee()));
  }

  @Override
  public void rested(Order order) {
    reports.order(known(order), "wait", null);
  }

  @Override
  public void filled(Order order, Fill fill) {
    UpbitOrder own = known(order);
    Market market = own.market();
    String base = market.instrument().base().code();
    String quote = market.instrument().quote().code();
    BigDecimal fee = exact(fill.funds(), settings.fee());
    BigDecimal share = share(own, fill.quantity(), fill.funds());
    own.release(share);
    wallet.unlock(asset(own), share);
    if (own.bid()) {
      average(base, fill);
      wallet.debit(quote, fill.funds().add(fee));
      wallet.credit(base, fill.quantity());
    } else {
      wallet.debit(base, fill.quantity());
      wallet.credit(quote, fill.funds().subtract(fee));
    }
    UpbitOrder.Trade trade = new UpbitOrder.Trade(UUID.randomUUID().toString(), fill, fee);
    own.traded(trade);
    reports.order(own, "trade", trade);
    reports.assets();
  }

  private void average(String coin, Fill fill) {
    BigDecimal before = wallet.free(coin).add(wallet.locked(coin));
    BigDecimal cost = exact(averagePrice(coin), before).add(fill.funds());
    BigDecimal after = before.add(fill.quantity());
    averages.put(coin, cost.divide(after, 8, java.math.RoundingMode.HALF_EVEN));
  }

  @Override
  public void prevented(Order order, BigDecimal quantity) {
    UpbitOrder own = known(order);
    BigDecimal share = share(own, quantity, BigDecimal.ZERO);
    own.prevented(share);
    own.release(share);
    wallet.unlock(asset(own), share);
    reports.order(own, "prevented", null);
    reports.assets();
  }

  @Override
  public void ended(Order order, Order.End end) {
    UpbitOrder own = known(order);
    wallet.unlock(asset(own), own.locked());
    own.release(own.locked());
    reports.order(own, own.state(), null);
    reports.assets();
  }
}
