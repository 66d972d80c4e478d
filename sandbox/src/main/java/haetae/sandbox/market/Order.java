package haetae.sandbox.market;

import haetae.market.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One of our orders as the matching sees it.
 *
 * <p>Either a quantity of the base asset or an amount of the quote asset is to be traded. Threads:
 * the sandbox's.
 */
public final class Order {
  /** How long an order stays. */
  public enum Life {
    /** Until it is cancelled. */
    GTC,
    /** What does not trade at once is given up. */
    IOC,
    /** All at once or not at all. */
    FOK,
    /** Only if it does not trade at once. */
    POST_ONLY
  }

  /** What happens when an order would meet another one of the same account. */
  public enum SelfMatch {
    /** They trade. */
    NONE,
    /** The resting one is cancelled. */
    CANCEL_MAKER,
    /** The arriving one is cancelled. */
    CANCEL_TAKER,
    /** Both are cancelled. */
    CANCEL_BOTH,
    /** Both lose what they have in common. */
    REDUCE
  }

  /** Why an order has ended. */
  public enum End {
    /** All of it was executed. */
    FILLED,
    /** The amount was spent but for less than the smallest quantity. */
    AMOUNT_SPENT,
    /** It was cancelled. */
    CANCELLED,
    /** The rest of an immediate order. */
    UNFILLED_IOC,
    /** A fill-or-kill order that could not be filled. */
    UNFILLED_FOK,
    /** A post-only order that would have traded. */
    WOULD_TAKE,
    /** The rest of a market order that emptied the book. */
    NO_LIQUIDITY,
    /** Self-match prevention. */
    SELF_MATCH
  }

  private final long id;
  private final Side side;
  private final @Nullable BigDecimal price;
  private final @Nullable BigDecimal quantity;
  private final @Nullable BigDecimal amount;
  private final Life life;
  private final SelfMatch selfMatch;
  private BigDecimal executed = BigDecimal.ZERO;
  private BigDecimal funds = BigDecimal.ZERO;
  private BigDecimal prevented = BigDecimal.ZERO;
  private int fills;
  private boolean resting;
  private @Nullable End end;

  /**
   * An order that has not arrived yet.
   *
   * @param price limit; null for none
   * @param quantity to be traded; null if the amount counts
   * @param amount of the quote asset to be spent or earned; null if the quantity counts
   */
  public Order(
      long id,
      Side side,
      @Nullable BigDecimal price,
      @Nullable BigDecimal quantity,
      @Nullable BigDecimal amount,
      Life life,
      SelfMatch selfMatch) {
    if ((quantity == null) == (amount == null)) {
      throw new IllegalArgumentException("an order has either a quantity or an amount");
    }
    this.id = id;
    this.side = side;
    this.price = price;
    this.quantity = quantity;
    this.amount = amount;
    this.life = life;
    this.selfMatch = selfMatch;
  }

  /** Number of the order, unique at its venue. */
  public long id() {
    return id;
  }

  /** Its side. */
  public Side side() {
    return side;
  }

  /** Its limit, or null. */
  public @Nullable BigDecimal price() {
    return price;
  }

  /** Its quantity, or null. */
  public @Nullable BigDecimal quantity() {
    return quantity;
  }

  /** Its amount of the quote asset, or null. */
  public @Nullable BigDecimal amount() {
    return amount;
  }

  /** How long it stays. */
  public Life life() {
    return life;
  }

  SelfMatch selfMatch() {
    return selfMatch;
  }

  /** Quantity executed so far. */
  public BigDecimal executed() {
    return executed;
  }

  /** Sum of price times quantity executed so far, without fees. */
  public BigDecimal funds() {
    return funds;
  }

  /** Quantity that self-match prevention took. */
  public BigDecimal prevented() {
    return prevented;
  }

  /** Number of executions. */
  public int fills() {
    return fills;
  }

  /** True while it rests in the book. */
  public boolean resting() {
    return resting;
  }

  /** Why it has ended; null while it has not. */
  public @Nullable End end() {
    return end;
  }

  /** Quantity still to be executed; 0 for an order by amount. */
  public BigDecimal left() {
    return quantity == null ? BigDecimal.ZERO : quantity.subtract(executed).subtract(prevented);
  }

  /** Amount still to be spent; 0 for an order by quantity. */
  public BigDecimal amountLeft() {
    return amount == null ? BigDecimal.ZERO : amount.subtract(funds);
  }

  boolean accepts(BigDecimal other) {
    if (price == null) {
      return true;
    }
    int order = other.compareTo(price);
    return side == Side.BUY ? order <= 0 : order >= 0;
  }

  void execute(Fill fill) {
    executed = executed.add(fill.quantity());
    funds = funds.add(fill.funds());
    fills++;
  }

  void prevent(BigDecimal quantity) {
    prevented = prevented.add(quantity);
  }

  void rest(boolean now) {
    resting = now;
  }

  void end(End why) {
    if (end != null) {
      throw new IllegalStateException("order " + id + " has ended twice");
    }
    end = why;
    resting = false;
  }
}
