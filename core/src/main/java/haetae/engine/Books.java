package haetae.engine;

import haetae.engine.Command.Component;
import haetae.execution.OrderIntent;
import haetae.execution.OrderTracker;
import haetae.market.Asset;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.portfolio.Adoptions.Movement;
import haetae.portfolio.FundingSplit;
import haetae.portfolio.FundingSplit.Holder;
import haetae.portfolio.Ledger;
import haetae.portfolio.Ledger.FillAmounts;
import haetae.portfolio.Ledger.FundingShare;
import haetae.portfolio.Ledger.Origin;
import haetae.portfolio.LedgerEntry;
import haetae.portfolio.LedgerEntry.Account;
import haetae.portfolio.PerpetualPosition;
import haetae.risk.LossLimits;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The money: takes fills, fees and funding to the ledger and to the trades, and holds the parts
 * that check, value and sum up. Threads: the engine's.
 */
final class Books {
  private final Ledger ledger = new Ledger(this::booked);
  private final Balances balances = new Balances();
  private final EngineConfig config;
  private final Rates rates;
  private final LossLimits losses;
  private final Equity equity;
  private final VenueCheck check;
  private final FeeAssets feeAssets;
  private final Profits profits;
  private final Story story;

  Books(
      EngineConfig config, MarketState market, LossLimits losses, Counters counters, Story story) {
    this.config = config;
    this.losses = losses;
    this.story = story;
    this.rates = new Rates(market, config.pairs());
    this.equity = new Equity(config, ledger, rates, losses, story);
    this.check = new VenueCheck(config, ledger, balances, rates, counters, story);
    this.feeAssets = new FeeAssets(story);
    this.profits = new Profits(config, market, rates, equity, story);
  }

  private void booked(LedgerEntry entry) {
    equity.booked(entry);
    story.record(entry);
  }

  Ledger ledger() {
    return ledger;
  }

  LossLimits losses() {
    return losses;
  }

  Equity equity() {
    return equity;
  }

  VenueCheck check() {
    return check;
  }

  Rates rates() {
    return rates;
  }

  Profits profits() {
    return profits;
  }

  long freeE8(Venue venue, Asset asset) {
    return balances.freeE8(venue, asset);
  }

  /** True once the venue has reported a balance of the asset. */
  boolean known(Venue venue, Asset asset) {
    return balances.known(venue, asset);
  }

  Set<String> breaks() {
    return check.breaks();
  }

  long fxMidE8(Pair pair) {
    return rates.fxMidE8(pair);
  }

  /** Books one fill of a trade; returns its amounts with the rates of now. */
  FillAmounts fill(OpenTrade opened, OrderTracker order, Event.OrderFilled e) {
    OrderIntent intent = order.intent();
    Instrument instrument = intent.instrument();
    FeeSchedule schedule = config.fees().get(opened.trade.pair().id());
    check.active(instrument.venue(), e.timeNs());
    FillAmounts amounts = amounts(instrument, opened.trade.pair(), e);
    if (e.feeE8() != 0) {
      feeAssets.charged(instrument, intent.side(), e.feeAsset(), schedule.binanceInBase());
    }
    String id = instrument.symbol() + "/" + e.fillId();
    Origin origin =
        new Origin(instrument.venue(), id, intent.tradeId(), intent.orderId(), e.timeNs());
    explain(order, amounts, origin);
    ledger.postFill(instrument, intent.side(), amounts, origin);
    opened.account.fill(instrument, intent.side(), amounts);
    return amounts;
  }

  /** What the fill moves at its venue, account by account, may have been taken over already. */
  private void explain(OrderTracker order, FillAmounts amounts, Origin origin) {
    Instrument instrument = order.intent().instrument();
    int sign = order.intent().side().sign();
    Map<Asset, Long> wallets = new TreeMap<>();
    wallets.merge(amounts.feeAsset(), -amounts.feeE8(), Math::addExact);
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      Asset contract = Ledger.contract(instrument);
      long told = amounts.realizedE8() == Ledger.NOT_TOLD ? 0 : amounts.realizedE8();
      wallets.merge(instrument.quote(), told, Math::addExact);
      long contracts = sign * amounts.quantityE8();
      check.explained(
          new Movement(origin.venue(), Account.POSITION, contract, contracts, order.sentNs()),
          origin);
    } else {
      wallets.merge(instrument.base(), sign * amounts.quantityE8(), Math::addExact);
      wallets.merge(instrument.quote(), -sign * amounts.fundsE8(), Math::addExact);
    }
    wallets.forEach(
        (asset, moved) ->
            check.explained(
                new Movement(origin.venue(), Account.WALLET, asset, moved, order.sentNs()),
                origin));
  }

  private FillAmounts amounts(Instrument instrument, Pair pair, Event.OrderFilled e) {
    long quoteRate = instrument.venue() == Venue.UPBIT ? Fixed.ONE : fxMidE8(pair);
    long feeRate = rates.krwE8(e.feeAsset());
    if (e.feeAsset().equals(instrument.quote())) {
      feeRate = quoteRate;
    } else if (e.feeAsset().equals(instrument.base())) {
      feeRate = Fixed.multiplyE8(e.priceE8(), quoteRate, RoundingMode.HALF_EVEN);
    } else if (feeRate == 0 && e.feeE8() != 0) {
      feeRate = scheduledRateE8(instrument, pair, e, quoteRate);
      feeAssets.unpriced(e.feeAsset());
    }
    return new FillAmounts(
        e.priceE8(), e.quantityE8(), e.feeE8(), e.feeAsset(), e.realizedE8(), quoteRate, feeRate);
  }

  /** The rate at which the fee comes to what the fee schedule takes. */
  private long scheduledRateE8(
      Instrument instrument, Pair pair, Event.OrderFilled e, long quoteRateE8) {
    FeeSchedule schedule = config.fees().get(pair.id());
    boolean home = instrument.venue() == Venue.UPBIT;
    long funds = Fixed.multiplyE8(e.priceE8(), e.quantityE8(), RoundingMode.HALF_EVEN);
    long krw = Fixed.multiplyE8(funds, quoteRateE8, RoundingMode.HALF_EVEN);
    long ppm = home ? schedule.upbitPpm() : schedule.binancePpm();
    long fee = Fixed.partE8(krw, ppm, RoundingMode.CEILING);
    return Fixed.divideE8(fee, Math.abs(e.feeE8()), RoundingMode.HALF_EVEN);
  }

  /** Books a funding settlement and gives each trade that holds the perpetual its share. */
  void funding(Event.FundingSettled e, Instrument instrument, List<OpenTrade> trades) {
    PerpetualPosition position = ledger.perpetual(instrument);
    long amount =
        e.amountE8() == Event.NOT_TOLD
            ? position.fundingE8(e.markPriceE8(), e.rateE8())
            : e.amountE8();
    List<Holder> holders = new ArrayList<>();
    for (OpenTrade opened : trades) {
      if (opened.trade.pair().binance().id() == instrument.id()) {
        holders.add(new Holder(opened.trade.id(), opened.account.netE8(Venue.BINANCE)));
      }
    }
    List<FundingShare> shares = FundingSplit.of(amount, position.netE8(), holders);
    long rate = rates.usdtE8();
    check.active(instrument.venue(), e.timeNs());
    if (!ledger.postFunding(instrument, e.settledMs(), shares, rate, e.timeNs())) {
      return;
    }
    for (FundingShare share : shares) {
      for (OpenTrade opened : trades) {
        if (opened.trade.id() == share.tradeId()) {
          opened.account.funding(share.amountE8(), rate);
        }
      }
    }
    String text = "[LEDGER] Funding " + instrument + " " + Fixed.format(amount);
    story.info(Component.POSITION, 0, text);
  }

  void save(StateOut out) {
    ledger.save(out);
    saveRest(out);
  }

  /** What the state hash is of. */
  void digest(StateOut out) {
    ledger.digest(out);
    saveRest(out);
  }

  private void saveRest(StateOut out) {
    balances.save(out);
    rates.save(out);
    losses.save(out);
    equity.save(out);
    check.save(out);
    feeAssets.save(out);
    profits.save(out);
  }

  void load(StateIn in) {
    ledger.load(in);
    balances.load(in);
    rates.load(in);
    losses.load(in);
    equity.load(in);
    check.load(in);
    feeAssets.load(in);
    profits.load(in);
  }
}
