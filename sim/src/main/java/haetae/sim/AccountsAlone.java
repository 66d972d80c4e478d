package haetae.sim;

import haetae.engine.Event;
import haetae.engine.OrderGateway;

/** Modelled venues on real quotes: the feeds tell of connections and clocks. Threads: the run's. */
record AccountsAlone(ExchangeModel exchange) implements Venues {
  @Override
  public OrderGateway gateway(Scheduler time) {
    return exchange.gateway(time);
  }

  @Override
  public void heard(Event event) {
    exchange.heard(event);
  }

  @Override
  public void open(Scheduler time) {
    exchange.openAccounts(time);
  }
}
