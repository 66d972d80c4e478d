package haetae.sandbox.market;

import haetae.market.Side;
import java.math.BigDecimal;

/** Who is told of what happens in a market. */
public interface MarketListener {
  /** A level has a new quantity; 0 if it is gone. The market's update id is already the new one. */
  void levelChanged(Market market, Side side, BigDecimal price, BigDecimal quantity);

  /** All changes of one update have been told. */
  void bookChanged(Market market);

  /** A trade took place. */
  void traded(Market market, MarketTrade trade);
}
