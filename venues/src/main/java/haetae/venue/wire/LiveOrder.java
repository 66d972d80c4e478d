package haetae.venue.wire;

import haetae.market.Instrument;
import haetae.market.Side;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as a gateway knows it, from the moment before it is sent. Its state is guarded by {@link
 * OrderReports}.
 */
public final class LiveOrder {
  private final long orderId;
  private final String clientOrderId;
  private final Instrument instrument;
  private final Side side;
  private final long quantityE8;
  final Set<String> fillIds = new HashSet<>();
  String venueOrderId = "";
  long filledE8;
  boolean accepted;
  boolean ended;
  boolean absent;
  volatile long openedNs;
  volatile boolean arrived;
  private volatile long begunNs;
  private volatile @Nullable OrderTimes times;

  /** An order that is about to be sent, or was sent by an earlier run. */
  public LiveOrder(
      long orderId, String clientOrderId, Instrument instrument, Side side, long quantityE8) {
    this.orderId = orderId;
    this.clientOrderId = clientOrderId;
    this.instrument = instrument;
    this.side = side;
    this.quantityE8 = quantityE8;
  }

  /** Its request is being made from a time on, ns since the epoch; the last time that is tried. */
  public void begun(long atNs) {
    begunNs = atNs;
  }

  /** What became of its request. */
  public void exchanged(Exchange exchange) {
    if (exchange instanceof Exchange.Answer answer) {
      times = new OrderTimes(begunNs, answer.sentNs(), answer.writtenNs());
    }
  }

  /** When it was handed over, ns since the epoch. */
  public long openedNs() {
    return openedNs;
  }

  /** True once the venue has shown that it has it. */
  public boolean arrived() {
    return arrived;
  }

  /** How its request went out; null if it was not written, or not answered. */
  @Nullable OrderTimes times() {
    return times;
  }

  /** The engine's id. */
  public long orderId() {
    return orderId;
  }

  /** The id under which the venue knows it. */
  public String clientOrderId() {
    return clientOrderId;
  }

  /** What is traded. */
  public Instrument instrument() {
    return instrument;
  }

  /** Side. */
  public Side side() {
    return side;
  }

  /** Base quantity wanted. */
  public long quantityE8() {
    return quantityE8;
  }
}
