package haetae.sandbox.market;

import haetae.market.Side;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Statistics of a market's trades since its start: first, highest, lowest and last price, and
 * volumes of the present UTC day. The last trades are kept. Threads: the sandbox's.
 */
public final class DayStats {
  private static final int KEPT = 500;
  private static final long DAY_MS = 86_400_000;

  private final VenueClock clock;
  private final ArrayDeque<MarketTrade> trades = new ArrayDeque<>();
  private long day;
  private BigDecimal previousClose = BigDecimal.ZERO;
  private BigDecimal open = BigDecimal.ZERO;
  private BigDecimal high = BigDecimal.ZERO;
  private BigDecimal low = BigDecimal.ZERO;
  private BigDecimal bought = BigDecimal.ZERO;
  private BigDecimal sold = BigDecimal.ZERO;
  private BigDecimal turnover = BigDecimal.ZERO;
  private long count;

  DayStats(VenueClock clock) {
    this.clock = clock;
  }

  void add(MarketTrade trade) {
    long today = trade.timeMs() / DAY_MS;
    if (today != day || count == 0) {
      previousClose = trades.isEmpty() ? trade.price() : trades.getLast().price();
      open = trade.price();
      high = trade.price();
      low = trade.price();
      bought = BigDecimal.ZERO;
      sold = BigDecimal.ZERO;
      turnover = BigDecimal.ZERO;
      day = today;
    }
    high = high.max(trade.price());
    low = low.min(trade.price());
    if (trade.taker() == Side.BUY) {
      bought = bought.add(trade.quantity());
    } else {
      sold = sold.add(trade.quantity());
    }
    turnover = turnover.add(trade.price().multiply(trade.quantity()));
    count++;
    trades.addLast(trade);
    if (trades.size() > KEPT) {
      trades.removeFirst();
    }
  }

  /** True once there was a trade. */
  public boolean traded() {
    return count > 0;
  }

  /** Last trade; a trade of nothing at price 0 if there was none. */
  public MarketTrade lastTrade() {
    return trades.isEmpty()
        ? new MarketTrade(0, BigDecimal.ZERO, BigDecimal.ZERO, Side.BUY, clock.nowMs())
        : trades.getLast();
  }

  /** Last price, 0 if there was no trade. */
  public BigDecimal last() {
    return lastTrade().price();
  }

  /** The last trades, newest first. */
  public List<MarketTrade> newestFirst() {
    List<MarketTrade> list = new ArrayList<>(trades);
    Collections.reverse(list);
    return list;
  }

  /** Last price of the day before, or the first price. */
  public BigDecimal previousClose() {
    return previousClose;
  }

  /** First price of the day. */
  public BigDecimal open() {
    return open;
  }

  /** Highest price of the day. */
  public BigDecimal high() {
    return high;
  }

  /** Lowest price of the day. */
  public BigDecimal low() {
    return low;
  }

  /** Quantity that takers bought today. */
  public BigDecimal bought() {
    return bought;
  }

  /** Quantity that takers sold today. */
  public BigDecimal sold() {
    return sold;
  }

  /** All quantity traded today. */
  public BigDecimal volume() {
    return bought.add(sold);
  }

  /** Sum of price times quantity today. */
  public BigDecimal turnover() {
    return turnover;
  }

  /** Number of trades since the start. */
  public long count() {
    return count;
  }
}
