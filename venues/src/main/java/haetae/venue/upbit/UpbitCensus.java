package haetae.venue.upbit;

import haetae.market.Asset;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.venue.upbit.UpbitRest.Group;
import haetae.venue.wire.AccountReport.Balance;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Lane;
import haetae.venue.wire.OrderApi;
import haetae.venue.wire.Params;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.VenueCensus;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Upbit holds for our account.
 *
 * <p>Source: Upbit developer centre, "List open orders", "Account balances". Threads: any; blocks.
 */
final class UpbitCensus implements VenueCensus {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 20;

  private final UpbitRest rest;
  private final UpbitOrders orders;
  private final List<Instrument> instruments;

  UpbitCensus(UpbitRest rest, UpbitOrders orders, List<Instrument> instruments) {
    this.rest = rest;
    this.orders = orders;
    this.instruments = List.copyOf(instruments);
  }

  @Override
  public Venue venue() {
    return Venue.UPBIT;
  }

  @Override
  public List<OpenOrder> openOrders() throws DecodeException, RestUnavailable {
    List<OpenOrder> open = new ArrayList<>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      Params params =
          Params.of("states[]", "wait")
              .with("states[]", "watch")
              .with("page", page)
              .with("limit", PAGE);
      List<Fields> rows =
          rest.read(Group.DEFAULT, Lane.URGENT, "/v1/orders/open", params).elements();
      for (Fields row : rows) {
        add(row, open);
      }
      if (rows.size() < PAGE) {
        return List.copyOf(open);
      }
    }
    throw new DecodeException("more than " + MOST_PAGES * PAGE + " open orders");
  }

  private void add(Fields row, List<OpenOrder> open) throws DecodeException {
    for (Instrument instrument : instruments) {
      if (row.text("market").equals(instrument.symbol())) {
        open.add(
            new OpenOrder(
                instrument,
                row.text("identifier", ""),
                row.text("uuid"),
                row.text("side").equals("bid") ? Side.BUY : Side.SELL,
                row.e8OrZero("volume", RoundingMode.FLOOR),
                row.e8OrZero("executed_volume", RoundingMode.FLOOR)));
      }
    }
  }

  @Override
  public Map<Asset, Balance> balances() throws DecodeException, RestUnavailable {
    Map<Asset, Balance> balances = new LinkedHashMap<>();
    for (Fields account :
        rest.read(Group.DEFAULT, Lane.NORMAL, "/v1/accounts", Params.none()).elements()) {
      balances.put(
          new Asset(account.text("currency")),
          new Balance(
              account.e8("balance", RoundingMode.FLOOR),
              account.e8("locked", RoundingMode.CEILING)));
    }
    // What is not listed is not held, and the ledger must know that it is nothing.
    for (Instrument instrument : instruments) {
      balances.putIfAbsent(instrument.base(), new Balance(0, 0));
      balances.putIfAbsent(instrument.quote(), new Balance(0, 0));
    }
    return balances;
  }

  @Override
  public Map<Integer, Long> positions() {
    return Map.of();
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
