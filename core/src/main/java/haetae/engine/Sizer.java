package haetae.engine;

import haetae.market.Asset;
import haetae.market.CommonLot;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.InstrumentKind;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.premium.EdgeCalculator;
import java.math.RoundingMode;

/**
 * How large an entry is: what is wanted, what the depth gives, what the money allows, in whole
 * common lots. Threads: the engine's. Allocates nothing.
 */
final class Sizer {
  private final EngineConfig config;
  private final Desk desk;
  private final Books books;
  private final Capital capital;

  Sizer(EngineConfig config, Desk desk, Books books, Capital capital) {
    this.config = config;
    this.desk = desk;
    this.books = books;
    this.capital = capital;
  }

  /** The configured size at the Upbit ask; 0 if it is below the smallest common order. */
  long wantedE8(Route route) {
    Reckoned known = route.reckoned;
    return known.sized() ? known.sizeE8() : known.size(reckonE8(route));
  }

  private long reckonE8(Route route) {
    long krw = Math.min(config.sizing().positionKrwE8(), config.safety().maxPositionKrwE8());
    long ask = route.market.upbit().bestAskE8();
    long wanted = Fixed.divideE8(krw, ask, RoundingMode.FLOOR);
    boolean btc = route.pair.name().equals("BTC");
    return wholeE8(route, btc ? Math.min(wanted, config.sizing().positionBtcE8()) : wanted);
  }

  /** Floors to the common lot; 0 if either venue would refuse so little. */
  long wholeE8(Route route, long quantityE8) {
    long size = quantityE8 - Math.floorMod(quantityE8, route.stepE8);
    boolean fits =
        CommonLot.meetsMinimums(route.pair.upbit(), size, route.market.upbit().bestBidE8())
            && CommonLot.meetsMinimums(
                route.pair.binance(), size, route.market.binance().bestBidE8());
    return fits ? size : 0;
  }

  /** At most the allowed share of the visible depth of the thinner leg; not floored. */
  long shareE8(Route route, Direction direction, long quantityE8) {
    Side side = direction.upbitSide();
    long visible =
        Math.min(
            quantity(route.market.upbit(), side),
            quantity(route.market.binance(), side.opposite()));
    long share = Fixed.partE8(visible, config.safety().depthSharePpm(), RoundingMode.FLOOR);
    return Math.min(quantityE8, share);
  }

  private static long quantity(OrderBook book, Side taker) {
    long sum = 0;
    for (int i = 0; i < book.depth(taker); i++) {
      sum = Math.addExact(sum, book.quantityE8(taker, i));
    }
    return sum;
  }

  /**
   * What balances, exposure limits and the capital budget leave of a size.
   *
   * @param edge the trade at that size
   * @return whole lots; 0 if what is left is not worth sending
   */
  long affordableE8(Route route, Direction direction, long sizeE8, EdgeCalculator edge) {
    long notional = edge.upbit().notionalE8();
    long krw = Math.min(capital.leftE8(route.pair, desk.open()), exposureLeftE8());
    long size = Math.min(fit(sizeE8, krw, notional), funded(route.pair, direction, sizeE8, edge));
    if (size == sizeE8) {
      return size;
    }
    long whole = wholeE8(route, size);
    long worth = Fixed.multiplyE8(whole, route.market.upbit().bestBidE8(), RoundingMode.FLOOR);
    return worth >= config.sizing().minKrwE8() ? whole : 0;
  }

  private long exposureLeftE8() {
    long gross = config.safety().maxExposureKrwE8() - books.profits().exposureKrwE8(desk.open());
    long net = config.safety().maxFxExposureKrwE8() - books.profits().fxExposureKrwE8(desk.open());
    return Math.min(gross, net);
  }

  private long funded(Pair pair, Direction direction, long sizeE8, EdgeCalculator edge) {
    boolean buyUpbit = direction.upbitSide() == Side.BUY;
    Asset home = buyUpbit ? pair.upbit().quote() : pair.upbit().base();
    long size = fit(sizeE8, books.freeE8(Venue.UPBIT, home), buyUpbit ? edge.krwOutE8() : sizeE8);
    boolean sellsCoin = buyUpbit && pair.binance().kind() == InstrumentKind.SPOT;
    Asset abroad = sellsCoin ? pair.binance().base() : pair.binance().quote();
    long free = books.freeE8(Venue.BINANCE, abroad);
    return Math.min(size, fit(sizeE8, free, sellsCoin ? sizeE8 : edge.usdtE8()));
  }

  /** The part of a size that is covered when the whole of it needs more than there is. */
  private static long fit(long sizeE8, long available, long needed) {
    if (available >= needed) {
      return sizeE8;
    }
    return available <= 0 ? 0 : Fixed.mulDiv(sizeE8, available, needed, RoundingMode.FLOOR);
  }
}
