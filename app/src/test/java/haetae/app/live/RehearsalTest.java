package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.market.Venue;
import haetae.risk.Gate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final int MANY = 200;

  private static HaetaeConfig config(int orders) throws ConfigException {
    return ConfigLoader.of("test", "runtime: {rehearsal_orders: " + orders + "}");
  }

  @Test
  void shouldMakeManyOrdersOfBothVenuesAndStopWhenTold() throws Exception {
    CountDownLatch many = new CountDownLatch(MANY);
    Set<Venue> venues = ConcurrentHashMap.newKeySet();
    Set<Gate> gates = ConcurrentHashMap.newKeySet();
    AtomicInteger asked = new AtomicInteger();
    Rehearsal rehearsal =
        new Rehearsal(
            config(1_000_000),
            asked::incrementAndGet,
            order -> {
              venues.add(order.intent().instrument().venue());
              gates.add(order.gate());
              many.countDown();
            });
    rehearsal.start();
    assertThat(many.await(60, TimeUnit.SECONDS)).isTrue();
    rehearsal.stop();

    assertThat(venues).containsExactlyInAnyOrder(Venue.UPBIT, Venue.BINANCE);
    assertThat(gates).containsExactly(Gate.PAPER);
    assertThat(rehearsal.orders()).isGreaterThanOrEqualTo(MANY);
    assertThat(asked.get()).isGreaterThanOrEqualTo(MANY);
  }

  @Test
  void shouldEndByItselfThoughItsMarketHasNotAsManyOrders() throws Exception {
    Rehearsal rehearsal = new Rehearsal(config(1_000_000), () -> {}, _ -> {});
    rehearsal.start();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (rehearsal.running() && System.nanoTime() - end < 0) {
      Thread.sleep(20);
    }
    assertThat(rehearsal.running()).isFalse();
    assertThat(rehearsal.orders()).isBetween(1_000L, 1_000_000L);
  }

  @Test
  void shouldDoNothingWhenItIsSwitchedOff() throws Exception {
    Rehearsal rehearsal = new Rehearsal(config(0), () -> {}, _ -> {});
    rehearsal.start();
    rehearsal.stop();
    assertThat(rehearsal.orders()).isZero();
  }
}
