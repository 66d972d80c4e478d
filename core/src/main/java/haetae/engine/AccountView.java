package haetae.engine;

import haetae.execution.MarketView;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderBook;
import haetae.market.Side;

/** The market with what the account holds there by the ledger. Threads: the engine's. */
record AccountView(MarketState market, Books books) implements MarketView {
  @Override
  public OrderBook book(Instrument instrument) {
    return market.book(instrument);
  }

  @Override
  public boolean quoted(Instrument instrument, long nowNs) {
    return market.quoted(instrument, nowNs);
  }

  @Override
  public boolean tradable(Instrument instrument, long nowNs) {
    return market.tradable(instrument, nowNs);
  }

  @Override
  public boolean shrinks(Instrument instrument, Side side, long quantityE8) {
    if (instrument.kind() != InstrumentKind.PERPETUAL) {
      return false;
    }
    long net = books.ledger().perpetual(instrument).netE8();
    return Long.signum(net) == -side.sign() && Math.abs(net) >= quantityE8;
  }

  @Override
  public long closedUntilNs(Instrument instrument) {
    return market.closedUntilNs(instrument);
  }
}
