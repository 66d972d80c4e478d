package haetae.engine;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What assets are worth in KRW now: USDT at the middle of the KRW-USDT book, coin at the middle of
 * its Upbit book, others at their reported USDT price. Unknown is 0, never a guess. Threads: the
 * engine's.
 */
final class Rates {
  private final MarketState market;
  private final List<Pair> pairs;
  private final Map<Asset, Long> usdtPrices = new TreeMap<>();

  Rates(MarketState market, List<Pair> pairs) {
    this.market = market;
    this.pairs = pairs;
  }

  void priced(Event.AssetPriced e) {
    usdtPrices.put(e.asset(), e.usdtE8());
  }

  /** KRW per USDT at the middle of the book; 0 while there is none. */
  long fxMidE8(Pair pair) {
    return market.book(pair.fx().id()).midE8();
  }

  /** KRW per USDT by the first pair's book; 0 while there is none. */
  long usdtE8() {
    return pairs.isEmpty() ? 0 : fxMidE8(pairs.get(0));
  }

  /** Middle of an instrument's book; 0 while there is none. */
  long midE8(Instrument instrument) {
    return market.book(instrument.id()).midE8();
  }

  /** KRW per unit of an asset; 0 if unknown. */
  long krwE8(Asset asset) {
    if (asset.equals(Asset.KRW)) {
      return Fixed.ONE;
    }
    if (asset.equals(Asset.USDT)) {
      return usdtE8();
    }
    Long usdt = usdtPrices.get(asset);
    if (usdt != null) {
      return Fixed.multiplyE8(usdt, usdtE8(), RoundingMode.HALF_EVEN);
    }
    for (Pair pair : pairs) {
      if (pair.upbit().base().equals(asset)) {
        return market.book(pair.upbit().id()).midE8();
      }
    }
    return 0;
  }

  void save(StateOut out) {
    out.putLong(usdtPrices.size());
    usdtPrices.forEach((asset, price) -> out.putText(asset.code()).putLong(price));
  }

  void load(StateIn in) {
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      usdtPrices.put(new Asset(in.getText()), in.getLong());
    }
  }
}
