package haetae.sim;

import static java.util.Objects.requireNonNull;

import haetae.engine.Engine;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.portfolio.PerpetualPosition;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * What the simulated venues hold for us. Kept apart from the engine's ledger, which must agree with
 * it. Units: E8 of the asset. Threads: the run's.
 */
public final class Accounts {
  private final Map<Venue, Map<Asset, Long>> wallets = new TreeMap<>();
  private final Map<Venue, Map<Asset, Long>> locked = new TreeMap<>();
  private final Map<Integer, PerpetualPosition> positions = new TreeMap<>();
  private final int leverage;

  /** Empty accounts. */
  public Accounts(int leverage) {
    this.leverage = leverage;
    for (Venue venue : Venue.values()) {
      wallets.put(venue, new TreeMap<>());
      locked.put(venue, new TreeMap<>());
    }
  }

  /**
   * Accounts that hold what an engine's ledger says they hold.
   *
   * @param instruments what the engine trades
   */
  public static Accounts like(Engine engine, List<Instrument> instruments, int leverage) {
    Accounts accounts = new Accounts(leverage);
    for (Instrument instrument : instruments) {
      accounts.take(engine, instrument.venue(), instrument.quote());
      if (instrument.kind() == InstrumentKind.SPOT) {
        accounts.take(engine, instrument.venue(), instrument.base());
      } else {
        accounts.positions.put(instrument.id(), engine.perpetual(instrument));
      }
    }
    return accounts;
  }

  private void take(Engine engine, Venue venue, Asset asset) {
    wallet(venue).put(asset, engine.ledgerE8(venue, asset));
  }

  /** Adds to a wallet. */
  public void add(Venue venue, Asset asset, long amountE8) {
    wallet(venue).merge(asset, amountE8, Math::addExact);
  }

  private Map<Asset, Long> wallet(Venue venue) {
    return wallets.computeIfAbsent(venue, v -> new TreeMap<>());
  }

  /** What lies in a wallet, with what is margin. */
  public long walletE8(Venue venue, Asset asset) {
    return wallet(venue).getOrDefault(asset, 0L);
  }

  /** Wallet less what is in use. */
  public long freeE8(Venue venue, Asset asset) {
    return walletE8(venue, asset) - usedE8(venue, asset);
  }

  /** Margin of perpetuals, and what resting orders may need. */
  public long usedE8(Venue venue, Asset asset) {
    long reserved = requireNonNull(locked.get(venue)).getOrDefault(asset, 0L);
    return Math.addExact(marginE8(venue, asset), reserved);
  }

  /** Keeps an amount for a resting order, or lets it go if negative. */
  void reserve(Venue venue, Asset asset, long amountE8) {
    requireNonNull(locked.get(venue)).merge(asset, amountE8, Math::addExact);
  }

  /**
   * What a resting order may need: the coin it sells, or the money or margin for it and its fee.
   */
  long neededE8(Instrument instrument, Side side, long quantityE8, long limitE8, long feePpm) {
    boolean spot = instrument.kind() == InstrumentKind.SPOT;
    if (spot && side == Side.SELL) {
      return quantityE8;
    }
    long notional = Fixed.multiplyE8(quantityE8, limitE8, RoundingMode.CEILING);
    long fee = Fixed.partE8(notional, feePpm, RoundingMode.CEILING);
    return spot ? notional + fee : Math.ceilDiv(notional, leverage) + fee;
  }

  /** Margin in use by perpetuals of a quote asset. */
  public long marginE8(Venue venue, Asset asset) {
    if (venue != Venue.BINANCE || !asset.equals(Asset.USDT)) {
      return 0;
    }
    long cost = 0;
    for (PerpetualPosition position : positions.values()) {
      cost = Math.addExact(cost, position.costE8());
    }
    return Math.ceilDiv(cost, leverage);
  }

  /** Position in a perpetual. */
  public PerpetualPosition position(Instrument instrument) {
    return positions.computeIfAbsent(instrument.id(), id -> new PerpetualPosition());
  }

  /** True if an order of this size at its limit could be paid for. */
  public boolean affords(
      Instrument instrument, Side side, long quantityE8, long limitE8, long feePpm) {
    Venue venue = instrument.venue();
    long notional = Fixed.multiplyE8(quantityE8, limitE8, RoundingMode.CEILING);
    long fee = Fixed.partE8(notional, feePpm, RoundingMode.CEILING);
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      long net = position(instrument).netE8();
      boolean reduces = Long.signum(net) == -side.sign() && Math.abs(net) >= quantityE8;
      return reduces || freeE8(venue, instrument.quote()) >= Math.ceilDiv(notional, leverage) + fee;
    }
    return side == Side.BUY
        ? freeE8(venue, instrument.quote()) >= notional + fee
        : freeE8(venue, instrument.base()) >= quantityE8;
  }

  /** Books one fill and its fee; returns the profit it realised, 0 for spot. */
  public long fill(
      Instrument instrument, Side side, long priceE8, long quantityE8, long feeE8, Asset feeAsset) {
    Venue venue = instrument.venue();
    long realized = 0;
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      realized = position(instrument).fill(side, quantityE8, priceE8);
      add(venue, instrument.quote(), realized);
    } else {
      long funds = Fixed.multiplyE8(priceE8, quantityE8, RoundingMode.HALF_EVEN);
      add(venue, instrument.base(), side.sign() * quantityE8);
      add(venue, instrument.quote(), -side.sign() * funds);
    }
    add(venue, feeAsset, -feeE8);
    return realized;
  }

  /** Calls with each asset of a venue and its wallet. */
  public void each(Venue venue, ObjLongConsumer<Asset> consumer) {
    wallet(venue).forEach(consumer::accept);
  }
}
