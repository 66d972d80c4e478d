package haetae.sim.fault;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * Wallets and perpetual positions of one venue, computed apart from everything in core. Units: E8.
 * Threads: the run's.
 */
final class VenueAccounts {
  /** A perpetual position: signed quantity and what it was entered for. */
  private static final class Holding {
    private long netE8;
    private long costE8;
  }

  private final Map<Asset, Long> wallets = new TreeMap<>();
  private final Map<Integer, Holding> holdings = new TreeMap<>();
  private final int leverage;

  VenueAccounts(int leverage) {
    this.leverage = leverage;
  }

  void add(Asset asset, long amountE8) {
    wallets.merge(asset, amountE8, Math::addExact);
  }

  long walletE8(Asset asset) {
    return wallets.getOrDefault(asset, 0L);
  }

  void each(ObjLongConsumer<Asset> consumer) {
    wallets.forEach(consumer::accept);
  }

  /** Signed position of a perpetual. */
  long netE8(Instrument instrument) {
    Holding holding = holdings.get(instrument.id());
    return holding == null ? 0 : holding.netE8;
  }

  /** What all open perpetuals were entered for. */
  long costE8(Asset asset) {
    long cost = 0;
    if (asset.equals(Asset.USDT)) {
      for (Holding holding : holdings.values()) {
        cost += holding.costE8;
      }
    }
    return cost;
  }

  /** Margin of the open perpetuals. */
  long marginE8(Asset asset) {
    return Math.ceilDiv(costE8(asset), leverage);
  }

  /** True if an order at its limit could be paid for. */
  boolean affords(Instrument instrument, Side side, long quantityE8, long limitE8, long feePpm) {
    long notional = Fixed.multiplyE8(quantityE8, limitE8, RoundingMode.CEILING);
    long fee = Fixed.partE8(notional, feePpm, RoundingMode.CEILING);
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      long net = netE8(instrument);
      boolean reduces = Long.signum(net) == -side.sign() && Math.abs(net) >= quantityE8;
      Asset quote = instrument.quote();
      long free = walletE8(quote) - marginE8(quote);
      return reduces || free >= Math.ceilDiv(notional, leverage) + fee;
    }
    return side == Side.BUY
        ? walletE8(instrument.quote()) >= notional + fee
        : walletE8(instrument.base()) >= quantityE8;
  }

  /** Books one fill and its fee; returns the profit it realised, 0 for spot. */
  long fill(
      Instrument instrument, Side side, long priceE8, long quantityE8, long feeE8, Asset feeAsset) {
    long funds = Fixed.multiplyE8(priceE8, quantityE8, RoundingMode.HALF_EVEN);
    long realized = 0;
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      realized = trade(instrument, side.sign() * quantityE8, funds);
      add(instrument.quote(), realized);
    } else {
      add(instrument.base(), side.sign() * quantityE8);
      add(instrument.quote(), -side.sign() * funds);
    }
    add(feeAsset, -feeE8);
    return realized;
  }

  /** Average cost: what is closed takes its share of the cost along; returns the profit. */
  private long trade(Instrument instrument, long signedE8, long fundsE8) {
    Holding holding = holdings.computeIfAbsent(instrument.id(), id -> new Holding());
    long before = holding.netE8;
    holding.netE8 = before + signedE8;
    if (before == 0 || Long.signum(before) == Long.signum(signedE8)) {
      holding.costE8 += fundsE8;
      return 0;
    }
    long open = Math.abs(before);
    long traded = Math.abs(signedE8);
    if (traded > open) {
      long share = Fixed.mulDiv(fundsE8, open, traded, RoundingMode.HALF_EVEN);
      long profit = Long.signum(before) * (share - holding.costE8);
      holding.costE8 = fundsE8 - share;
      return profit;
    }
    long cost =
        traded == open
            ? holding.costE8
            : Fixed.mulDiv(holding.costE8, traded, open, RoundingMode.HALF_EVEN);
    holding.costE8 -= cost;
    return Long.signum(before) * (fundsE8 - cost);
  }

  /** Settles funding: longs pay shorts a positive rate; returns what was received. */
  long funding(Instrument instrument, long rateE8, long markE8) {
    long notional = Fixed.multiplyE8(netE8(instrument), markE8, RoundingMode.HALF_EVEN);
    long received = -Fixed.multiplyE8(notional, rateE8, RoundingMode.HALF_EVEN);
    add(instrument.quote(), received);
    return received;
  }
}
