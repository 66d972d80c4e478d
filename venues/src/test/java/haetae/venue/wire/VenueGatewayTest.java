package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.OrderAccepted;
import haetae.engine.Event.OrderOutcomeUnknown;
import haetae.engine.Event.OrderRejected;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Fixed;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.Approvals;
import haetae.risk.ApprovedOrder;
import haetae.risk.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VenueGatewayTest {
  private final Events events = new Events();
  private final FixedApi api = new FixedApi();
  private final VenueGateway gateway =
      new VenueGateway(Venue.UPBIT, api, new OrderReports(events, () -> 1));

  /** A venue that takes every order, and can be told whether one may leave at once. */
  private static final class FixedApi implements OrderApi {
    private final List<Thread> writers = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> waiters = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean atOnce = true;
    private volatile boolean broken;

    private static Sending taken(LiveOrder order) {
      return new Sending.Accepted(new OrderState("v-" + order.orderId(), true, 0, List.of()));
    }

    @Override
    public @Nullable Underway begin(LiveOrder order, OrderIntent intent, Lane lane) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      if (!atOnce) {
        return null;
      }
      writers.add(Thread.currentThread());
      return () -> {
        waiters.add(Thread.currentThread());
        try {
          answered.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return taken(order);
      };
    }

    @Override
    public Sending submit(LiveOrder order, OrderIntent intent, Lane lane) {
      writers.add(Thread.currentThread());
      return taken(order);
    }

    @Override
    public Sending settle(LiveOrder order, OrderIntent intent) {
      return taken(order);
    }

    @Override
    public Lookup look(String clientOrderId, @Nullable LiveOrder order) {
      return new Lookup.NoAnswer("not asked");
    }

    @Override
    public boolean cancel(String clientOrderId, @Nullable LiveOrder order) {
      return true;
    }
  }

  private static ApprovedOrder order(long id) {
    return Approvals.order(
        id,
        Purpose.ENTRY,
        Instruments.UPBIT_BTC,
        Side.BUY,
        Fixed.ONE / 1_000,
        140_000_000 * Fixed.ONE,
        Gate.LIVE);
  }

  @AfterEach
  void close() {
    api.answered.countDown();
    gateway.close();
  }

  @Test
  void shouldWriteOnTheCallersThreadAndWaitForTheAnswerElsewhere() {
    gateway.place(order(7));
    // It has come back although there is no answer yet.
    api.answered.countDown();

    assertThat(events.first(OrderAccepted.class).venueOrderId()).isEqualTo("v-7");
    assertThat(api.writers).containsExactly(Thread.currentThread());
    assertThat(api.waiters).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void shouldSendOnceElsewhereWhenItCannotLeaveAtOnce() {
    api.atOnce = false;
    gateway.place(order(7));

    assertThat(events.first(OrderAccepted.class).venueOrderId()).isEqualTo("v-7");
    assertThat(api.writers).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void shouldTellThatTheOutcomeIsUnknownWhenSendingFails() {
    api.broken = true;
    gateway.place(order(7));

    assertThat(events.first(OrderOutcomeUnknown.class).orderId()).isEqualTo(7);
    assertThat(api.writers).isEmpty();
  }

  @Test
  void shouldSendNothingOnceItIsClosed() {
    gateway.close();
    gateway.place(order(7));

    assertThat(events.first(OrderRejected.class).code()).isEqualTo("NOT_SENT");
    assertThat(api.writers).isEmpty();
  }
}
