package haetae.execution;

import static java.util.Objects.requireNonNull;

import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;

/**
 * Whether both legs are sent at once or one after the other, and which is first. Pure decisions.
 *
 * <p>One after the other loses less when a leg may not fill: the second leg is sized to what the
 * first really filled. At once is quicker, and worth it only where both books are deep. The leg of
 * the thinner book goes first, since its fill is less certain.
 *
 * @param order how the legs are sent
 * @param lead which leg is first when they are not sent at once
 */
public record LegPolicy(Order order, Lead lead) {
  /** Levels whose depth is looked at. */
  private static final int TOP = 3;

  /** So many times the size must be visible on both venues for sending at once. */
  private static final long DEEP = 5;

  /** How the legs are sent. */
  public enum Order {
    /** The second leg follows the fills of the first. */
    SEQUENTIAL,
    /** Both at once. */
    PARALLEL,
    /** At once where the top of both books shows five times the size. */
    AUTO
  }

  /** Which leg is first. */
  public enum Lead {
    UPBIT,
    BINANCE,
    /** The one whose top of the book is thinner; Upbit when they are equal. */
    THIN
  }

  /**
   * What was decided for one entry or exit.
   *
   * @param lead venue of the first leg
   * @param parallel true if the other leg is sent at once
   */
  public record LegPlan(Venue lead, boolean parallel) {
    /** Venue of the other leg. */
    public Venue follower() {
      return lead == Venue.UPBIT ? Venue.BINANCE : Venue.UPBIT;
    }
  }

  /** Checks that nothing is missing. */
  public LegPolicy {
    requireNonNull(order, "order");
    requireNonNull(lead, "lead");
  }

  /** Decides for a size, from the live books. */
  public LegPlan plan(Pair pair, Side upbitSide, long quantityE8, MarketView market) {
    long upbit = topE8(market.book(pair.upbit()), upbitSide);
    long binance = topE8(market.book(pair.binance()), upbitSide.opposite());
    Venue first =
        switch (lead) {
          case UPBIT -> Venue.UPBIT;
          case BINANCE -> Venue.BINANCE;
          case THIN -> upbit <= binance ? Venue.UPBIT : Venue.BINANCE;
        };
    boolean deep = Math.min(upbit, binance) / DEEP >= quantityE8;
    return new LegPlan(first, order == Order.PARALLEL || (order == Order.AUTO && deep));
  }

  private static long topE8(OrderBook book, Side taker) {
    long sum = 0;
    for (int i = 0; i < Math.min(TOP, book.depth(taker)); i++) {
      sum = Math.addExact(sum, book.quantityE8(taker, i));
    }
    return sum;
  }
}
