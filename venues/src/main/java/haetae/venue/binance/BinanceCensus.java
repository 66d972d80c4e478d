package haetae.venue.binance;

import haetae.market.Asset;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.venue.wire.AccountReport.Balance;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Lane;
import haetae.venue.wire.OrderApi;
import haetae.venue.wire.Params;
import haetae.venue.wire.Patience;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.VenueCensus;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one product of Binance holds for our account.
 *
 * <p>Source: Binance, "Current open orders", "Account information", "Futures account balance",
 * "Position information V3". Threads: any; blocks.
 */
final class BinanceCensus implements VenueCensus {
  private final BinanceRest rest;
  private final BinanceOrders orders;
  private final Product product;
  private final List<Instrument> instruments;

  BinanceCensus(
      BinanceRest rest, BinanceOrders orders, Product product, List<Instrument> instruments) {
    this.rest = rest;
    this.orders = orders;
    this.product = product;
    this.instruments = List.copyOf(instruments);
  }

  @Override
  public Venue venue() {
    return Venue.BINANCE;
  }

  @Override
  public List<OpenOrder> openOrders() throws DecodeException, RestUnavailable {
    List<OpenOrder> open = new ArrayList<>();
    int cost = product == Product.SPOT ? 6 : 1;
    for (Instrument instrument : instruments) {
      for (Fields row : resting(instrument.symbol(), cost)) {
        open.add(
            new OpenOrder(
                instrument,
                row.text("clientOrderId", ""),
                row.text("orderId"),
                row.text("side").equals("BUY") ? Side.BUY : Side.SELL,
                row.e8("origQty", RoundingMode.FLOOR),
                row.e8("executedQty", RoundingMode.FLOOR)));
      }
    }
    return List.copyOf(open);
  }

  /** What rests can fill: it is asked for out of what is kept for the urgent. */
  private List<Fields> resting(String symbol, int cost) throws DecodeException, RestUnavailable {
    String path = product.path() + "/openOrders";
    Patience.Request request =
        () -> rest.signed("GET", path, Params.of("symbol", symbol), cost, Lane.URGENT);
    Exchange exchange = Patience.within(Lane.URGENT, request);
    if (!(exchange instanceof Exchange.Answer)) {
      exchange = Patience.within(Lane.URGENT, request);
    }
    return BinanceRest.readable(path, exchange).elements();
  }

  @Override
  public Map<Asset, Balance> balances() throws DecodeException, RestUnavailable {
    Map<Asset, Balance> balances = new LinkedHashMap<>();
    if (product == Product.SPOT) {
      for (Fields row : rest.read(true, "/api/v3/account", "", 20).list("balances")) {
        long free = row.e8("free", RoundingMode.FLOOR);
        long locked = row.e8("locked", RoundingMode.CEILING);
        balances.put(new Asset(row.text("asset")), new Balance(free, locked));
      }
      // What is not listed is not held, and the ledger must know that it is nothing.
      for (Instrument instrument : instruments) {
        balances.putIfAbsent(instrument.base(), new Balance(0, 0));
        balances.putIfAbsent(instrument.quote(), new Balance(0, 0));
      }
      return balances;
    }
    for (Fields row : rest.read(true, "/fapi/v3/balance", "", 5).elements()) {
      long available = row.e8("availableBalance", RoundingMode.FLOOR);
      long wallet = row.e8("balance", RoundingMode.FLOOR);
      // What a position's profit lets us use beyond the wallet makes this negative.
      balances.put(new Asset(row.text("asset")), new Balance(available, wallet - available));
    }
    return balances;
  }

  /** A symbol that the venue does not list is flat. */
  @Override
  public Map<Integer, Long> positions() throws DecodeException, RestUnavailable {
    Map<Integer, Long> positions = new LinkedHashMap<>();
    if (product == Product.SPOT) {
      return positions;
    }
    List<Fields> rows = rest.read(true, "/fapi/v3/positionRisk", "", 5).elements();
    for (Instrument instrument : instruments) {
      long netE8 = 0;
      for (Fields row : rows) {
        boolean ours = row.text("symbol").equals(instrument.symbol());
        netE8 += ours ? row.e8("positionAmt", RoundingMode.UNNECESSARY) : 0;
      }
      positions.put(instrument.id(), netE8);
    }
    return positions;
  }

  @Override
  public OrderApi.Lookup look(String clientOrderId) {
    return orders.look(clientOrderId, null);
  }

  @Override
  public boolean cancel(String clientOrderId) {
    return orders.cancel(clientOrderId, null);
  }
}
