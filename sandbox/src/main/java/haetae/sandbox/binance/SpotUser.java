package haetae.sandbox.binance;

import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The spot account's events, sent to whoever has subscribed. */
final class SpotUser implements SpotDesk.Reports {
  private final List<Consumer<ObjectNode>> subscribers = new ArrayList<>();
  private final SpotJson json = new SpotJson();
  private final Wallet wallet;
  private final VenueClock clock;
  private final Faults faults;
  private final Loop loop;
  private boolean balancesDue;

  SpotUser(Wallet wallet, VenueClock clock, Faults faults, Loop loop) {
    this.wallet = wallet;
    this.clock = clock;
    this.faults = faults;
    this.loop = loop;
  }

  void add(Consumer<ObjectNode> subscriber) {
    subscribers.add(subscriber);
  }

  void remove(Consumer<ObjectNode> subscriber) {
    subscribers.remove(subscriber);
  }

  private void report(ObjectNode event) {
    if (faults.hit(FaultKind.LOST_REPORT).isPresent()) {
      return;
    }
    Optional<FaultSpec> late = faults.hit(FaultKind.LATE_REPORT);
    if (late.isPresent()) {
      loop.after(late.get().delayMs(), () -> send(event));
    } else {
      send(event);
    }
  }

  private void send(ObjectNode event) {
    List.copyOf(subscribers).forEach(subscriber -> subscriber.accept(event));
  }

  @Override
  public void execution(BinanceOrder order, String what, BinanceOrder.@Nullable Trade trade) {
    report(json.report(order, what, trade, clock.nowMs()));
  }

  @Override
  public void balances() {
    if (!balancesDue) {
      balancesDue = true;
      loop.after(0, this::sendBalances);
    }
  }

  private void sendBalances() {
    balancesDue = false;
    Set<String> assets = wallet.takeChanged();
    if (assets.isEmpty()) {
      return;
    }
    ObjectNode event = Json.object().put("e", "outboundAccountPosition").put("E", clock.nowMs());
    ArrayNode array = event.put("u", clock.nowMs()).putArray("B");
    for (String asset : assets) {
      array
          .addObject()
          .put("a", asset)
          .put("f", Json.fixed(wallet.free(asset), 8))
          .put("l", Json.fixed(wallet.locked(asset), 8));
    }
    report(event);
  }
}
