package haetae.sim.fault;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.execution.OrderIntent;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderBook;
import haetae.market.OrderRules;
import haetae.market.Side;
import haetae.market.Venue;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A venue's books and wallets, and what an order does to them. What an order takes from a book is
 * gone until that book's next state. Threads: the run's.
 */
final class Matching {
  private static final long BNB_USDT = 850;

  private final Venue venue;
  private final Stage stage;
  private final Truth truth;
  private final VenueAccounts accounts;
  private final OrderBook[] books;
  private long fillSeq;
  private boolean hadBnb;

  Matching(Venue venue, Stage stage, Truth truth) {
    this.venue = venue;
    this.stage = stage;
    this.truth = truth;
    this.accounts = stage.scenario().accounts(venue, stage.faults().has(FaultKind.FEE_ASSET));
    this.books = new OrderBook[stage.scenario().config().instruments().size()];
    for (int i = 0; i < books.length; i++) {
      books[i] = new OrderBook();
    }
  }

  VenueAccounts accounts() {
    return accounts;
  }

  void book(BookChanged event) {
    books[event.instrumentId()].copyFrom(event.book());
  }

  long midE8(Instrument instrument) {
    return books[instrument.id()].midE8();
  }

  /** Why the venue would refuse an order, null if it would take it. */
  @Nullable String refusal(OrderIntent intent) {
    Faults faults = stage.faults();
    if (faults.strikes(FaultKind.REJECT_FUNDS)) {
      return "INSUFFICIENT_FUNDS";
    }
    if (faults.strikes(FaultKind.REJECT_TICK)) {
      return "INVALID_PRICE";
    }
    if (faults.strikes(FaultKind.REJECT_NOTIONAL)) {
      return "UNDER_MIN_TOTAL";
    }
    OrderRules rules = intent.instrument().rules();
    if (rules.grid().floorE8(intent.limitPriceE8()) != intent.limitPriceE8()
        || rules.floorQuantityE8(intent.quantityE8()) != intent.quantityE8()) {
      return "OFF_GRID";
    }
    long notional =
        Fixed.multiplyE8(intent.quantityE8(), intent.limitPriceE8(), RoundingMode.FLOOR);
    if (notional < rules.minNotionalE8() && !intent.reduceOnly()) {
      return "UNDER_MIN_TOTAL";
    }
    if (intent.reduceOnly()) {
      long net = accounts.netE8(intent.instrument());
      boolean shrinks =
          Long.signum(net) == -intent.side().sign() && Math.abs(net) >= intent.quantityE8();
      return shrinks ? null : Event.OrderRejected.NOTHING_TO_REDUCE;
    }
    return accounts.affords(
            intent.instrument(),
            intent.side(),
            intent.quantityE8(),
            intent.limitPriceE8(),
            stage.scenario().feePpm().get(venue.ordinal()))
        ? null
        : "INSUFFICIENT_FUNDS";
  }

  /** Fills an order from the book as far as its limit goes, or a share of what is left. */
  void match(VenueOrder order, long sharePpm) {
    OrderIntent intent = order.intent();
    OrderBook book = books[intent.instrument().id()];
    Side side = intent.side();
    for (int i = 0; i < book.depth(side) && order.leftE8() > 0; i++) {
      long price = book.priceE8(side, i);
      boolean within =
          side == Side.BUY ? price <= intent.limitPriceE8() : price >= intent.limitPriceE8();
      if (!within) {
        return;
      }
      long most =
          Math.min(
              Fixed.partE8(order.leftE8(), sharePpm, RoundingMode.FLOOR), book.quantityE8(side, i));
      long take = intent.instrument().rules().floorQuantityE8(most);
      if (take > 0) {
        book.reduce(side, i, take);
        execute(order, price, take);
      }
      if (sharePpm < Fixed.MILLION) {
        return;
      }
    }
  }

  /** One execution: the wallets, the order and the truth take it over. */
  void execute(VenueOrder order, long priceE8, long quantityE8) {
    OrderIntent intent = order.intent();
    Instrument instrument = intent.instrument();
    long funds = Fixed.multiplyE8(priceE8, quantityE8, RoundingMode.HALF_EVEN);
    long ppm = stage.scenario().feePpm().get(venue.ordinal());
    long fee = Fixed.partE8(funds, ppm, RoundingMode.CEILING);
    Asset feeAsset = instrument.quote();
    long bnb = Math.ceilDiv(fee, BNB_USDT);
    if (venue == Venue.BINANCE && bnb > 0 && accounts.walletE8(Asset.BNB) >= bnb) {
      fee = bnb;
      feeAsset = Asset.BNB;
      stage.figures().count("fees in BNB");
      hadBnb = true;
    } else if (stage.scenario().feeInBase()
        && venue == Venue.BINANCE
        && instrument.kind() == InstrumentKind.SPOT
        && intent.side() == Side.BUY) {
      fee = Fixed.partE8(quantityE8, ppm, RoundingMode.CEILING);
      feeAsset = instrument.base();
    }
    if (hadBnb && !feeAsset.equals(Asset.BNB)) {
      hadBnb = false;
      stage.faults().count(FaultKind.FEE_ASSET);
    }
    long realized = accounts.fill(instrument, intent.side(), priceE8, quantityE8, fee, feeAsset);
    boolean spot = instrument.kind() == InstrumentKind.SPOT;
    order.add(
        new VenueOrder.Fill(
            venue + "-" + ++fillSeq,
            priceE8,
            quantityE8,
            fee,
            feeAsset,
            spot ? Event.NOT_TOLD : realized));
    long net = quantityE8 * intent.side().sign() - (feeAsset.equals(instrument.base()) ? fee : 0);
    truth.filled(intent, net);
  }
}
