package haetae.app.live;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.venue.wire.AccountReport.Balance;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.OrderApi;
import haetae.venue.wire.VenueCensus;
import haetae.venue.wire.VenueCensus.OpenOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A venue that tells what it is given, and nothing else. */
final class SimulatedCensus implements VenueCensus {
  final List<OpenOrder> open = new ArrayList<>();
  final List<String> cancelled = new ArrayList<>();
  boolean answers = true;

  private final Instrument instrument;
  private final OrderApi.@Nullable Lookup found;

  /**
   * A venue without orders.
   *
   * @param found what it says of an order when asked, null if it must not be asked
   */
  SimulatedCensus(Instrument instrument, OrderApi.@Nullable Lookup found) {
    this.instrument = instrument;
    this.found = found;
  }

  void rests(String clientOrderId) {
    open.add(new OpenOrder(instrument, clientOrderId, "v" + open.size(), Side.BUY, Fixed.ONE, 0));
  }

  @Override
  public Venue venue() {
    return Venue.UPBIT;
  }

  @Override
  public List<OpenOrder> openOrders() throws DecodeException {
    if (!answers) {
      throw new DecodeException("HTTP 500");
    }
    return List.copyOf(open);
  }

  @Override
  public Map<Asset, Balance> balances() {
    return Map.of();
  }

  @Override
  public Map<Integer, Long> positions() {
    return Map.of();
  }

  @Override
  public OrderApi.Lookup look(String clientOrderId) {
    if (found == null) {
      throw new AssertionError("not needed");
    }
    return found;
  }

  @Override
  public boolean cancel(String clientOrderId) {
    cancelled.add(clientOrderId);
    return open.removeIf(order -> order.clientOrderId().equals(clientOrderId));
  }
}
