package haetae.sim;

import haetae.engine.Event;
import haetae.execution.OrderIntent;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.Side;
import haetae.market.Venue;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What an order may do, and what it and its fills do to the accounts. Threads: the run's. */
final class Clearing {
  private final ExchangeRules rules;
  private final Accounts accounts;
  private final Randomness faults;
  private String prefix = "f";
  private long fills;

  Clearing(ExchangeRules rules, Accounts accounts, Randomness faults) {
    this.rules = rules;
    this.accounts = accounts;
    this.faults = faults;
  }

  /** From now on fills get ids that no earlier session has given. */
  void resume(String session) {
    prefix = session + "-f";
  }

  /** Why a venue refuses an order, null if it does not. */
  @Nullable String refusal(OrderIntent intent) {
    Instrument instrument = intent.instrument();
    OrderRules order = instrument.rules();
    long quantity = intent.quantityE8();
    long limit = intent.limitPriceE8();
    if (faults.chance(rules.rejectPpm())) {
      return "INJECTED_REJECT";
    }
    if (order.grid().floorE8(limit) != limit) {
      return "BAD_PRICE";
    }
    if (order.floorQuantityE8(quantity) != quantity) {
      return "BAD_QUANTITY";
    }
    long notional = Fixed.multiplyE8(quantity, limit, RoundingMode.FLOOR);
    if (notional < order.minNotionalE8() && !intent.reduceOnly()) {
      return "UNDER_MIN_TOTAL";
    }
    boolean affords =
        accounts.affords(instrument, intent.side(), quantity, limit, feePpm(instrument));
    return affords ? null : "INSUFFICIENT_FUNDS";
  }

  private long feePpm(Instrument instrument) {
    return instrument.venue() == Venue.UPBIT ? rules.upbitFeePpm() : rules.binanceFeePpm();
  }

  /** Sets aside what more of an order needs; a negative quantity gives it back. */
  void reserve(OrderIntent intent, long quantityE8) {
    if (intent.reduceOnly()) {
      return;
    }
    Instrument instrument = intent.instrument();
    boolean sellsCoin = instrument.kind() == InstrumentKind.SPOT && intent.side() == Side.SELL;
    long needed =
        accounts.neededE8(
            instrument,
            intent.side(),
            Math.abs(quantityE8),
            intent.limitPriceE8(),
            feePpm(instrument));
    accounts.reserve(
        instrument.venue(),
        sellsCoin ? instrument.base() : instrument.quote(),
        quantityE8 < 0 ? -needed : needed);
  }

  /** Books a fill. */
  Event.OrderFilled fill(OrderIntent intent, long priceE8, long quantityE8, long nowNs) {
    Instrument instrument = intent.instrument();
    boolean inBase =
        rules.binanceFeeInBase()
            && instrument.venue() == Venue.BINANCE
            && instrument.kind() == InstrumentKind.SPOT
            && intent.side() == Side.BUY;
    long funds = Fixed.multiplyE8(priceE8, quantityE8, RoundingMode.HALF_EVEN);
    long base = inBase ? quantityE8 : funds;
    long fee = Fixed.partE8(base, feePpm(instrument), RoundingMode.CEILING);
    Asset feeAsset = inBase ? instrument.base() : instrument.quote();
    long realized = accounts.fill(instrument, intent.side(), priceE8, quantityE8, fee, feeAsset);
    return new Event.OrderFilled(
        nowNs, intent.orderId(), prefix + ++fills, priceE8, quantityE8, fee, feeAsset, realized);
  }
}
