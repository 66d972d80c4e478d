package haetae.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Command;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.TestConfigs;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.risk.ApprovedOrder;
import haetae.risk.CapitalRules;
import haetae.risk.SafetyLimits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A bug that is planted between the engine and its world is caught. */
class SaboteurTest {
  private static final int SEEDS = 40;

  /** Runs seeds until a violation; returns its rule, or the empty text if all went well. */
  private static Violation caught(Set<FaultKind> faults, Supplier<Saboteur> saboteur) {
    FaultRun.Plan plan = new FaultRun.Plan(TestConfigs.config(250_000), faults, 20);
    for (long seed = 1; seed <= SEEDS; seed++) {
      SeedResult result = FaultRun.sabotaged(plan, seed, saboteur.get());
      if (!result.violations().isEmpty()) {
        return result.violations().getFirst();
      }
    }
    throw new AssertionError("not caught in " + SEEDS + " seeds");
  }

  private static final Set<FaultKind> NONE = EnumSet.noneOf(FaultKind.class);

  /** Passes events on as a rule says. */
  private record Events(java.util.function.BiConsumer<Event, Consumer<Event>> rule)
      implements Saboteur {
    @Override
    public void event(Event event, Consumer<Event> engine) {
      rule.accept(event, engine);
    }
  }

  @Test
  void shouldCatchADroppedFill() {
    // The third fill never reaches the engine, not even by a query.
    Supplier<Saboteur> saboteur =
        () -> {
          List<String> seen = new ArrayList<>();
          return new Events(
              (event, engine) -> {
                if (event instanceof Event.OrderFilled fill) {
                  if (!seen.contains(fill.fillId())) {
                    seen.add(fill.fillId());
                  }
                  if (seen.indexOf(fill.fillId()) == 2) {
                    return;
                  }
                }
                engine.accept(event);
              });
        };

    assertThat(caught(NONE, saboteur).rule())
        .isIn(
            "naked time",
            "all comes to its end",
            "no break stays open",
            "fills of the engine are those of the venue");
  }

  @Test
  void shouldCatchAForgottenFee() {
    Supplier<Saboteur> saboteur =
        () ->
            new Events(
                (event, engine) -> {
                  if (event instanceof Event.OrderFilled f) {
                    engine.accept(
                        new Event.OrderFilled(
                            f.timeNs(),
                            f.orderId(),
                            f.fillId(),
                            f.priceE8(),
                            f.quantityE8(),
                            0,
                            f.feeAsset()));
                  } else {
                    engine.accept(event);
                  }
                });

    assertThat(caught(NONE, saboteur).rule())
        .isIn("ledger equals the venue", "no break stays open");
  }

  @Test
  void shouldCatchADuplicateThatIsBookedTwice() {
    Supplier<Saboteur> saboteur =
        () -> {
          Map<String, Integer> times = new HashMap<>();
          return new Events(
              (event, engine) -> {
                if (event instanceof Event.OrderFilled f) {
                  int number = times.merge(f.fillId(), 1, Integer::sum);
                  String id = number == 1 ? f.fillId() : f.fillId() + "#" + number;
                  engine.accept(
                      new Event.OrderFilled(
                          f.timeNs(),
                          f.orderId(),
                          id,
                          f.priceE8(),
                          f.quantityE8(),
                          f.feeE8(),
                          f.feeAsset()));
                } else {
                  engine.accept(event);
                }
              });
        };

    assertThat(caught(EnumSet.of(FaultKind.DUPLICATE_REPORT), saboteur).rule())
        .isIn(
            "ledger equals the venue",
            "leg larger than decided",
            "leg on the wrong side",
            "no break stays open",
            "fills of the engine are those of the venue",
            "naked time");
  }

  @Test
  void shouldCatchAnUnknownOutcomeThatIsTakenForARejection() {
    Supplier<Saboteur> saboteur =
        () -> {
          Set<Long> rejected = new HashSet<>();
          return new Events(
              (event, engine) -> {
                switch (event) {
                  case Event.OrderOutcomeUnknown e -> {
                    rejected.add(e.orderId());
                    engine.accept(
                        new Event.OrderRejected(e.timeNs(), e.orderId(), "TIMEOUT", "guessed"));
                  }
                  case Event.OrderFilled e when rejected.contains(e.orderId()) -> {}
                  default -> engine.accept(event);
                }
              });
        };

    assertThat(caught(EnumSet.of(FaultKind.TIMEOUT_EXECUTED), saboteur).rule())
        .isIn(
            "entry with an order of unknown outcome",
            "one order a duty",
            "leg larger than decided",
            "leg on the wrong side",
            "ledger equals the venue",
            "no break stays open",
            "fills of the engine are those of the venue",
            "naked time");
  }

  /** Passes commands on as a rule says. */
  private record Commands(java.util.function.BiConsumer<Command, Consumer<Command>> rule)
      implements Saboteur {
    @Override
    public void command(Command command, Consumer<Command> world) {
      rule.accept(command, world);
    }
  }

  @Test
  void shouldCatchAnOrderThatIsSentAgainInsteadOfAskedFor() {
    Supplier<Saboteur> saboteur =
        () -> {
          Map<Long, Command.PlaceOrder> sent = new HashMap<>();
          return new Commands(
              (command, world) -> {
                switch (command) {
                  case Command.PlaceOrder c -> {
                    sent.put(c.order().intent().orderId(), c);
                    world.accept(c);
                  }
                  case Command.QueryOrder c when sent.containsKey(c.orderId()) ->
                      world.accept(sent.get(c.orderId()));
                  default -> world.accept(command);
                }
              });
        };

    assertThat(caught(EnumSet.of(FaultKind.TIMEOUT_EXECUTED), saboteur).rule())
        .isEqualTo("client id twice");
  }

  @Test
  void shouldCatchAHedgeThatIsOnlyBelievedIn() {
    Supplier<Saboteur> saboteur = BelievedHedge::new;

    assertThat(caught(NONE, saboteur).rule())
        .isIn(
            "naked time",
            "ledger equals the venue",
            "no break stays open",
            "fills of the engine are those of the venue");
  }

  /** Hedges are not sent; the engine is told that they have filled. */
  private static final class BelievedHedge implements Saboteur {
    private final List<ApprovedOrder> skipped = new ArrayList<>();
    private long fills;

    @Override
    public void command(Command command, Consumer<Command> world) {
      if (command instanceof Command.PlaceOrder place
          && place.order().intent().purpose() == Purpose.HEDGE) {
        skipped.add(place.order());
      } else {
        world.accept(command);
      }
    }

    @Override
    public void event(Event event, Consumer<Event> engine) {
      engine.accept(event);
      for (ApprovedOrder order : List.copyOf(skipped)) {
        skipped.remove(order);
        OrderIntent intent = order.intent();
        engine.accept(
            new Event.OrderFilled(
                event.timeNs(),
                intent.orderId(),
                "believed" + ++fills,
                intent.limitPriceE8(),
                intent.quantityE8(),
                0,
                intent.instrument().quote()));
        engine.accept(new Event.OrderEnded(event.timeNs(), intent.orderId(), intent.quantityE8()));
      }
    }
  }

  @Test
  void shouldCatchAnOrderThatIsForgottenAtARestart() {
    // After a restart no order in flight is asked for, and no timer of it fires.
    Supplier<Saboteur> saboteur = ForgottenOrder::new;

    assertThat(caught(EnumSet.of(FaultKind.CRASH), saboteur).rule())
        .isIn("all comes to its end", "naked time", "hedged, flat or stuck");
  }

  /** Drops everything that would find out about orders sent before the last restart. */
  private static final class ForgottenOrder implements Saboteur {
    private long lastOrderId;
    private long forgottenUpTo;

    @Override
    public void event(Event event, Consumer<Event> engine) {
      if (event instanceof Event.Restarted) {
        forgottenUpTo = lastOrderId;
      }
      engine.accept(event);
    }

    @Override
    public void command(Command command, Consumer<Command> world) {
      switch (command) {
        case Command.PlaceOrder c -> {
          lastOrderId = Math.max(lastOrderId, c.order().intent().orderId());
          world.accept(c);
        }
        case Command.QueryOrder c when c.orderId() <= forgottenUpTo -> {}
        case Command.CancelOrder c when c.orderId() <= forgottenUpTo -> {}
        default -> world.accept(command);
      }
    }
  }

  @Test
  void shouldCatchALimitThatIsIgnored() {
    Supplier<Saboteur> saboteur = LooseLimits::new;

    assertThat(caught(NONE, saboteur).rule())
        .isIn("exposure", "positions", "orders a minute", "order notional");
  }

  /** The engine is built with limits that are ten times too wide. */
  private static final class LooseLimits implements Saboteur {
    private static CapitalRules loose(CapitalRules c) {
      return new CapitalRules(
          10 * c.totalKrwE8(), 10 * c.pairKrwE8(), 10 * c.upbitKrwE8(), 10 * c.binanceKrwE8());
    }

    @Override
    public EngineConfig config(EngineConfig c) {
      SafetyLimits s = c.safety();
      SafetyLimits loose =
          new SafetyLimits(
              s.minConfidencePpm(),
              s.minProfitPpm(),
              s.maxSlippagePpm(),
              s.maxPositionKrwE8(),
              s.maxDailyLossKrwE8(),
              s.maxDrawdownPpm(),
              s.minLiquidityKrwE8(),
              10 * s.maxExposureKrwE8(),
              s.maxFxExposureKrwE8(),
              10 * s.maxPositions(),
              s.maxAgeUpbitMs(),
              s.maxAgeBinanceMs(),
              s.maxAgeFxMs(),
              s.maxSkewMs(),
              s.maxClockOffsetMs(),
              s.maxSpreadPpm(),
              s.priceBandPpm(),
              s.depthSharePpm(),
              s.fxSanityPpm(),
              s.maxOrdersPerMinute(),
              s.breakerFailures(),
              s.breakerCooldownNs());
      return new EngineConfig(
          c.session(),
          c.mode(),
          c.instruments(),
          c.pairs(),
          c.fees(),
          c.strategies(),
          loose(c.capital()),
          c.sizing(),
          c.execution(),
          loose,
          c.entry(),
          c.stops(),
          new haetae.risk.Rebalancer(false, 0, 0),
          c.drift(),
          c.guard(),
          c.pacing(),
          c.perpetual());
    }
  }
}
