package haetae.venue.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import haetae.execution.OrderIntent;
import haetae.risk.ApprovedOrder;
import haetae.venue.wire.Params;
import haetae.venue.wire.Secret;

/** Signs futures orders as the connector does, for the benchmarks. Threads: one. */
public final class BenchOrders {
  private static final int RECEIVE_WINDOW_MS = 2_000;

  private final BinanceSigner signer =
      BinanceSigner.hmac(
          "bench-api-key-of-sixty-four-characters-0000000000000000000000001",
          Secret.of("bench-secret-of-sixty-four-characters-000000000001".toCharArray()));
  private long timestampMs = 1_795_500_000_000L;

  /** The signed query of an order. */
  public byte[] signed(ApprovedOrder order) {
    OrderIntent intent = order.intent();
    Params params =
        new BinanceOrderParams(
                Product.USDM, intent.instrument().symbol(), order.clientOrderId(), "EXPIRE_TAKER")
            .limit(
                intent.side(),
                intent.quantityE8(),
                intent.limitPriceE8(),
                BinanceOrderParams.Life.IOC,
                intent.reduceOnly());
    params.with("recvWindow", RECEIVE_WINDOW_MS).with("timestamp", ++timestampMs);
    return signer.query(params).getBytes(UTF_8);
  }
}
