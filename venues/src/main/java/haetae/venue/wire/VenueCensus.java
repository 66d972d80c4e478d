package haetae.venue.wire;

import haetae.market.Asset;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.venue.wire.AccountReport.Balance;
import java.util.List;
import java.util.Map;

/**
 * What a venue holds for our account at this moment, asked over REST: for a start, and for a stop.
 * Nothing is cached and nothing is told to the engine. Threads: any; blocks for some seconds.
 */
public interface VenueCensus {
  /** Whose it is. */
  Venue venue();

  /**
   * An order that the venue is still working on, whoever has sent it.
   *
   * @param clientOrderId empty if it was sent without one
   */
  record OpenOrder(
      Instrument instrument,
      String clientOrderId,
      String venueOrderId,
      Side side,
      long quantityE8,
      long executedE8) {}

  /**
   * All open orders in our instruments.
   *
   * @throws DecodeException if the venue does not answer readably: then nothing is known
   */
  List<OpenOrder> openOrders() throws DecodeException, RestUnavailable;

  /** All balances; what we trade is always among them, with 0 if it is not held. */
  Map<Asset, Balance> balances() throws DecodeException, RestUnavailable;

  /** Net contracts of each of our perpetuals, by instrument id, 0 when flat; empty on spot. */
  Map<Integer, Long> positions() throws DecodeException, RestUnavailable;

  /** What the venue knows of an order, with its fills where it tells them. */
  OrderApi.Lookup look(String clientOrderId);

  /** Asks for an order's cancellation; false if there was no answer. */
  boolean cancel(String clientOrderId);
}
